package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.RecordView;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The positions that a {@link RecordChoice} comes to, and what was met on the way. */
final class ChosenRecords {
    private final int[] positions;
    private final int matching;
    private final int empty;
    private final int unreadable;
    private final List<String> missingKeys;

    private ChosenRecords(int[] positions, int matching, int empty, int unreadable, List<String> missingKeys) {
        this.positions = positions;
        this.matching = matching;
        this.empty = empty;
        this.unreadable = unreadable;
        this.missingKeys = missingKeys;
    }

    /**
     * Chooses.
     *
     * @param limit the most positions to take
     * @param stop asked between records; what is chosen when it says yes is of no use
     */
    static ChosenRecords of(RecordAccess records, RecordChoice choice, int limit, BooleanSupplier stop) {
        return new Chooser(records, choice, limit, stop).choose();
    }

    /** In the order to show them; damaged records are among them, empty ones are not. To be read only. */
    int[] positions() {
        return positions;
    }

    /** How many records fit the choice, before the limit; empty ones are among them. */
    int matching() {
        return matching;
    }

    /** Records that were passed over because they hold no picture. */
    int empty() {
        return empty;
    }

    /** Damaged records that could not be asked for their label. */
    int unreadable() {
        return unreadable;
    }

    /** Keys and ranges that no record has. */
    List<String> missingKeys() {
        return missingKeys;
    }

    private static final class Chooser {
        private final RecordAccess records;
        private final RecordChoice choice;
        private final int limit;
        private final BooleanSupplier stop;
        private final KeyFilter keys;
        private final Set<Float> labels = new HashSet<>();
        private final RecordView view = new RecordView();
        private int empty;
        private int unreadable;

        Chooser(RecordAccess records, RecordChoice choice, int limit, BooleanSupplier stop) {
            this.records = records;
            this.choice = choice;
            this.limit = limit;
            this.stop = stop;
            keys = new KeyFilter(choice.keys(), records);
            choice.labels().forEach(label -> labels.add(label + 0f)); // -0 and 0 are one label
        }

        ChosenRecords choose() {
            boolean filtered = !choice.keys().isEmpty() || !choice.labels().isEmpty();
            int begin = Math.min(choice.begin(), records.size());
            int[] fitting = filtered ? fitting(begin) : new int[0];
            int matching = filtered ? fitting.length : records.size() - begin;
            IntUnaryOperator nth = filtered ? i -> fitting[i] : i -> begin + i;
            int[] taken = dropEmpty(take(matching, nth));
            if (choice.byLabel()) {
                taken = byLabel(taken);
            }
            return new ChosenRecords(taken, matching, empty, unreadable, keys.missing());
        }

        private int[] fitting(int begin) {
            int[] found = new int[64];
            int count = 0;
            for (int position = begin; position < records.size() && !stop.getAsBoolean(); position++) {
                if (keys.accepts(position) && hasWantedLabel(position)) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, count * 2);
                    }
                    found[count++] = position;
                }
            }
            return Arrays.copyOf(found, count);
        }

        private boolean hasWantedLabel(int position) {
            if (labels.isEmpty()) {
                return true;
            }
            try {
                records.read(position, view);
                return view.hasHeader() && labels.contains(view.label(0) + 0f);
            } catch (CorruptDataException damaged) {
                unreadable++;
                return false;
            }
        }

        /** Indexes below {@code count}, in rising order, as positions. */
        private int[] take(int count, IntUnaryOperator nth) {
            Long seed = choice.seed();
            if (seed != null && count > limit) {
                return random(count, seed).map(nth).toArray();
            }
            if (choice.from() != null) {
                return following(count, nth);
            }
            int wanted = Math.min(count, limit);
            int[] positions = new int[wanted];
            for (int i = 0; i < wanted; i++) {
                positions[i] = nth.applyAsInt((int) ((long) i * count / wanted));
            }
            return positions;
        }

        /** Floyd's sample: every set of {@code limit} indexes is as likely as any other. */
        private IntStream random(int count, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            Set<Integer> drawn = new HashSet<>();
            for (int last = count - limit; last < count; last++) {
                int candidate = random.nextInt(last + 1);
                if (!drawn.add(candidate)) {
                    drawn.add(last);
                }
            }
            return drawn.stream().mapToInt(Integer::intValue).sorted();
        }

        /** One after the other until the limit is reached by records that are not empty. */
        private int[] following(int count, IntUnaryOperator nth) {
            int[] positions = new int[Math.min(count, limit)];
            int kept = 0;
            for (int i = 0; i < count && kept < positions.length && !stop.getAsBoolean(); i++) {
                int position = nth.applyAsInt(i);
                if (!isEmpty(position)) {
                    positions[kept++] = position;
                }
            }
            return Arrays.copyOf(positions, kept);
        }

        private int[] dropEmpty(int[] positions) {
            if (choice.from() != null && choice.seed() == null) {
                return positions; // they were left out on the way
            }
            return Arrays.stream(positions)
                    .filter(position -> !isEmpty(position))
                    .toArray();
        }

        private boolean isEmpty(int position) {
            try {
                records.read(position, view);
            } catch (CorruptDataException damaged) {
                return false;
            }
            boolean nothing = RecordAccess.isEmpty(view);
            empty += nothing ? 1 : 0;
            return nothing;
        }

        private int[] byLabel(int[] positions) {
            record Labelled(int position, float label) {}
            return Arrays.stream(positions)
                    .mapToObj(position -> new Labelled(position, label(position)))
                    .sorted(Comparator.comparingDouble(Labelled::label))
                    .mapToInt(Labelled::position)
                    .toArray();
        }

        /** NaN, which sorts last, where there is none. */
        private float label(int position) {
            try {
                records.read(position, view);
                return view.hasHeader() ? view.label(0) : Float.NaN;
            } catch (CorruptDataException damaged) {
                return Float.NaN;
            }
        }
    }
}
