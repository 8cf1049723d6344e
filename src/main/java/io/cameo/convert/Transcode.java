package io.cameo.convert;

import io.cameo.compute.Device;
import io.cameo.compute.DeviceReport;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.image.ColorMode;
import io.cameo.image.DeviceJpegs;
import io.cameo.image.DeviceSteps;
import io.cameo.image.Encoding;
import io.cameo.image.Transform;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private DeviceSettings device = DeviceSettings.CPU;
    private DeviceReport report = DeviceReport.cpu(Device.CPU);

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
     * On what images are resized; the CPU unless set. Changes no byte. A device takes one bilinear resize, of the whole image or
     * of the square in its middle; for other steps {@link Device#AUTO} is the CPU.
     */
    public Transcode device(DeviceSettings where) {
        device = where;
        return this;
    }

    /** Where the last run computed. */
    public DeviceReport deviceReport() {
        return report;
    }

    /**
     * Writes the new record file and its indexes.
     *
     * @param rec another file than the source
     * @throws IllegalArgumentException if the keys of the source are text, or a GPU was set that is not there or has nothing
     *     to do
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
            DeviceSteps steps = DeviceSteps.of(transforms);
            DeviceRun on = begin(steps);
            try {
                return new TranscodeJob(file, rec, options, steps, device, on).run(run());
            } finally {
                report = on.report();
            }
        }
    }

    private DeviceRun begin(@Nullable DeviceSteps steps) {
        boolean isNeeded =
                device.device().kind() == Device.Kind.CUDA || !device.decode().isExact();
        if (steps == null && isNeeded) {
            throw new IllegalArgumentException("device has nothing to do: device=" + device.device() + ", steps="
                    + transforms + ", expected=one bilinear resize, of the image or the square in its middle");
        }
        return steps == null ? DeviceSettings.CPU.begin() : DeviceJpegs.begin(device);
    }

    @Override
    protected Transcode self() {
        return this;
    }
}
