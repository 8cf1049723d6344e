package io.cameo.convert;

import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Transform;
import io.cameo.lst.LstDialect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Packs the images of a list into a record file, as MXNet's {@code im2rec} does.
 *
 * <pre>{@code
 * PackReport report = Im2Rec.from(Path.of("train.lst"), Path.of("images"))
 *         .transform(Transforms.resizeShort(256), Transforms.centerCrop(224, 224))
 *         .quality(95)
 *         .workers(8)
 *         .errorLimit(10)
 *         .writeTo(Path.of("train.rec"));
 * }</pre>
 *
 * <p>The result is the same for any number of workers: records in the order of the list, key and id the index of the line.
 * The files get their names when they are whole. A bad image never ends the run and is never packed: it is named in
 * {@code STEM.rejects.tsv} and counted against the error limit. A run that was stopped leaves partial files and a journal,
 * with which {@link #resume(boolean)} goes on to the same bytes.
 *
 * <p>Source of the semantics: mxnet v1.9.x
 * {@code tools/im2rec.py}, {@code tools/im2rec.cc}.
 */
public final class Im2Rec extends Conversion<Im2Rec> {
    private static final int DEFAULT_QUALITY = 95;
    private static final int MAX_QUALITY = 100;

    private final Path list;
    private final Path root;
    private LstDialect dialect = LstDialect.TABS;
    private int part;
    private int parts = 1;
    private List<Transform> transforms = List.of();
    private ColorMode color = ColorMode.COLOR;
    private Encoding encoding = Encoding.JPEG;
    private int quality = DEFAULT_QUALITY;
    private boolean packLabels;
    private boolean passThrough;

    private Im2Rec(Path list, Path root) {
        this.list = list;
        this.root = root;
    }

    /**
     * A job that packs one list.
     *
     * @param list the {@code .lst} file: index, labels, path
     * @param root the folder that the paths count from, or a zip archive in its place; absolute paths are taken as they are
     */
    public static Im2Rec from(Path list, Path root) {
        return new Im2Rec(list, root);
    }

    /** What happens to each image between decoding and encoding, in order. Nothing with {@link #passThrough}. */
    public Im2Rec transform(Transform... steps) {
        transforms = List.of(steps);
        return this;
    }

    /** How images are decoded; {@link ColorMode#COLOR}, three channels of 8 bits, unless set. */
    public Im2Rec color(ColorMode mode) {
        color = mode;
        return this;
    }

    /** How images are encoded; JPEG unless set. */
    public Im2Rec encoding(Encoding format) {
        encoding = format;
        return this;
    }

    /** JPEG quality, 0 to 100, or PNG compression, 0 to 9 (above 9 counts as 9); 95 unless set. */
    public Im2Rec quality(int value) {
        if (value < 0 || value > MAX_QUALITY) {
            throw new IllegalArgumentException("quality is out of range: expected=0..100, actual=" + value);
        }
        quality = value;
        return this;
    }

    /** Whether all labels of a line are stored, instead of the first alone. */
    public Im2Rec packLabels(boolean all) {
        packLabels = all;
        return this;
    }

    /**
     * Whether files are stored as they are: not decoded, not changed. They are still checked: a file that is no image, or
     * one that is cut off, is rejected.
     */
    public Im2Rec passThrough(boolean asTheyAre) {
        passThrough = asTheyAre;
        return this;
    }

    /** How columns of the list are told apart; tabs unless set. */
    public Im2Rec dialect(LstDialect columns) {
        dialect = columns;
        return this;
    }

    /** Takes one part of the list, cut by bytes at line ends as {@code im2rec.cc} does with {@code nsplit} and {@code part}. */
    public Im2Rec part(int which, int of) {
        if (of < 1 || which < 0 || which >= of) {
            throw new IllegalArgumentException("no such part: part=" + which + ", parts=" + of);
        }
        part = which;
        parts = of;
        return this;
    }

    /**
     * Packs everything into a record file and the {@code .idx} beside it.
     *
     * @throws IOException if the list cannot be read or the output cannot be written; also if a run to be resumed was of
     *     another job
     */
    public PackReport writeTo(Path rec) throws IOException {
        try (ImageRoot images = ImageRoot.open(root)) {
            return job(images, rec).run(run());
        }
    }

    /**
     * What, besides the images, decides on the bytes of the result, by name: list, root and settings. A run that is to be
     * resumed must have the same; a transform that is not Cameo's own counts by its {@code toString}.
     *
     * @throws IOException if the list cannot be read
     */
    public Map<String, String> describe() throws IOException {
        try (ImageRoot images = ImageRoot.open(root)) {
            return job(images, Path.of("")).describe(); // wherever it is written
        }
    }

    private PackJob job(ImageRoot images, Path rec) {
        PackStage.Options options =
                new PackStage.Options(color, encoding, quality, passThrough, packLabels, transforms);
        return new PackJob(list, images, rec, dialect, part, parts, options);
    }

    @Override
    protected Im2Rec self() {
        return this;
    }
}
