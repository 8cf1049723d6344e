package io.cameo.convert.insightface;

import io.cameo.archive.FileTree;
import io.cameo.compute.DeviceSettings;
import io.cameo.convert.Conversion;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.lst.FaceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Packs faces into a record file as InsightFace's trainers read it, aligning them on the way.
 *
 * <pre>{@code
 * FacePackReport report = FacePack.from(Path.of("people"))
 *         .settings(FaceSettings.USUAL.withDetector(DetectorKind.MTCNN, Path.of("models")))
 *         .workers(8)
 *         .writeTo(Path.of("train.rec"));
 * }</pre>
 *
 * <p>The source is a list in any dialect that {@link io.cameo.lst.ListDialects} tells, or a folder of folders, one for each
 * identity. Files that are aligned are stored as they are, after a look at them; the others are warped to the template.
 * Written are {@code .rec}, {@code .idx}, {@code .cix}, {@code .ids}, {@code property} and, unless it is the source, the
 * {@code .lst} of what was packed. The result is the same for any number of workers. A bad image never ends the run and is
 * never packed: {@code STEM.rejects.tsv} names it. A stopped run can be resumed to the same bytes.
 *
 * <p>Source of the semantics: InsightFace's {@code face2rec2.py} and {@code face_preprocess.py}.
 */
public final class FacePack extends Conversion<FacePack> {
    private final Path source;
    private Path root;
    private FaceSettings settings = FaceSettings.USUAL;
    private DeviceSettings device = DeviceSettings.CPU;
    private FaceLayout layout = FaceLayout.A;
    private FaceTree.Options tree = FaceTree.Options.of(1);
    private boolean compat;
    private Consumer<FaceTree.LeftOut> leftOut = _ -> {};

    private FacePack(Path source, Path root) {
        this.source = source;
        this.root = root;
    }

    /**
     * A job that packs a folder of people, or a list whose paths count from the working folder.
     *
     * @param source folder or list
     */
    public static FacePack from(Path source) {
        return new FacePack(source, FileTree.isTree(source) ? source : Path.of(""));
    }

    /** The folder that the paths of the list count from. */
    public FacePack root(Path folder) {
        root = folder;
        return this;
    }

    /** How faces become crops; {@link FaceSettings#USUAL} unless set. */
    public FacePack settings(FaceSettings how) {
        settings = how;
        return this;
    }

    /** The layout of the record file; {@link FaceLayout#A} unless set. */
    public FacePack layout(FaceLayout which) {
        layout = which;
        return this;
    }

    /** On what faces are warped whose landmarks the list has; the CPU unless set. Changes no byte. */
    public FacePack device(DeviceSettings where) {
        device = where;
        return this;
    }

    /** Which images of a folder count; all with an image's extension unless set. */
    public FacePack tree(FaceTree.Options options) {
        tree = options;
        return this;
    }

    /** Whether identity records are made as {@code face2rec2.py} makes them of label -1. */
    public FacePack compat(boolean asTheOriginal) {
        compat = asTheOriginal;
        return this;
    }

    /** Who is told of images of a folder that are not even tried, on a thread of the run. */
    public FacePack leftOut(Consumer<FaceTree.LeftOut> listener) {
        leftOut = listener;
        return this;
    }

    /**
     * Packs everything.
     *
     * @throws IllegalArgumentException if a GPU was set that is not there; nothing is written then
     * @throws io.cameo.face.MissingModelException if the detector's model is not there; nothing is written then
     * @throws IOException if the source cannot be read or the output cannot be written; also if a run to be resumed was of
     *     another job
     */
    public FacePackReport writeTo(Path rec) throws IOException {
        return job(rec).run(run(), leftOut);
    }

    /**
     * What, besides the images, decides on the bytes of the result, by name: source, root and settings. A run that is to be
     * resumed must have the same. Of a folder it is its name, not what is in it.
     *
     * @throws IOException if the source cannot be read
     */
    public Map<String, String> describe(Path rec) throws IOException {
        return job(rec).describe();
    }

    private FacePackJob job(Path rec) throws IOException {
        return new FacePackJob(source, root, settings, layout, compat, tree, device, rec);
    }

    /**
     * For many machines: lists everything once and cuts it into parts that are packed one by one, anywhere, and joined. What
     * comes of it is byte for byte what {@link #writeTo} writes.
     *
     * @param lines a file for the lines of all parts, which must stay until these are packed
     * @param parts how many, or fewer where there are few lines
     * @throws io.cameo.face.MissingModelException if the detector's model is not there
     */
    public List<FacePackPart> cut(Path lines, int parts) throws IOException {
        FaceJob job = new FaceJob(source, root, settings, tree, device);
        job.requireModels();
        return FaceLineFile.cut(job, leftOut, lines, parts);
    }

    /**
     * Packs one of the parts, whatever the error limit.
     *
     * @param crops a file for its crops; rejects go beside it
     */
    public FacePackShard packPart(FacePackPart part, Path crops) throws IOException {
        return FaceCropFile.write(new FaceJob(source, root, settings, tree, device), part, crops, run());
    }

    /**
     * Makes a data set of parts that were packed, in their order: {@code .rec}, indexes, {@code .ids}, {@code property},
     * list and rejects. They appear whole or not at all; where more images are bad than tolerated, or all are, only the
     * list of rejected ones does.
     */
    public FacePackReport join(List<FacePackShard> shards, Path rec) throws IOException {
        return job(rec).join(shards, run().errorLimit());
    }

    @Override
    protected FacePack self() {
        return this;
    }
}
