package io.cameo.convert.archive;

import io.cameo.archive.ArchiveEntry;
import io.cameo.archive.ArchiveFault;
import io.cameo.archive.ZipArchive;
import io.cameo.archive.ZipReader;
import io.cameo.bytes.CorruptDataException;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads every entry of an archive, to nowhere, on all workers, and reports everything that is wrong: with its directory, its
 * names, its parts and its bytes. Bad data is reported, never thrown. One object is one run; {@link #cancel()} may come from
 * any thread.
 */
public final class ZipCheck {
    private final Path path;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;
    private volatile boolean cancelled;
    private volatile @Nullable Pipeline<?, ?, ?> running;

    private ZipCheck(Path path) {
        this.path = path;
    }

    /** A check of an archive that any of its parts names. */
    public static ZipCheck of(Path path) {
        return new ZipCheck(path);
    }

    /** Number of threads that read; one per processor unless set. */
    public ZipCheck workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("number of workers is below 1: workers=" + threads);
        }
        workers = threads;
        return this;
    }

    /** Told of entries. */
    public ZipCheck progress(Progress to) {
        progress = to;
        return this;
    }

    /** Lets the run end soon, with a report of what it has seen. */
    public void cancel() {
        cancelled = true;
        Pipeline<?, ?, ?> pipeline = running;
        if (pipeline != null) {
            pipeline.cancel();
        }
    }

    /** What became of one entry. */
    private static final class Verdict {
        private @Nullable ArchiveFault fault;
        private boolean stopped;
        private long bytes;
    }

    /**
     * Checks.
     *
     * @throws IOException if a part cannot be read
     */
    public ZipCheckReport run() throws IOException {
        long begin = System.nanoTime();
        try (ZipArchive archive = ZipArchive.open(path)) {
            List<ArchiveFault> faults = new ArrayList<>(archive.faults());
            long[] sound = new long[2];
            Pipeline<ArchiveEntry, ZipReader, Verdict> pipeline = Pipeline.<ArchiveEntry, ZipReader, Verdict>builder(
                            "zip check",
                            archive::reader,
                            Verdict::new,
                            (entry, reader, out) -> look(archive, entry, reader, out))
                    .workers(workers)
                    .progress(progress, archive.entries().size())
                    .build();
            running = pipeline;
            if (cancelled) {
                pipeline.cancel();
            }
            Iterator<ArchiveEntry> entries =
                    EntryOrder.sorted(archive.entries()).iterator();
            Outcome outcome =
                    pipeline.run(() -> entries.hasNext() ? entries.next() : null, (sequence, entry, verdict) -> {
                        ArchiveFault found = verdict.fault;
                        if (found != null) {
                            faults.add(found);
                        } else if (archive.fault(entry) == null && !verdict.stopped) {
                            sound[0]++;
                            sound[1] += verdict.bytes;
                        }
                    });
            return new ZipCheckReport(
                    path,
                    archive.parts(),
                    archive.sizeBytes(),
                    archive.entries().size(),
                    sound[0],
                    sound[1],
                    faults,
                    outcome.cancelled(),
                    System.nanoTime() - begin);
        } catch (CorruptDataException closed) {
            ArchiveFault fault = new ArchiveFault(
                    ArchiveFault.Kind.ARCHIVE, null, closed.file(), closed.offsetBytes(), closed.reason());
            return new ZipCheckReport(path, List.of(), 0, 0, 0, 0, List.of(fault), false, System.nanoTime() - begin);
        }
    }

    private void look(ZipArchive archive, ArchiveEntry entry, ZipReader reader, Verdict out) throws IOException {
        out.fault = null;
        out.stopped = false;
        if (archive.fault(entry) != null) {
            return; // reported with the directory
        }
        try {
            out.bytes = reader.read(entry, _ -> {
                if (cancelled) {
                    throw new CancellationException();
                }
            });
        } catch (CancellationException _) {
            out.stopped = true;
        } catch (CorruptDataException damaged) {
            out.fault = ArchiveFault.of(entry, damaged);
        }
    }
}
