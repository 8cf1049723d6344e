package io.cameo.convert.coco;

import io.cameo.dataset.coco.CocoPerson;
import java.util.Arrays;
import java.util.List;

/** Counts what samples hold. Not thread-safe. */
final class PeopleCensus {
    /** COCO's own bounds between small, medium and large, in pixels of area. */
    static final int SMALL_BELOW_PX = 32 * 32;

    static final int LARGE_FROM_PX = 96 * 96;

    private int images;
    private long persons;
    private long crowds;
    private long unannotated;
    private long withoutArea;
    private long marked;
    private long small;
    private long large;
    private int mostKeypoints;
    private long[] imagesByPersons = {};
    private long[] personsByMarked = {};

    /** What one sample holds; made beside others by workers. */
    void add(List<CocoPerson> people) {
        images++;
        int here = 0;
        for (CocoPerson person : people) {
            if (person.crowd()) {
                crowds++;
            } else if (person.index() == 0) {
                withoutArea++;
            } else {
                here++;
                add(person);
            }
        }
        persons += here;
        imagesByPersons = counted(imagesByPersons, here);
    }

    private void add(CocoPerson person) {
        int points = marked(person.keypoints());
        mostKeypoints = Math.max(mostKeypoints, person.keypoints().length / 3);
        marked += points;
        unannotated += person.unannotated() ? 1 : 0;
        small += person.area() < SMALL_BELOW_PX ? 1 : 0;
        large += person.area() >= LARGE_FROM_PX ? 1 : 0;
        personsByMarked = counted(personsByMarked, points);
    }

    private static long[] counted(long[] counts, int at) {
        long[] out = at < counts.length ? counts : Arrays.copyOf(counts, at + 1);
        out[at]++;
        return out;
    }

    /** How many key points are marked, seen or hidden. */
    static int marked(double[] keypoints) {
        int count = 0;
        for (int at = 2; at < keypoints.length; at += 3) {
            count += keypoints[at] > 0 ? 1 : 0;
        }
        return count;
    }

    int images() {
        return images;
    }

    /** Who has a number. */
    long persons() {
        return persons;
    }

    long crowds() {
        return crowds;
    }

    /** Persons with a number and no key points. */
    long unannotated() {
        return unannotated;
    }

    /** Persons whose area is 0, who take no part. */
    long withoutArea() {
        return withoutArea;
    }

    /** Key points of persons with a number that are marked. */
    long marked() {
        return marked;
    }

    long small() {
        return small;
    }

    long large() {
        return large;
    }

    /** How many key points a person has, marked or not. */
    int keypoints() {
        return mostKeypoints;
    }

    /** The index is how many persons an image has, the value how many such images there are. */
    long[] imagesByPersons() {
        return imagesByPersons;
    }

    long[] personsByMarked() {
        return personsByMarked;
    }
}
