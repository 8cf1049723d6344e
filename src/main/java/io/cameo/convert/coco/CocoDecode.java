package io.cameo.convert.coco;

import io.cameo.bytes.PageFault;
import io.cameo.convert.Stop;
import io.cameo.convert.TargetFolder;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the instance planes of a file of COCO samples apart again.
 *
 * <p>{@link Form#PNG}: a folder for each image, named by its id, with {@code INDEX_ANNOTATION.png} for each person who has a
 * number (the pixels that nobody before hides; all black for one who is hidden whole), {@code crowd.png} and
 * {@code unannotated.png} where the image has such (all of their pixels), each one channel of 0 and 255, and
 * {@code plane.png}, the plane as it is.
 *
 * <p>{@link Form#JSON}: {@code annotations.json}, a COCO file. Segmentations are compressed run lengths of the visible
 * pixels; area, box and key points are those that the sample has. Encoding this file gives planes with the same numbers and
 * crowds; what is unannotated comes back only where nobody before hides it. The crowds of an image are one annotation with
 * the id of the first; of several, area and box are those of their union. Annotations that take no part have an empty mask.
 *
 * <p>Files appear whole or not at all. A damaged sample is passed over and named, and so is one whose image
 * id an earlier one has, as where files of different sets were merged. The result is the same for any number of
 * workers. Set up on one thread; {@link #cancel()} may be called from any.
 */
public final class CocoDecode {
    /** The COCO file in the output folder. */
    public static final String JSON_NAME = "annotations.json";
    /** The folder of image files in the output folder. */
    public static final String IMAGES_NAME = "images";

    /** What masks become. */
    public enum Form {
        PNG,
        JSON
    }

    private static final long BYTES_IN_FLIGHT = 256L << 20;

    private final Path file;
    private final Stop stop = new Stop();
    private List<Long> ids = List.of();
    private Set<Form> forms = EnumSet.of(Form.PNG);
    private boolean imageFiles;
    private boolean intoExisting;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;

    private CocoDecode(Path file) {
        this.file = file;
    }

    /** Chooses a record file that {@code cameo coco encode} made, or an HDF5 file of KerasPersonLab (named *.h5 or *.hdf5). */
    public static CocoDecode from(Path file) {
        return new CocoDecode(file);
    }

    /** Only these images, in this order; all where none is named. */
    public CocoDecode ids(List<Long> imageIds) {
        ids = List.copyOf(imageIds);
        return this;
    }

    /** What masks become; PNG unless told otherwise. */
    public CocoDecode forms(Set<Form> which) {
        if (which.isEmpty()) {
            throw new IllegalArgumentException("nothing to decode to: forms=" + which);
        }
        forms = EnumSet.copyOf(which);
        return this;
    }

    /** Whether to write the image files too, byte for byte, under their names in a folder {@value #IMAGES_NAME}. */
    public CocoDecode imageFiles(boolean wanted) {
        imageFiles = wanted;
        return this;
    }

    /** Whether the folder may hold files already; those of the same name are replaced, others stay. */
    public CocoDecode intoExisting(boolean may) {
        intoExisting = may;
        return this;
    }

    /** Number of threads that take planes apart; one per processor unless set. */
    public CocoDecode workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one worker is needed: workers=" + threads);
        }
        workers = threads;
        return this;
    }

    /** Who is told how far the run is; on the thread that calls {@link #to}. */
    public CocoDecode progress(Progress listener) {
        progress = listener;
        return this;
    }

    /** Asks the run to stop soon; folders of images that are written stay, and no annotation file is made. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Decodes everything into a folder, which is made if it is not there.
     *
     * @throws DirectoryNotEmptyException if there is something in the folder and {@link #intoExisting} does not allow it
     * @throws IllegalArgumentException if image files are wanted of a file that has none
     * @throws IOException if the file cannot be opened, or something cannot be written
     */
    public CocoDecodeReport to(Path directory) throws IOException {
        long beginNanos = System.nanoTime();
        try (SampleSource source = SampleSource.open(file)) {
            if (imageFiles && !source.hasImageFiles()) {
                throw new IllegalArgumentException("file has pixels, no image files: file=" + file);
            }
            SampleChoice chosen = SampleChoice.of(source, ids);
            TargetFolder.make(directory, intoExisting);
            DecodeStage stage = new DecodeStage(directory, forms, imageFiles, source.hasAnnotationIds());
            try (DecodeSink sink = new DecodeSink(source, directory, forms, imageFiles);
                    SampleSource.Reader idReader = source.reader()) {
                Pipeline<DecodeItems.Item, DecodeStage.Scratch, Decoded> pipeline = Pipeline.builder(
                                "coco decode", () -> new DecodeStage.Scratch(source), Decoded::new, stage)
                        .workers(workers)
                        .errorLimit(Pipeline.UNLIMITED)
                        .byteLimit(BYTES_IN_FLIGHT, Decoded::weight)
                        .progress(progress, chosen.positions().length)
                        .build();
                DecodeItems items = new DecodeItems(chosen.positions(), idReader);
                try (var _ = stop.stops(pipeline)) {
                    Outcome outcome = pipeline.run(items::next, sink);
                    source.checkWhole();
                    return sink.finish(outcome, chosen, beginNanos);
                }
            }
        } catch (InternalError fault) {
            throw PageFault.among(file, fault);
        }
    }
}
