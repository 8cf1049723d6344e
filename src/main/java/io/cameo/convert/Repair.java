package io.cameo.convert;

import io.cameo.bytes.PageFault;
import io.cameo.pipeline.Progress;
import io.cameo.record.CixFile;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies every sound record of a damaged file into a new one, byte for byte and in order, with new indexes. The old file is
 * never touched.
 *
 * <pre>{@code
 * RepairReport report = Repair.of(Path.of("train.rec")).writeTo(Path.of("fixed.rec"));
 * }</pre>
 *
 * <p>Keys are those of the {@code .cix}, else of the {@code .idx}, else as {@link IndexRebuild} makes them. What was lost
 * stands in {@code NEW.lost.tsv}. Set up on one thread; {@link #cancel()} may be called from any.
 */
public final class Repair {
    private static final long MEGA = 1_000_000;
    private static final int RECORDS_A_LOOK = 256;
    private static final String SUFFIX = ".rec";

    private final Path source;
    private Progress progress = Progress.NONE;
    private volatile boolean cancelled;

    private Repair(Path source) {
        this.source = source;
    }

    /** Chooses a record file. */
    public static Repair of(Path rec) {
        return new Repair(rec);
    }

    /** Who is told how far the run is, in megabytes of the old file. */
    public Repair progress(Progress listener) {
        progress = listener;
        return this;
    }

    /** Asks the run to stop soon, with nothing written. From any thread. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Writes the new file, its indexes and the list of what was lost.
     *
     * @throws IllegalArgumentException if one of these would replace the old file or one of its indexes
     * @throws IOException if a file cannot be read or written; then no new file stands under its name
     */
    public RepairReport writeTo(Path target) throws IOException {
        long begin = System.nanoTime();
        refuseSource(target);
        try (RecordFile file = RecordFile.open(source, null);
                SideIndexes side = SideIndexes.of(file)) {
            RepairRun run = new RepairRun(file, side, target);
            progress.started(file.sizeBytes() / MEGA);
            run.chooseKeys(() -> cancelled);
            try (RecordWriter writer = RecordWriter.create(target)) {
                while (!cancelled && run.step(writer)) {
                    if (run.steps() % RECORDS_A_LOOK == 0) {
                        progress.advanced(run.offsetBytes() / MEGA, 0);
                    }
                }
                progress.finished(run.offsetBytes() / MEGA, 0);
                Path lost = cancelled ? null : run.writeLost(lostPath(target));
                if (!cancelled) {
                    file.checkWhole();
                    writer.commit();
                }
                return run.report(lost, writer.sizeBytes(), cancelled, System.nanoTime() - begin);
            }
        } catch (InternalError fault) {
            throw PageFault.among(source, fault);
        }
    }

    private static Path lostPath(Path target) {
        String name = target.getFileName().toString();
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return target.resolveSibling(stem + ".lost.tsv");
    }

    private void refuseSource(Path target) throws IOException {
        List<Path> ours = List.of(source, RecordIndex.besides(source), CixFile.besides(source));
        for (Path theirs : List.of(target, RecordIndex.besides(target), CixFile.besides(target), lostPath(target))) {
            for (Path own : ours) {
                boolean same = Files.exists(theirs) && Files.exists(own) && Files.isSameFile(theirs, own);
                if (same
                        || theirs.toAbsolutePath()
                                .normalize()
                                .equals(own.toAbsolutePath().normalize())) {
                    throw new IllegalArgumentException(
                            "the new file would replace what is to be repaired: file=" + own);
                }
            }
        }
    }
}
