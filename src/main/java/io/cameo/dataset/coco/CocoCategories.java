package io.cameo.dataset.coco;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** Which categories' annotations are wanted: all, or those named. Immutable. */
public final class CocoCategories {
    /** Every annotation, whatever it shows. */
    public static final CocoCategories ALL = new CocoCategories(List.of());

    private final List<String> wanted;

    private CocoCategories(List<String> wanted) {
        this.wanted = wanted;
    }

    /**
     * Annotations of these alone.
     *
     * @param namesOrIds each the name of a category, or its id where none has that name; empty for all
     */
    public static CocoCategories of(List<String> namesOrIds) {
        return namesOrIds.isEmpty() ? ALL : new CocoCategories(List.copyOf(namesOrIds));
    }

    /**
     * Tells wanted ids.
     *
     * @param known what the file lists; where it lists none, as results do, there are ids alone
     * @throws IllegalArgumentException if a wanted one is not among them
     */
    LongPredicate among(List<CocoCategory> known) {
        if (wanted.isEmpty()) {
            return id -> true;
        }
        Set<Long> ids = new HashSet<>();
        for (String text : wanted) {
            ids.addAll(find(text, known));
        }
        return ids::contains;
    }

    private static Set<Long> find(String text, List<CocoCategory> known) {
        Set<Long> named = known.stream()
                .filter(category -> category.name().equals(text))
                .map(CocoCategory::id)
                .collect(Collectors.toSet());
        if (!named.isEmpty()) {
            return named;
        }
        if (text.matches("-?\\d{1,18}")) {
            long id = Long.parseLong(text);
            if (known.isEmpty() || known.stream().anyMatch(category -> category.id() == id)) {
                return Set.of(id);
            }
        }
        throw new IllegalArgumentException("no such category: category=" + text + ", known="
                + known.stream().map(CocoCategory::name).collect(Collectors.joining("|")));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CocoCategories that && wanted.equals(that.wanted);
    }

    @Override
    public int hashCode() {
        return Objects.hash(wanted);
    }

    @Override
    public String toString() {
        return wanted.isEmpty() ? "all" : String.join(", ", wanted);
    }
}
