package io.cameo.spark;

import io.cameo.convert.Verify;
import io.cameo.convert.VerifyReport;
import io.cameo.convert.VerifySums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Checks record files on many machines, with {@link Verify}: a file a task, and where there is a {@code .cix}, the checksums
 * of a large file in tasks of their own before. The reports are those of one machine.
 *
 * <pre>{@code
 * List<SparkVerify.Checked> files = SparkVerify.of(List.of(Path.of("/data/train.rec"))).run(session);
 * }</pre>
 *
 * <p>Files lie on disks that all machines share under the same names. Set up and run on one thread.
 */
public final class SparkVerify {
    private static final long USUAL_PART_BYTES = 256L << 20;

    private final List<Path> recs;
    private Verify.@Nullable Level level;
    private long partBytes = USUAL_PART_BYTES;

    private SparkVerify(List<Path> recs) {
        this.recs = List.copyOf(recs);
    }

    /**
     * What came of one file.
     *
     * @param report as {@link Verify#run} gives it; null if the file could not be read
     * @param failure why not, else null
     */
    public record Checked(
            Path rec,
            @Nullable VerifyReport report,
            @Nullable IOException failure) {}

    /** Chooses record files; the indexes beside them are checked with them. */
    public static SparkVerify of(List<Path> recs) {
        return new SparkVerify(recs);
    }

    /** How deep to look, as {@link Verify#level}. */
    public SparkVerify level(Verify.@Nullable Level deepest) {
        level = deepest;
        return this;
    }

    /** How much of a file one task computes checksums of; 256 MiB unless told. Does not change the result. */
    public SparkVerify partBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("size of a part must be positive: bytes=" + bytes);
        }
        partBytes = bytes;
        return this;
    }

    /** Checks all files, and returns what came of them in the order given. Damage is in the reports, not thrown. */
    public List<Checked> run(SparkSession session) throws IOException {
        if (recs.isEmpty()) {
            return List.of();
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        @Nullable BitSet[] known = sums(context);
        List<VerifyTask.Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            Path rec = recs.get(i);
            wanted.add(new VerifyTask.Wanted(rec.toString(), Tasks.absolute(rec), known[i]));
        }
        List<VerifyTask.Done> done = context.parallelize(wanted, wanted.size())
                .map(new VerifyTask(level, Tasks.workers(context)))
                .collect();
        List<Checked> checked = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            byte[] report = done.get(i).report();
            checked.add(new Checked(
                    recs.get(i),
                    report == null ? null : ReportParcel.open(report),
                    done.get(i).failure()));
        }
        return checked;
    }

    /** What can be known of the contents of each file before it is walked through. */
    private @Nullable BitSet[] sums(JavaSparkContext context) {
        @Nullable BitSet[] known = new BitSet[recs.size()];
        List<SumsTask.Part> parts = new ArrayList<>();
        if (level == null || level.compareTo(Verify.Level.SUMS) >= 0) {
            for (int i = 0; i < known.length; i++) {
                List<SumsTask.Part> ofFile = parts(i, recs.get(i));
                if (ofFile.size() > 1) {
                    parts.addAll(ofFile);
                    known[i] = new BitSet();
                }
            }
        }
        if (!parts.isEmpty()) {
            List<BitSet> whole =
                    context.parallelize(parts, parts.size()).map(new SumsTask()).collect();
            for (int i = 0; i < whole.size(); i++) {
                SumsTask.Part part = parts.get(i);
                BitSet all = known[part.file()];
                for (int bit = whole.get(i).nextSetBit(0);
                        all != null && bit >= 0;
                        bit = whole.get(i).nextSetBit(bit + 1)) {
                    all.set(part.fromEntry() + bit);
                }
            }
        }
        return known;
    }

    /** None for a file that cannot be opened: the task that walks through it will say why. */
    private List<SumsTask.Part> parts(int number, Path rec) {
        List<SumsTask.Part> parts = new ArrayList<>();
        try {
            if (Files.size(rec) <= partBytes) {
                return parts;
            }
            try (VerifySums sums = VerifySums.open(rec)) {
                for (int from = 0; from < sums.entries(); ) {
                    int to = sums.entryBehind(from, partBytes);
                    parts.add(new SumsTask.Part(number, Tasks.absolute(rec), from, to));
                    from = to;
                }
            }
        } catch (IOException unreadable) {
            parts.clear();
        }
        return parts;
    }
}
