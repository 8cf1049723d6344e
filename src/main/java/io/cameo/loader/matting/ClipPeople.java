package io.cameo.loader.matting;

import io.cameo.compute.SampleRandom;
import io.cameo.dataset.matting.MattingNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is in the frames of one sample, by id: those of the first frame in its order, then others as they come. Some may be left
 * out, for good: see {@link #choose}. One worker's own.
 */
final class ClipPeople {
    private final List<String> ids = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<int[]> frames = new ArrayList<>();
    private int[] chosen = {};

    void clear() {
        ids.clear();
        places.clear();
        frames.clear();
        chosen = new int[0];
    }

    /** Adds a frame. */
    void add(List<MattingNames.Instance> instances) {
        int[] who = new int[instances.size()];
        for (int i = 0; i < who.length; i++) {
            String id = instances.get(i).id();
            Integer known = places.putIfAbsent(id, ids.size());
            if (known == null) {
                ids.add(id);
            }
            who[i] = known == null ? ids.size() - 1 : known;
        }
        frames.add(who);
    }

    /**
     * Chooses who stays, in the order in which they are known.
     *
     * @param dropProbability how often one of several is left out
     * @param most how many there is room for
     * @param anyOfMany whether it is drawn who stays when there are more; else the first do
     */
    void choose(SampleRandom random, double dropProbability, int most, boolean anyOfMany, StepLog log) {
        int[] who = new int[ids.size()];
        Arrays.setAll(who, i -> i);
        if (who.length > 1 && random.nextBoolean(dropProbability)) {
            int dropped = random.nextInt(who.length);
            log.step("leave_out").value("id", ids.get(who[dropped]));
            who = without(who, dropped);
        }
        while (who.length > most) {
            int dropped = anyOfMany ? random.nextInt(who.length) : who.length - 1;
            log.step("no_room").value("id", ids.get(who[dropped]));
            who = without(who, dropped);
        }
        chosen = who;
    }

    private static int[] without(int[] who, int place) {
        int[] rest = new int[who.length - 1];
        System.arraycopy(who, 0, rest, 0, place);
        System.arraycopy(who, place + 1, rest, place, rest.length - place);
        return rest;
    }

    /** How many stay. */
    int count() {
        return chosen.length;
    }

    String id(int person) {
        return ids.get(chosen[person]);
    }

    /** Which of those who stay an instance of a frame is, or -1. */
    int personOf(int frame, int instance) {
        return Math.max(-1, Arrays.binarySearch(chosen, frames.get(frame)[instance]));
    }

    int instances(int frame) {
        return frames.get(frame).length;
    }
}
