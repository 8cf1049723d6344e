package io.cameo.convert.insightface;

import io.cameo.archive.FileTree;
import io.cameo.compute.DeviceSettings;
import io.cameo.convert.Conversion;
import io.cameo.lst.FaceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Writes aligned crops of faces into a folder, one file an image, with two lists beside them: {@value #CROPS} names the
 * crops and where the landmarks lie in them, {@value #SOURCES} names the originals and where the faces were found, so that
 * {@code cameo face pack} can align them again without a detector.
 *
 * <p>A crop has the path of its image; where the extension is not that of the crops it is appended, {@code a/1.png.jpg}.
 * Bad images, cancelling and resuming are as in {@link FacePack}; the rejects are in {@code crops.rejects.tsv}.
 */
public final class FaceAlign extends Conversion<FaceAlign> {
    /** The list of crops: aligned, paths relative to the folder, landmarks in pixels of the crop. */
    public static final String CROPS = "crops.lst";

    /** The list of originals: not aligned, paths as in the source, boxes and landmarks in pixels of the original. */
    public static final String SOURCES = "sources.lst";

    private final Path source;
    private Path root;
    private FaceSettings settings = FaceSettings.USUAL;
    private DeviceSettings device = DeviceSettings.CPU;
    private FaceTree.Options tree = FaceTree.Options.of(1);
    private Consumer<FaceTree.LeftOut> leftOut = _ -> {};

    private FaceAlign(Path source, Path root) {
        this.source = source;
        this.root = root;
    }

    /** A job that aligns a folder of people, or the images of a list whose paths count from the working folder. */
    public static FaceAlign from(Path source) {
        return new FaceAlign(source, FileTree.isTree(source) ? source : Path.of(""));
    }

    /** The folder that the paths of the list count from. */
    public FaceAlign root(Path folder) {
        root = folder;
        return this;
    }

    /** How faces become crops. */
    public FaceAlign settings(FaceSettings how) {
        settings = how;
        return this;
    }

    /** On what faces are warped whose landmarks the list has; the CPU unless set. Changes no byte. */
    public FaceAlign device(DeviceSettings where) {
        device = where;
        return this;
    }

    /** Which images of a folder count; all with an image's extension unless set. */
    public FaceAlign tree(FaceTree.Options options) {
        tree = options;
        return this;
    }

    /** Who is told of images of a folder that are not even tried, on a thread of the run. */
    public FaceAlign leftOut(Consumer<FaceTree.LeftOut> listener) {
        leftOut = listener;
        return this;
    }

    /**
     * Aligns everything.
     *
     * @param folder is made if it is not there; crops of the same names are replaced
     * @throws IllegalArgumentException if a GPU was set that is not there; nothing is written then
     * @throws io.cameo.face.MissingModelException if the detector's model is not there; nothing is written then
     * @throws IOException if the source cannot be read or the output cannot be written; also if a run to be resumed was of
     *     another job
     */
    public FacePackReport writeTo(Path folder) throws IOException {
        return new FaceAlignJob(source, root, settings, tree, device, folder).run(run(), leftOut);
    }

    @Override
    protected FaceAlign self() {
        return this;
    }
}
