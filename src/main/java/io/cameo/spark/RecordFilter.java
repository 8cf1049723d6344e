package io.cameo.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.sources.And;
import org.apache.spark.sql.sources.EqualNullSafe;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.IsNull;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.sources.Not;
import org.apache.spark.sql.sources.Or;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on key and first label that can be answered without the record: those that Spark knows, with its meaning of
 * null, NaN (equal to itself, above all numbers) and -0 (equal to 0).
 */
record RecordFilter(List<Filter> conditions) implements Serializable {
    static final RecordFilter NONE = new RecordFilter(List.of());

    /** Whether {@link #accepts} can answer a condition. */
    static boolean knows(Filter condition, boolean textKeys) {
        return switch (condition) {
            case And and -> knows(and.left(), textKeys) && knows(and.right(), textKeys);
            case Or or -> knows(or.left(), textKeys) && knows(or.right(), textKeys);
            case Not not -> knows(not.child(), textKeys);
            case IsNull isNull -> isOurs(isNull.attribute());
            case IsNotNull isNotNull -> isOurs(isNotNull.attribute());
            case EqualTo equal -> isOurs(equal.attribute(), equal.value(), textKeys);
            case EqualNullSafe equal -> isOurs(equal.attribute(), equal.value(), textKeys);
            case GreaterThan greater -> isOurs(greater.attribute(), greater.value(), textKeys);
            case GreaterThanOrEqual greater -> isOurs(greater.attribute(), greater.value(), textKeys);
            case LessThan less -> isOurs(less.attribute(), less.value(), textKeys);
            case LessThanOrEqual less -> isOurs(less.attribute(), less.value(), textKeys);
            case In in -> {
                boolean ours = isOurs(in.attribute());
                for (Object value : in.values()) {
                    ours &= isOurs(in.attribute(), value, textKeys);
                }
                yield ours;
            }
            default -> false;
        };
    }

    private static boolean isOurs(String attribute) {
        return attribute.equals(RecordColumn.KEY.title()) || attribute.equals(RecordColumn.LABEL.title());
    }

