package io.cameo.convert.archive;

import io.cameo.archive.ArchiveEntry;
import io.cameo.archive.ArchiveFault;
import io.cameo.archive.ZipArchive;
import io.cameo.archive.ZipReader;
import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.CorruptDataException;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks an archive, or some of it, into a folder on all workers. A file appears under its name when it is whole and its
 * checksum was found right. An archive that {@link ZipArchive#requireSafe()} refuses is not unpacked at all; an entry that
 * cannot be read or is damaged is reported, and the others are unpacked.
 *
 * <p>Nothing is written outside the folder, also where links lie in it already. One object is one run; {@link #cancel()}
 * may come from any thread.
 */
public final class ZipExtract {
    private final Path path;
    private List<String> patterns = List.of();
    private boolean resume;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;
    private volatile boolean cancelled;
    private volatile @Nullable Pipeline<?, ?, ?> running;

    private ZipExtract(Path path) {
        this.path = path;
    }

    /** Unpacks an archive that any of its parts names. */
    public static ZipExtract from(Path path) {
        return new ZipExtract(path);
    }

    /**
     * Only entries whose name, or that of a folder above them, one of these matches: a shell's, where {@code *} stops at
     * {@code /} and {@code **} does not. All where there is none.
     */
    public ZipExtract only(List<String> globs) {
        patterns = List.copyOf(globs);
        return this;
    }

    /** Whether files that are there already, of the right size and checksum, stay as they are. */
    public ZipExtract resume(boolean keep) {
        resume = keep;
        return this;
    }

    /** Number of threads; one per processor unless set. */
    public ZipExtract workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("number of workers is below 1: workers=" + threads);
        }
        workers = threads;
        return this;
    }

    /** Told of entries. */
    public ZipExtract progress(Progress to) {
        progress = to;
        return this;
    }

    /** Lets the run end soon; what is written stays, whole. */
    public void cancel() {
        cancelled = true;
        Pipeline<?, ?, ?> pipeline = running;
        if (pipeline != null) {
            pipeline.cancel();
        }
    }

    /** What became of one entry. */
    private static final class Fate {
        private @Nullable ArchiveFault fault;
        private boolean kept;
        private boolean stopped;
        private long bytes;
    }

    /** A worker's own. */
    private static final class Hands implements AutoCloseable {
        private final ZipReader reader;
        private final FileSums sums = new FileSums();

        Hands(ZipArchive archive) {
            reader = archive.reader();
        }

        @Override
        public void close() {
            reader.close();
            sums.close();
        }
    }

    /**
     * Unpacks.
     *
     * @param folder is made if it is not there; files of the same names are replaced
     * @throws CorruptDataException if the archive cannot be opened, or its names or places are not those of files in a folder
     * @throws IllegalArgumentException if a pattern is none, or matches nothing
     * @throws IOException if the disk has no room for all of it, a part cannot be read or a file not be written
     */
    public ZipExtractReport to(Path folder) throws IOException {
        long begin = System.nanoTime();
        try (ZipArchive archive = ZipArchive.open(path)) {
            archive.requireSafe();
            List<ArchiveEntry> chosen =
                    EntryOrder.sorted(EntryPatterns.of(patterns).choose(archive.entries()));
            TargetFolder.requireRoom(folder, neededBytes(archive, chosen, folder));
            TargetFolder target = TargetFolder.open(folder, partialSuffix(archive));
            List<ArchiveFault> faults = new ArrayList<>();
            long[] counts = new long[3];
            Pipeline<ArchiveEntry, Hands, Fate> pipeline = Pipeline.<ArchiveEntry, Hands, Fate>builder(
                            "zip extract",
                            () -> new Hands(archive),
                            Fate::new,
                            (entry, hands, fate) -> unpack(archive, entry, target, hands, fate))
                    .workers(workers)
                    .progress(progress, chosen.size())
                    .build();
            running = pipeline;
            if (cancelled) {
                pipeline.cancel();
            }
            Iterator<ArchiveEntry> entries = chosen.iterator();
            Outcome outcome = pipeline.run(() -> entries.hasNext() ? entries.next() : null, (sequence, entry, fate) -> {
                ArchiveFault fault = fate.fault;
                if (fault != null) {
                    faults.add(fault);
                } else if (!entry.isFolder() && !fate.stopped) {
                    counts[fate.kept ? 1 : 0]++;
                    counts[2] += fate.bytes;
                }
            });
            return new ZipExtractReport(
                    path,
                    folder,
                    counts[0],
                    counts[2],
                    counts[1],
                    faults,
                    outcome.cancelled(),
                    System.nanoTime() - begin);
        }
    }

    private void unpack(ZipArchive archive, ArchiveEntry entry, TargetFolder target, Hands hands, Fate fate)
            throws IOException {
        fate.fault = archive.fault(entry);
        fate.kept = false;
        fate.stopped = false;
        fate.bytes = 0;
        if (fate.fault != null) {
            return;
        }
        try {
            if (entry.isFolder()) {
                target.makeFolder(entry.path());
                return;
            }
            Path file = target.place(entry.path());
            if (resume && hands.sums.matches(file, entry)) {
                fate.kept = true;
                return;
            }
            target.write(
                    file,
                    channel -> fate.bytes = hands.reader.read(entry, piece -> put(piece, channel)),
                    entry.modified());
        } catch (CancellationException _) {
            fate.stopped = true;
        } catch (CorruptDataException damaged) {
            fate.fault = ArchiveFault.of(entry, damaged);
        } catch (TargetFolder.BlockedException blocked) {
            fate.fault = new ArchiveFault(
                    ArchiveFault.Kind.TYPE, entry.name(), archive.path(), entry.offsetBytes(), blocked.reason());
        }
    }

    /** Large entries take long, and whoever stops the run will not wait for their end. */
    private void put(MemorySegment piece, FileChannel channel) throws IOException {
        if (cancelled) {
            throw new CancellationException();
        }
        TargetFolder.write(channel, piece);
    }

    /** What a run would write: archives are made that unpack to more than any disk holds. */
    private long neededBytes(ZipArchive archive, List<ArchiveEntry> chosen, Path folder) throws IOException {
        long bytes = 0;
        for (ArchiveEntry entry : chosen) {
            if (entry.isFolder() || archive.fault(entry) != null) {
                continue;
            }
            Path file = folder.resolve(entry.path());
            boolean there = resume && Files.isRegularFile(file) && Files.size(file) == entry.sizeBytes();
            // Sizes are anybody's claim: their sum may be more than a long holds.
            bytes += there ? 0 : Math.min(entry.sizeBytes(), Long.MAX_VALUE - bytes);
        }
        return bytes;
    }

    /** No file of the archive may have the passing name of another. */
    private static String partialSuffix(ZipArchive archive) {
        String suffix = AtomicFile.PARTIAL_SUFFIX;
        for (boolean taken = true; taken; ) {
            String ending = suffix;
            taken = archive.entries().stream().anyMatch(entry -> entry.path().endsWith(ending));
            suffix = taken ? suffix + "_" : suffix;
        }
        return suffix;
    }
}
