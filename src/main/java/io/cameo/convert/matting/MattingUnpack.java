package io.cameo.convert.matting;

import io.cameo.bytes.PageFault;
import io.cameo.convert.Stop;
import io.cameo.convert.TreeTarget;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Gives back the tree that {@link MattingPack} packed: every file that the records hold byte for byte, and for mattes and
 * masks whose files were not kept a PNG of the same samples, which is the same every time.
 *
 * <p>Set up on one thread; {@link #cancel()} may be called from any.
 */
public final class MattingUnpack {
    private static final long BYTES_IN_FLIGHT = 64L << 20;
    private static final int MOST_SHOWN = 20;

    private final Path file;
    private List<String> names = List.of();
    private boolean intoExisting;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;
    private final Stop stop = new Stop();

    private MattingUnpack(Path file) {
        this.file = file;
    }

    /** Chooses a record file. */
    public static MattingUnpack from(Path rec) {
        return new MattingUnpack(rec);
    }

    /** Only these samples, each named as {@code STEM}, {@code VIDEO} or {@code SPLIT/NAME}; all where none is named. */
    public MattingUnpack select(List<String> samples) {
        names = List.copyOf(samples);
        return this;
    }

    /** Whether the folder may hold files already; those of the same name are replaced, others stay. */
    public MattingUnpack intoExisting(boolean may) {
        intoExisting = may;
        return this;
    }

    /** Number of threads that decode and write; one per processor unless set. */
    public MattingUnpack workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one worker is needed: workers=" + threads);
        }
        workers = threads;
        return this;
    }

    /** Who is told how far the run is; on the thread that calls {@link #to}. */
    public MattingUnpack progress(Progress listener) {
        progress = listener;
        return this;
    }

    /** Asks the run to stop soon; files that are written stay. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Unpacks into a folder, which is made if it is not there.
     *
     * @throws DirectoryNotEmptyException if there is something in the folder and {@link #intoExisting} does not allow it
     * @throws IOException if the file cannot be opened, or something cannot be written
     */
    public MattingUnpackReport to(Path directory) throws IOException {
        long beginNanos = System.nanoTime();
        try (MattingRecords records = MattingRecords.open(file)) {
            prepare(directory);
            TreeTarget target = new TreeTarget(directory);
            Set<String> wanted = new LinkedHashSet<>(names);
            int all = records.file().size();
            Tally tally = new Tally();
            Pipeline<Integer, UnpackRecordStage.Scratch, UnpackedRecord> pipeline = Pipeline.builder(
                            "matting unpack",
                            () -> new UnpackRecordStage.Scratch(records),
                            UnpackedRecord::new,
                            new UnpackRecordStage(target, wanted))
                    .workers(workers)
                    .errorLimit(Pipeline.UNLIMITED)
                    .byteLimit(BYTES_IN_FLIGHT, _ -> 1)
                    .progress(progress, all)
                    .build();
            var positions = IntStream.range(0, all).iterator();
            try (var _ = stop.stops(pipeline)) {
                Outcome outcome = pipeline.run(() -> positions.hasNext() ? positions.next() : null, tally);
                records.file().checkWhole();
                return tally.report(directory, target, wanted, outcome, System.nanoTime() - beginNanos);
            }
        } catch (InternalError fault) {
            throw PageFault.among(file, fault);
        }
    }

    private void prepare(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (intoExisting) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            if (entries.iterator().hasNext()) {
                throw new DirectoryNotEmptyException(directory.toString());
            }
        }
    }

    /** Counts, on one thread. */
    private final class Tally implements Sink<Integer, UnpackedRecord> {
        private final List<String> firstLost = new ArrayList<>();
        private final Set<String> found = new LinkedHashSet<>();
        private long samples;
        private long exactFiles;
        private long encodedFiles;
        private long lost;
        /** Of every manifest: files that were put together have several. */
        private final Set<String> packed = new LinkedHashSet<>();

        private boolean hasManifest;

        @Override
        public void accept(long sequence, Integer position, UnpackedRecord record) {
            samples += record.chosen ? 1 : 0;
            found.add(record.askedFor);
            exactFiles += record.exactFiles;
            encodedFiles += record.encodedFiles;
            if (record.manifest != null) {
                hasManifest = true;
                record.manifest.files().forEach(packedFile -> packed.add(packedFile.name()));
            }
        }

        @Override
        public void rejected(long sequence, Integer position, String reason) {
            lost++;
            if (firstLost.size() < MOST_SHOWN) {
                firstLost.add(reason + ", record=" + position);
            }
        }

        private MattingUnpackReport report(
                Path directory, TreeTarget target, Set<String> wanted, Outcome outcome, long nanos) {
            List<String> notKept = outcome.cancelled()
                    ? List.of()
                    : packed.stream().filter(name -> !target.hasWritten(name)).toList();
            return new MattingUnpackReport(
                    file,
                    directory,
                    samples,
                    exactFiles,
                    encodedFiles,
                    notKept.size(),
                    notKept.stream().limit(MOST_SHOWN).toList(),
                    lost,
                    firstLost,
                    wanted.stream().filter(name -> !found.contains(name)).toList(),
                    hasManifest,
                    outcome.cancelled(),
                    nanos);
        }
    }
}
