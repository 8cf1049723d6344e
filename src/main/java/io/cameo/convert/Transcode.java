package io.cameo.convert;

import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Transform;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives every image of a record file another encoding, or another size. Keys, headers, labels and the order stay; records
 * without a payload, as InsightFace's identities are, are copied.
 *
 * <pre>{@code
 * PackReport report = Transcode.from(Path.of("train.rec")).encoding(Encoding.RAW).writeTo(Path.of("raw.rec"));
 * }</pre>
 *
 * <p>The result is the same for any number of workers. A record whose image cannot be decoded is left out, named in
 * {@code STEM.rejects.tsv} and counted against the error limit; a stopped run can be gone on with. A JPEG made of a JPEG
 * loses a little each time.
 */
public final class Transcode extends Conversion<Transcode> {
    private static final int MAX_QUALITY = 100;

    private final Path source;
    private List<Transform> transforms = List.of();
    private ColorMode color = ColorMode.COLOR;
    private Encoding encoding = Encoding.RAW;
    private int quality = 95;

    private Transcode(Path source) {
        this.source = source;
    }

    /** A job on the images of a record file, whose keys are numbers. */
    public static Transcode from(Path rec) {
        return new Transcode(rec);
    }

    /** What happens to each image between decoding and encoding, in order. */
    public Transcode transform(Transform... steps) {
        transforms = List.of(steps);
        return this;
    }

    /** How images are decoded; {@link ColorMode#COLOR} unless set. */
    public Transcode color(ColorMode mode) {
        color = mode;
        return this;
    }

    /** How images are encoded; {@link Encoding#RAW} unless set. */
    public Transcode encoding(Encoding format) {
        encoding = format;
        return this;
    }

    /** JPEG quality, 0 to 100, or PNG compression, 0 to 9 (above 9 counts as 9); 95 unless set. */
    public Transcode quality(int value) {
        if (value < 0 || value > MAX_QUALITY) {
            throw new IllegalArgumentException("quality is out of range: expected=0..100, actual=" + value);
        }
        quality = value;
        return this;
    }

    /**
     * Writes the new record file and its indexes.
     *
     * @param rec another file than the source
     * @throws IllegalArgumentException if the keys of the source are text
     * @throws io.cameo.bytes.CorruptDataException if its index is damaged
     * @throws IOException if it cannot be read or the output cannot be written; also if a run to be resumed was of another
     *     job
     */
    public PackReport writeTo(Path rec) throws IOException {
        try (RecordFile file = RecordFile.open(source)) {
            if (file.index().hasTextKeys()) {
                throw new IllegalArgumentException("keys are text, and only numbers are supported: " + source);
            }
            TranscodeStage.Options options = new TranscodeStage.Options(color, encoding, quality, transforms);
            return new TranscodeJob(file, rec, options).run(run());
        }
    }

    @Override
    protected Transcode self() {
        return this;
    }
}
