package io.cameo.record;

import io.cameo.bytes.PageFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * Splits a record file into several, so that every record is in exactly one of them, in the order of the file.
 *
 * <pre>{@code
 * SplitReport report = Split.of(Path.of("all.rec")).byRatio(new double[] {0.9, 0.1}, 7).to(Path.of("all"));
 * }</pre>
 *
 * <p>The files are called {@code PREFIX_000.rec}, {@code PREFIX_001.rec} and so on, or {@code PREFIX_label_5.rec} where each
 * label has its own. Records keep their keys and bytes unless they are renumbered. All parts appear when all are whole.
 * Many parts that are no runs of the file, as thousands of labels, are made by sorting in two sequential passes with
 * bounded memory (see {@link Shuffle}), so that one file is open at a time.
 *
 * <p>Set up and run on one thread.
 */
public final class Split {
    /** Parts that are no runs of the file are all open at the same time up to this number. */
    private static final int MOST_OPEN = 16;

    private static final long DEFAULT_MEMORY_BYTES = 256L << 20;
    private static final double RATIO_TOLERANCE = 1e-6;

    private final Path rec;
    private BiFunction<RecordSource, Watch, SplitPlan> rule = (source, watch) -> SplitPlan.byBytes(source, 1);
    private boolean renumber;
    private boolean keepIds;
    private long memoryBytes = DEFAULT_MEMORY_BYTES;
    private Residency residency = Residency.PAGE_CACHE;
    private Watch watch = Watch.NONE;

    private Split(Path rec) {
        this.rec = rec;
    }

    /** Splits a record file with the index beside it, or with keys that count from 0 where there is none. */
    public static Split of(Path rec) {
        return new Split(rec);
    }

    /** The parts that MXNet's distributed readers get without an index, cut by bytes: see {@link RecordPartition}. */
    public Split byBytes(int parts) {
        checkPositive("parts", parts);
        rule = (source, ignored) -> SplitPlan.byBytes(source, parts);
        return this;
    }

    /** The parts that MXNet's distributed readers get with an index, cut by number of records. */
    public Split byCount(int parts) {
        checkPositive("parts", parts);
        rule = (source, ignored) -> SplitPlan.byCount(source, parts);
        return this;
    }

    /** So many records to a part, fewer to the last. */
    public Split everySoMany(int records) {
        checkPositive("records", records);
        rule = (source, ignored) -> SplitPlan.everySoMany(source, records);
        return this;
    }

    /** As many records to a part as fit into a size, heads and padding counted, indexes not. */
    public Split bySize(long bytes) {
        checkPositive("bytes", bytes);
        rule = (source, ignored) -> SplitPlan.bySize(source, bytes);
        return this;
    }

    /** One part for each first label, in rising order; {@code label_none} for those that have none or NaN. */
    public Split byLabel() {
        rule = SplitPlan::byLabel;
        return this;
    }

    /**
     * Each record to a part that is drawn by seed and key, so that a key goes to the same part of every file.
     *
     * @param ratios what share of the records each part gets, on average; all positive, 1 together
     */
    public Split byRatio(double[] ratios, long seed) {
        double[] shares = ratios.clone();
        double sum = Arrays.stream(shares).sum();
        boolean positive = Arrays.stream(shares).allMatch(share -> share > 0);
        if (shares.length == 0 || !positive || Math.abs(sum - 1) > RATIO_TOLERANCE) {
            throw new IllegalArgumentException(
                    "ratios must be positive and add up to 1: ratios=" + Arrays.toString(shares) + ", sum=" + sum);
        }
        rule = (source, ignored) -> SplitPlan.byRatio(source, shares, seed);
        return this;
    }

    /** Gives the records of each part keys from 0, and ids where the id was the key; off unless told. */
    public Split renumber(boolean on) {
        renumber = on;
        return this;
    }

    /** Leaves ids as they are when renumbering. */
    public Split keepIds(boolean on) {
        keepIds = on;
        return this;
    }

    /** Memory for splits that sort; 256 MiB unless told. Does not change the result. */
    public Split memoryBytes(long bytes) {
        checkPositive("bytes", bytes);
        memoryBytes = bytes;
        return this;
    }

    /** Who says whether the file may be read in any order. */
    Split residency(Residency newResidency) {
        residency = newResidency;
        return this;
    }

    public Split watchedBy(Watch newWatch) {
        watch = newWatch;
        return this;
    }

    /**
     * Writes the parts and their indexes.
     *
     * @param prefix folder and beginning of the names of the parts
     * @throws io.cameo.bytes.CorruptDataException at the first damage, also where the index does not fit
     * @throws IllegalArgumentException if a record is larger than a part may be, if the memory is too small, or if a part would
     *     replace the input, or if records
     *     name others by key (InsightFace's identity records)
     * @throws java.util.concurrent.CancellationException if the watch stopped the run
     */
    public SplitReport to(Path prefix) throws IOException {
        long startNanos = System.nanoTime();
        try (RecordSource source = RecordSource.open(rec)) {
            source.checkNotEmpty();
            MetaRecords.refuseIn(source);
            SplitPlan plan = rule.apply(source, watch);
            refuseInput(prefix, plan);
            DiskRoom.check(prefix, source.file().sizeBytes(), source.size());
            boolean sorts = !plan.isRising() && plan.names().size() > MOST_OPEN;
            boolean oneAtATime = plan.isRising() || sorts;
            try (PartWriters writers = new PartWriters(prefix, plan.names(), oneAtATime, renumber, keepIds)) {
                if (sorts) {
                    sort(source, plan, prefix, writers);
                } else {
                    copy(source, plan, writers);
                }
                source.file().checkWhole();
                return new SplitReport(writers.commit(), source.size(), System.nanoTime() - startNanos);
            }
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }

    private void refuseInput(Path prefix, SplitPlan plan) throws IOException {
        for (String name : plan.names()) {
            Path part = PartWriters.target(prefix, name);
            if (Files.exists(part) && Files.isSameFile(part, rec)) {
                throw new IllegalArgumentException("a part would replace the input: file=" + rec);
            }
        }
    }

    private void copy(RecordSource source, SplitPlan plan, PartWriters writers) throws IOException {
        RecordView view = new RecordView();
        WatchedPhase phase = new WatchedPhase(watch, "splitting", source.size());
        for (int rank = 0; rank < source.size(); rank++) {
            source.read(rank, view);
            int crc = source.checkedCrc(rank, view);
            boolean text = source.hasTextKeys();
            writers.write(
                    plan.partOf(rank, view),
                    text ? 0 : source.key(rank),
                    text ? source.keyText(rank) : null,
                    view.content(),
                    crc);
            phase.step();
        }
        phase.end();
    }

    private void sort(RecordSource source, SplitPlan plan, Path prefix, PartWriters writers) throws IOException {
        int[] ends = new int[plan.names().size()];
        RecordView view = new RecordView();
        for (int rank = 0; rank < source.size(); rank++) {
            ends[plan.partOf(rank, view)]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        int[] next = new int[ends.length];
        System.arraycopy(ends, 0, next, 1, ends.length - 1);
        Path folder = prefix.resolveSibling(prefix.getFileName() + ".buckets");
        int[] part = {0};
        new Reordering(source, folder, memoryBytes, residency, watch)
                .run((rank, seen) -> next[plan.partOf(rank, seen)]++, (place, key, text, content, crc) -> {
                    while (place >= ends[part[0]]) {
                        part[0]++;
                    }
                    writers.write(part[0], key, text, content, crc);
                });
    }

    private static void checkPositive(String what, long number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " must be 1 or more: actual=" + number);
        }
    }
}
