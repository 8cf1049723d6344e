package io.cameo.convert.matting;

import java.util.List;

/**
 * One frame to be drawn.
 *
 * @param sample its number in the source
 * @param frame its number in the sample
 * @param name what stands over it
 * @param people the ids of everybody in the sample, sorted: a person has the same place, and so the same colour, in every frame
 */
record SheetItem(int sample, int frame, String name, List<String> people) {
    SheetItem {
        people = List.copyOf(people);
    }
}
