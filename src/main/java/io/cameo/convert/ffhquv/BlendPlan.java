package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.UvSample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Who is paired with whom, before anything is read of latents: depends on ids, the table and the settings, on nothing else.
 *
 * @param blends in the order of their numbers
 * @param classes in the order of bins
 * @param leftOut how many samples are in no class, by reason
 */
record BlendPlan(List<Blend> blends, List<UvInterpolateReport.ClassRow> classes, SortedMap<String, Long> leftOut) {
    /** Samples wanted: of all classes together, or of each. */
    record Wanted(long count, boolean perClass) {}

    /** What decides on pairs, besides the samples. */
    record Rules(UvBins bins, Wanted wanted, UvWeights weights, int leastMembers, long seed) {}

    private record Found(String name, List<Integer> rows) {}

    static BlendPlan of(SampleTable samples, int[] chosen, Rules rules) {
        SortedMap<String, Long> leftOut = new TreeMap<>();
        long notChosen = samples.table().rows() - (long) chosen.length;
        if (notChosen > 0) {
            leftOut.put("not asked for", notChosen);
        }
        List<Found> found = classify(samples, chosen, rules, leftOut);
        int perPair = rules.weights().perPair();
        long[] members = new long[found.size()];
        long[] room = new long[found.size()];
        for (int i = 0; i < members.length; i++) {
            members[i] = found.get(i).rows().size();
            room[i] = perPair * PairDraw.pairsOf((int) members[i]);
        }
        long[] shares = rules.wanted().perClass()
                ? Arrays.stream(room)
                        .map(most -> Math.min(most, rules.wanted().count()))
                        .toArray()
                : share(rules.wanted().count(), members, room);
        long total = Arrays.stream(shares).sum();
        if (total > Blend.MOST) {
            throw new IllegalArgumentException(
                    "ids have six digits, so many do not fit: samples=" + total + ", most=" + Blend.MOST);
        }
        List<Blend> blends = new ArrayList<>();
        List<UvInterpolateReport.ClassRow> classes = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            int used = draw(found.get(i), shares[i], rules, samples, blends);
            classes.add(new UvInterpolateReport.ClassRow(
                    found.get(i).name(), (int) members[i], room[i] / perPair, shares[i], used));
        }
        return new BlendPlan(blends, classes, leftOut);
    }

    private static List<Found> classify(
            SampleTable samples, int[] chosen, Rules rules, SortedMap<String, Long> leftOut) {
        BinClasses bins = new BinClasses(rules.bins(), samples.table());
        SortedMap<List<Integer>, Found> found = new TreeMap<>(BlendPlan::compare);
        for (int row : chosen) {
            UvSample sample = samples.sample(row);
            BinClasses.Placed placed = bins.place(row);
            String reason = Arrays.stream(FaceView.values()).allMatch(view -> sample.has(view.part()))
                    ? placed.reason()
                    : "a view has no latent";
            if (reason != null) {
                leftOut.merge(reason, 1L, Long::sum);
            } else {
                found.computeIfAbsent(placed.order(), _ -> new Found(placed.name(), new ArrayList<>()))
                        .rows()
                        .add(row);
            }
        }
        String tiny = "class of fewer than " + rules.leastMembers();
        found.values().stream()
                .filter(one -> one.rows().size() < rules.leastMembers())
                .forEach(one -> leftOut.merge(tiny, (long) one.rows().size(), Long::sum));
        return found.values().stream()
                .filter(one -> one.rows().size() >= rules.leastMembers())
                .toList();
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /**
     * Divides a number among classes by their members, none more than it has room for. What is left by rounding down goes to
     * the largest remainders, the earlier class first.
     */
    static long[] share(long count, long[] members, long[] room) {
        long[] shares = new long[members.length];
        boolean[] full = new boolean[members.length];
        while (true) {
            long left = count;
            long open = 0;
            for (int i = 0; i < members.length; i++) {
                left -= full[i] ? room[i] : 0;
                open += full[i] ? 0 : members[i];
            }
            boolean more = false;
            for (int i = 0; i < members.length; i++) {
                if (full[i]) {
                    shares[i] = room[i];
                    continue;
                }
                shares[i] = left * members[i] / open;
                if (left * members[i] >= room[i] * open) {
                    full[i] = true;
                    more = true;
                }
            }
            if (!more) {
                spread(left, open, members, full, shares);
                return shares;
            }
        }
    }

    private static void spread(long left, long open, long[] members, boolean[] full, long[] shares) {
        List<Integer> order = new ArrayList<>();
        long rest = left;
        for (int i = 0; i < members.length; i++) {
            if (!full[i]) {
                order.add(i);
                rest -= shares[i];
            }
        }
        order.sort((a, b) -> Long.compare(left * members[b] % open, left * members[a] % open));
        for (int k = 0; k < rest && k < order.size(); k++) {
            shares[order.get(k)]++;
        }
    }

    /** Draws the samples of a class; returns how many of its members they are made of. */
    private static int draw(Found from, long count, Rules rules, SampleTable samples, List<Blend> blends) {
        PairDraw draw = new PairDraw(rules.seed(), from.name(), from.rows().size());
        boolean[] used = new boolean[from.rows().size()];
        int perPair = rules.weights().perPair();
        for (long made = 0; made < count; made += perPair) {
            PairDraw.Pair pair = draw.next();
            used[pair.first()] = true;
            used[pair.second()] = true;
            for (int k = 0; k < perPair && made + k < count; k++) {
                blends.add(Blend.of(
                        blends.size(),
                        from.rows().get(pair.first()),
                        from.rows().get(pair.second()),
                        rules.weights().at(k, pair.unit()),
                        from.name(),
                        samples));
            }
        }
        int sum = 0;
        for (boolean one : used) {
            sum += one ? 1 : 0;
        }
        return sum;
    }

    /** A number that tells plans apart: how many samples, and the CRC32C of their lines. */
    String fingerprint() {
        CRC32C sum = new CRC32C();
        for (Blend blend : blends) {
            sum.update((blend.line() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return blends.size() + ":" + Long.toHexString(sum.getValue());
    }
}
