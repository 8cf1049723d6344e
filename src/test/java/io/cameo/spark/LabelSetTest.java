package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A set of labels holds what the filter it was made of lets through. */
@Tag("spark")
class LabelSetTest {
    private static final String LABEL = "label";

    /** Numbers where an order of floats could go wrong. */
    private static final List<Float> EDGES = List.of(
            0f,
            -0f,
            1f,
            -1f,
            7f,
            Math.nextUp(7f),
            Math.nextDown(7f),
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            Float.intBitsToFloat(0xffc00001)); // not a number either, with a sign

    @Test
    void holdsWhatTheFilterAccepts() {
        for (long seed = 0; seed < 3000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Filter> conditions = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                conditions.add(condition(random, 3));
            }
            RecordFilter filter = RecordFilter.of(conditions);
            LabelSet labels = LabelSet.of(filter);
            assertThat(labels.holds(false, 7f))
                    .as("no header, seed=%d, filter=%s", seed, filter)
                    .isEqualTo(filter.accepts(null, null));
            for (int i = 0; i < 40; i++) {
                float label = i < EDGES.size() ? EDGES.get(i) : number(random);
                assertThat(labels.holds(true, label))
                        .as("label=%s, seed=%d, filter=%s", label, seed, filter)
                        .isEqualTo(filter.accepts(null, label));
            }
        }
    }

    private static Filter condition(SplittableRandom random, int depth) {
        Float value = random.nextInt(8) == 0 ? null : number(random);
        return switch (random.nextInt(depth == 0 ? 8 : 11)) {
            case 0 -> new EqualTo(LABEL, value);
            case 1 -> new EqualNullSafe(LABEL, value);
            case 2 -> new GreaterThan(LABEL, value);
            case 3 -> new GreaterThanOrEqual(LABEL, value);
            case 4 -> new LessThan(LABEL, value);
            case 5 -> new LessThanOrEqual(LABEL, value);
            case 6 -> new In(LABEL, new Object[] {value, number(random), number(random)});
            case 7 -> random.nextBoolean() ? new IsNull(LABEL) : new IsNotNull(LABEL);
            case 8 -> new And(condition(random, depth - 1), condition(random, depth - 1));
            case 9 -> new Or(condition(random, depth - 1), condition(random, depth - 1));
            default -> new Not(condition(random, depth - 1));
        };
    }

    private static float number(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> EDGES.get(random.nextInt(EDGES.size()));
            case 1 -> random.nextInt(-20, 20) / 2f;
            default -> Float.intBitsToFloat(random.nextInt());
        };
    }

    @Test
    void keysAreNotItsBusiness() {
        assertThatThrownBy(() -> LabelSet.of(RecordFilter.of(List.of(new EqualTo("key", 7L)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keys");
    }
}
