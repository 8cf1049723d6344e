package io.cameo.convert.insightface;

import io.cameo.bytes.PageFault;
import io.cameo.convert.Stop;
import io.cameo.convert.TargetFolder;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.Source;
import io.cameo.record.Watch;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a face data set into a folder for each identity, every image exactly as it is stored, with the list that packs
 * it again.
 *
 * <p>Files are called {@code id_7/7_0.jpg} as {@code unpack_glint360k.py} calls them, or {@code 0000007/00000042.jpg} as
 * torchvision's {@code ImageFolder} reads them; the extension is told by the bytes. {@code DIR/STEM.lst} has the images in
 * the order of the records, all as aligned, with exact labels; {@code DIR/property} their size. A damaged record is passed
 * over. The result is the same for any number of workers.
 *
 * <p>Set up on one thread; {@link #cancel()} may be called from any.
 */
public final class FaceUnpack {
    private static final int FILES_IN_FLIGHT = 256;

    private final Path rec;
    private final Stop stop = new Stop();
    private boolean imageFolder;
    private boolean intoExisting;
    private @Nullable IdentityChoice included;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;
    private Watch watch = Watch.NONE;
    private List<Long> absent = List.of();

    private FaceUnpack(Path rec) {
        this.rec = rec;
    }

    /** Chooses a data set. */
    public static FaceUnpack from(Path rec) {
        return new FaceUnpack(rec);
    }

    /** Whether folders and files are named as {@code ImageFolder} wants them. */
    public FaceUnpack imageFolder(boolean asTorchvision) {
        imageFolder = asTorchvision;
        return this;
    }

    /** Whether the folder may hold files already; those of the same name are replaced, others stay. */
    public FaceUnpack intoExisting(boolean may) {
        intoExisting = may;
        return this;
    }

    /** Only these identities. */
    public FaceUnpack include(IdentityChoice which) {
        included = which;
        return this;
    }

    /** Number of threads that write files; one per processor unless set. */
    public FaceUnpack workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one worker is needed: workers=" + threads);
        }
        workers = threads;
        return this;
    }

    /** Who is told how far the run is; on the thread that calls {@link #to}. */
    public FaceUnpack progress(Progress listener) {
        progress = listener;
        return this;
    }

    /** Who looks on where labels must be gathered before the first file, and may stop it. */
    public FaceUnpack watchedBy(Watch who) {
        watch = who;
        return this;
    }

    /** Asks the run to stop soon; files that are written stay, and no list is made. From any thread. */
    public void cancel() {
        stop.wish();
    }

    /** Single labels that were asked for and that nobody has, after {@link #to}. */
    public List<Long> absent() {
        return absent;
    }

    /**
     * Unpacks everything into a folder, which is made if it is not there.
     *
     * @throws IllegalArgumentException if it is the folder of the record file, whose list and property may stand there, or a
     *     label is not the whole number of an identity
     * @throws DirectoryNotEmptyException if there is something in the folder and {@link #intoExisting} does not allow it
     * @throws IOException if a file cannot be written; what was written before stays
     */
    public FaceUnpackReport to(Path directory) throws IOException {
        long begin = System.nanoTime();
        TargetFolder.requireOtherThanOf(rec, directory);
        try (FaceSource source = FaceSource.open(rec, watch)) {
            BitSet identities = new BitSet();
            identities.set(0, source.faces().identities());
            IdentityChoice wanted = included;
            if (wanted != null) {
                identities.and(wanted.of(source.faces()));
                absent = wanted.absent(source.faces());
            }
            identities.stream().forEach(source::wholeLabel);
            TargetFolder.make(directory, intoExisting);
            return run(source, identities, directory, begin);
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }

    private FaceUnpackReport run(FaceSource source, BitSet identities, Path directory, long begin) throws IOException {
        int images = 0;
        for (int i = identities.nextSetBit(0); i >= 0; i = identities.nextSetBit(i + 1)) {
            images += source.faces().count(i);
        }
        FaceNames names = new FaceNames(source.faces(), imageFolder);
        try (FaceUnpackSink sink = new FaceUnpackSink(source, identities, directory)) {
            Pipeline<FaceUnpackStage.Item, FaceUnpackStage.Scratch, FaceUnpackStage.Written> pipeline =
                    Pipeline.builder(
                                    "face unpack",
                                    FaceUnpackStage.Scratch::new,
                                    FaceUnpackStage.Written::new,
                                    new FaceUnpackStage(source, names, directory))
                            .workers(workers)
                            .window(Math.max(FILES_IN_FLIGHT, workers))
                            .errorLimit(Pipeline.UNLIMITED)
                            .progress(progress, images)
                            .build();
            try (var _ = stop.stops(pipeline)) {
                Outcome outcome = pipeline.run(items(source, identities, names, directory), sink);
                source.faces().file().checkWhole();
                return sink.finish(outcome, begin);
            }
        }
    }

    /** Images in file order, counted within their identity; makes the folder of each identity when it is met first. */
    private static Source<FaceUnpackStage.Item> items(
            FaceSource source, BitSet identities, FaceNames names, Path directory) {
        int[] met = new int[source.faces().identities()];
        int[] next = new int[1];
        return () -> {
            while (next[0] < source.faces().images()) {
                int image = next[0]++;
                int identity = source.faces().identityOf(image);
                if (identities.get(identity)) {
                    int n = met[identity]++;
                    if (n == 0) {
                        Files.createDirectories(directory.resolve(names.folder(identity)));
                    }
                    return new FaceUnpackStage.Item(image, n);
                }
            }
            return null;
        };
    }
}
