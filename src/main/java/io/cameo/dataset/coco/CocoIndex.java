package io.cameo.dataset.coco;

import java.util.Arrays;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** Which annotations belong to which image, as pycocotools links them. Immutable. */
final class CocoIndex {
    /** How many ids are kept of each kind of oddity. */
    static final int MOST_EXAMPLES = 10;

    private final int[] starts;
    private final int[] contents;
    private final CocoOddities oddities;

    private CocoIndex(int[] starts, int[] contents, CocoOddities oddities) {
        this.starts = starts;
        this.contents = contents;
        this.oddities = oddities;
    }

    /**
     * Links what was found. {@code imgToAnns} of pycocotools keeps every annotation of an image, also of an id that stands
     * twice; {@code loadAnns} then gives for both the last one that has this id.
     *
     * @param wanted which categories count
     */
    static CocoIndex of(CocoScan scan, LongPredicate wanted) {
        AnnotationTable table = scan.annotations();
        int[] last = lastOfSameId(table);
        Set<Long> known = scan.categories().stream().map(CocoCategory::id).collect(Collectors.toSet());
        IdTally duplicates = new IdTally();
        IdTally strays = new IdTally();
        IdTally foreign = new IdTally();
        int[] image = new int[table.count()];
        int[] starts = new int[scan.images().size() + 1];
        for (int i = 0; i < image.length; i++) {
            image[i] = scan.positions().get(table.imageId(i));
            if (last[i] != i) {
                duplicates.add(table.id(i));
            }
            if (image[i] == LongTable.ABSENT) {
                strays.add(table.id(i));
            }
            if (!known.isEmpty() && !known.contains(table.categoryId(i))) {
                foreign.add(table.id(i));
            }
            if (!wanted.test(table.categoryId(i))) {
                image[i] = LongTable.ABSENT;
            }
            if (image[i] != LongTable.ABSENT) {
                starts[image[i] + 1]++;
            }
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] contents = new int[starts[starts.length - 1]];
        int[] next = starts.clone();
        for (int i = 0; i < image.length; i++) {
            if (image[i] != LongTable.ABSENT) {
                contents[next[image[i]]++] = last[i];
            }
        }
        CocoOddities oddities =
                new CocoOddities(scan.duplicateImages().ids(), duplicates.ids(), strays.ids(), foreign.ids());
        return new CocoIndex(starts, contents, oddities);
    }

    /**
     * An index of a table that holds what counts alone, an image's behind those of the image before. Of oddities it knows
     * nothing.
     *
     * @param starts where in the table an image's annotations begin, and behind the last one its size; becomes the index's
     */
    static CocoIndex inOrder(int[] starts) {
        int[] contents = new int[starts[starts.length - 1]];
        Arrays.setAll(contents, at -> at);
        CocoOddities.Ids none = new IdTally().ids();
        return new CocoIndex(starts, contents, new CocoOddities(none, none, none, none));
    }

    private static int[] lastOfSameId(AnnotationTable table) {
        LongTable places = new LongTable();
        for (int i = 0; i < table.count(); i++) {
            places.put(table.id(i), i);
        }
        int[] last = new int[table.count()];
        for (int i = 0; i < last.length; i++) {
            last[i] = places.get(table.id(i));
        }
        return last;
    }

    /** How many annotations count. */
    long annotations() {
        return contents.length;
    }

    /** How many of them an image has. */
    int annotations(int imagePosition) {
        return starts[imagePosition + 1] - starts[imagePosition];
    }

    /** Where in the table the nth annotation of an image has its content. */
    int content(int imagePosition, int nth) {
        return contents[starts[imagePosition] + nth];
    }

    CocoOddities oddities() {
        return oddities;
    }
}
