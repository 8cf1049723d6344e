package io.cameo.loader.matting;

import io.cameo.compute.SampleRandom;
import io.cameo.image.BadImageException;
import java.util.Arrays;

/** Which person of a sample stands in which slot of the batch. One worker's own. */
final class SlotPlan {
    static final int NOBODY = -1;

    private final int[] persons;

    SlotPlan(int instances) {
        persons = new int[instances];
    }

    /** The person in a slot, or {@link #NOBODY}. */
    int person(int slot) {
        return persons[slot];
    }

    int slots() {
        return persons.length;
    }

    /**
     * Gives slots to those who are large enough.
     *
     * @param leastArea who has at most this share of pixels above 127 in each frame is left out; 0 for nobody
     * @throws BadImageException if somebody was left out, and nobody remains
     */
    void assign(ClipPlanes planes, InstanceSlots how, double leastArea, SampleRandom random, StepTools tools) {
        Arrays.fill(persons, NOBODY);
        int count = 0;
        for (int person = 0; person < planes.people(); person++) {
            if (leastArea == 0 || area(planes, person, tools) > leastArea) {
                persons[count++] = person;
            }
        }
        if (count == 0 && planes.people() > 0) {
            throw new BadImageException(
                    "nobody is large enough: people=" + planes.people() + ", least_area=" + leastArea);
        }
        if (how == InstanceSlots.RANDOM) {
            for (int slot = 0; slot < persons.length - 1; slot++) {
                int other = slot + random.nextInt(persons.length - slot);
                int person = persons[other];
                persons[other] = persons[slot];
                persons[slot] = person;
            }
        }
    }

    /** The largest share of a frame that is above 127. */
    private static double area(ClipPlanes planes, int person, StepTools tools) {
        int width = planes.widthPx();
        byte[] row = tools.row(width);
        long most = 0;
        for (int frame = 0; frame < planes.frames(); frame++) {
            long count = 0;
            for (int y = 0; planes.isPresent(frame, person) && y < planes.heightPx(); y++) {
                StepTools.load(planes.matte(frame, person), y, row);
                for (int x = 0; x < width; x++) {
                    count += row[x] >>> 31; // the sign: above 127
                }
            }
            most = Math.max(most, count);
        }
        return most / ((double) width * planes.heightPx());
    }
}
