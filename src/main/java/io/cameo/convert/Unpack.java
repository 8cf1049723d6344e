package io.cameo.convert;

import io.cameo.bytes.MappedFile;
import io.cameo.bytes.PageFault;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a record file into a folder: every payload exactly as it is stored, in a folder for its label and named by its
 * key, and the list that packs them again.
 *
 * <pre>{@code
 * UnpackReport report = Unpack.from(Path.of("train.rec")).to(Path.of("train"));
 * }</pre>
 *
 * <p>{@code DIR/STEM.lst} has the records in the order of the file; packing from it gives the same bytes, so far as a list
 * can: what it cannot hold stands in {@code DIR/STEM.notes.tsv}, and the report says whether anything does. Each file
 * appears whole, the list last of all. Damaged records are passed over with the help of the index; without one, the first
 * damage is the end. The result is the same for any number of workers.
 *
 * <p>Set up on one thread; {@link #cancel()} may be called from any.
 */
public final class Unpack {
    private static final int ITEMS_IN_FLIGHT = 256;

    private final Path rec;
    private final Stop stop = new Stop();
    private boolean flat;
    private boolean intoExisting;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;

    private Unpack(Path rec) {
        this.rec = rec;
    }

    /**
     * Chooses a record file.
     *
     * @param rec its path; the {@code .idx} beside it is used if there is one
     */
    public static Unpack from(Path rec) {
        return new Unpack(rec);
    }

    /** Whether there are no folders for labels. */
    public Unpack flat(boolean allInOne) {
        flat = allInOne;
        return this;
    }

    /** Whether the folder may hold files already; those of the same name are replaced, others stay. */
    public Unpack intoExisting(boolean may) {
        intoExisting = may;
        return this;
    }

    /** Number of threads that write files; one per processor unless set. */
    public Unpack workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one worker is needed: workers=" + threads);
        }
        workers = threads;
        return this;
    }

    /** Who is told how far the run is; on the thread that calls {@link #to}. */
    public Unpack progress(Progress listener) {
        progress = listener;
        return this;
    }

    /** Asks the run to stop soon; files that are written stay, and no list is made. From any thread. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Unpacks everything into a folder, which is made if it is not there.
     *
     * @throws IllegalArgumentException if it is the folder of the record file, where its own list may stand
     * @throws DirectoryNotEmptyException if there is something in the folder and {@link #intoExisting} does not allow it
     * @throws io.cameo.bytes.CorruptDataException if there is an index and it is damaged
     * @throws IOException if a file cannot be read or written; what was written before stays
     */
    public UnpackReport to(Path directory) throws IOException {
        long begin = System.nanoTime();
        TargetFolder.requireOtherThanOf(rec, directory);
        try (RecordFile keyed = RecordFile.open(rec);
                RecordFile file = RecordFile.open(rec, null);
                MappedFile bytes = MappedFile.open(rec)) {
            RecordIndex index = indexOf(keyed);
            TargetFolder.make(directory, intoExisting);
            try (UnpackSink sink = new UnpackSink(rec, index, directory)) {
                UnpackSource source = new UnpackSource(file, index, directory, flat);
                Pipeline<UnpackItem, UnpackStage.Scratch, UnpackStage.Result> pipeline = Pipeline.builder(
                                "unpack",
                                () -> new UnpackStage.Scratch(bytes.segment()),
                                UnpackStage.Result::new,
                                new UnpackStage(file, directory))
                        .workers(workers)
                        .window(Math.max(ITEMS_IN_FLIGHT, workers))
                        .progress(progress, index == null ? Progress.UNKNOWN : index.size())
                        .build();
                try (var _ = stop.stops(pipeline)) {
                    Outcome outcome = pipeline.run(source, sink);
                    file.checkWhole();
                    return sink.finish(outcome, source.folders(), begin);
                }
            }
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }

    /** The {@code .idx}, which is what packing from the list writes again; where there is none, the {@code .cix}. */
    private @Nullable RecordIndex indexOf(RecordFile keyed) throws IOException {
        Path idx = RecordIndex.besides(rec);
        if (Files.isRegularFile(idx)) {
            return RecordIndex.read(idx);
        }
        return keyed.hasIndexFile() ? keyed.index() : null;
    }
}