    private static boolean isOurs(String attribute, @Nullable Object value, boolean textKeys) {
        Class<?> type =
                attribute.equals(RecordColumn.LABEL.title()) ? Float.class : textKeys ? String.class : Long.class;
        return isOurs(attribute) && (value == null || type.isInstance(value));
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    boolean uses(RecordColumn column) {
        for (Filter condition : conditions) {
            if (List.of(condition.references()).contains(column.title())) {
                return true;
            }
        }
        return false;
    }

    /** The labels that conditions name, in any order. */
    List<Float> labels() {
        List<Float> named = new ArrayList<>();
        conditions.forEach(condition -> name(condition, named));
        return named;
    }

    private static void name(Filter condition, List<Float> named) {
        switch (condition) {
            case And and -> {
                name(and.left(), named);
                name(and.right(), named);
            }
            case Or or -> {
                name(or.left(), named);
                name(or.right(), named);
            }
            case Not not -> name(not.child(), named);
            case EqualTo equal -> add(equal.value(), named);
            case EqualNullSafe equal -> add(equal.value(), named);
            case GreaterThan greater -> add(greater.value(), named);
            case GreaterThanOrEqual greater -> add(greater.value(), named);
            case LessThan less -> add(less.value(), named);
            case LessThanOrEqual less -> add(less.value(), named);
            case In in -> {
                for (Object value : in.values()) {
                    add(value, named);
                }
            }
            default -> {} // is it null or not: names nothing
        }
    }

    private static void add(@Nullable Object value, List<Float> named) {
        if (value instanceof Float label) {
            named.add(label);
        }
    }

    /** Whether all conditions hold; one that is neither true nor false does not. */
    boolean accepts(@Nullable Object key, @Nullable Float label) {
        for (int i = 0; i < conditions.size(); i++) {
            if (test(conditions.get(i), key, label) != Truth.YES) {
                return false;
            }
        }
        return true;
    }

    /** SQL's three answers, in an order in which "and" is the lower and "or" the higher of two. */
    private enum Truth {
        NO,
        UNKNOWN,
        YES;

        static Truth of(boolean yes) {
            return yes ? YES : NO;
        }
    }

    private static Truth test(Filter condition, @Nullable Object key, @Nullable Float label) {
        return switch (condition) {
            case And and -> lower(test(and.left(), key, label), test(and.right(), key, label));
            case Or or -> higher(test(or.left(), key, label), test(or.right(), key, label));
            case Not not -> not(test(not.child(), key, label));
            case IsNull isNull -> Truth.of(value(isNull.attribute(), key, label) == null);
            case IsNotNull isNotNull -> Truth.of(value(isNotNull.attribute(), key, label) != null);
            case EqualNullSafe equal -> same(value(equal.attribute(), key, label), equal.value());
            case In in -> isIn(value(in.attribute(), key, label), in.values());
            case EqualTo equal -> order(equal.attribute(), equal.value(), key, label, true, 0, 0);
            case GreaterThan greater -> order(greater.attribute(), greater.value(), key, label, true, 1, 1);
            case GreaterThanOrEqual greater -> order(greater.attribute(), greater.value(), key, label, true, 0, 1);
            case LessThan less -> order(less.attribute(), less.value(), key, label, false, 0, 1);
            case LessThanOrEqual less -> order(less.attribute(), less.value(), key, label, false, 1, 1);
            default -> throw new IllegalArgumentException("unknown condition: condition=" + condition);
        };
    }

    private static Truth same(@Nullable Object value, @Nullable Object other) {
        if (value == null || other == null) {
            return Truth.of(Objects.equals(value, other));
        }
        return Truth.of(compare(value, other) == 0);
    }

    private static Truth lower(Truth left, Truth right) {
        return left.compareTo(right) <= 0 ? left : right;
    }

    private static Truth higher(Truth left, Truth right) {
        return left.compareTo(right) >= 0 ? left : right;
    }

    private static Truth not(Truth truth) {
        return switch (truth) {
            case YES -> Truth.NO;
            case UNKNOWN -> Truth.UNKNOWN;
            case NO -> Truth.YES;
        };
    }

    /** Whether a value's order to another lies within two numbers, or outside. */
    private static Truth order(
            String attribute,
            @Nullable Object other,
            @Nullable Object key,
            @Nullable Float label,
            boolean within,
            int from,
            int to) {
        Object value = value(attribute, key, label);
        if (value == null || other == null) {
            return Truth.UNKNOWN;
        }
        int order = Integer.signum(compare(value, other));
        return Truth.of(within == (order >= from && order <= to));
    }

    private static Truth isIn(@Nullable Object value, @Nullable Object[] others) {
        if (value == null) {
            return Truth.UNKNOWN;
        }
        Truth answer = Truth.NO;
        for (Object other : others) {
            if (other == null) {
                answer = higher(answer, Truth.UNKNOWN);
            } else if (compare(value, other) == 0) {
                return Truth.YES;
            }
        }
        return answer;
    }

    private static @Nullable Object value(String attribute, @Nullable Object key, @Nullable Float label) {
        return attribute.equals(RecordColumn.KEY.title()) ? key : label;
    }

    private static int compare(Object value, Object other) {
        return switch (value) {
            case Float label -> {
                float limit = (Float) other;
                yield label == limit ? 0 : Float.compare(label, limit); // 0 == -0, but they compare otherwise
            }
            case UTF8String text -> text.compareTo(UTF8String.fromString((String) other));
            default -> Long.compare((Long) value, (Long) other);
        };
    }

    /** The conditions that are known, out of some. */
    static RecordFilter of(List<Filter> conditions) {
        return new RecordFilter(new ArrayList<>(Objects.requireNonNull(conditions)));
    }
}
