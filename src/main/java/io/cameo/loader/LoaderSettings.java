package io.cameo.loader;

import io.cameo.compute.Device;
import io.cameo.compute.DeviceDecode;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.image.DeviceJpegs;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * How a loader was set up; {@link LoaderBuilder} checks the values and explains them.
 *
 * @param samplesPerEpoch 0 for as many as there are
 * @param widthPx 0 for that of the first sample
 */
record LoaderSettings(
        List<Path> recs,
        @Nullable DoublePredicate labels,
        Sampling sampling,
        long seed,
        long samplesPerEpoch,
        int rank,
        int world,
        LastBatch last,
        SampleLook look,
        int batch,
        TensorLayout layout,
        TensorType type,
        int widthPx,
        int heightPx,
        int labelWidth,
        ErrorPolicy errors,
        int workers,
        int prefetch,
        boolean timed,
        DeviceSettings device) {

    /**
     * What decides which samples come, in which order, and what they look like, as text: runs with equal texts over equal data
     * give equal batches. World, batch size, workers and device are not in it, but for a
     * decoder whose pixels are its own.
     */
    String identity(TensorSpec spec) {
        return "sampling=" + sampling + ", seed=" + seed + ", samples_per_epoch=" + samplesPerEpoch + ", spec=" + spec
                + ", label_width=" + labelWidth + ", augment=" + look.augment() + ", normalization="
                + look.normalization() + ", errors=" + errors
                + (look.leastDecodedPx() == 0 ? "" : ", least_decoded=" + look.leastDecodedPx())
                + (device.decode().isExact() ? "" : ", decoder=" + device.decode());
    }

    /** The device of a loader. There is nothing to measure where the CPU's decoders write the rows. */
    DeviceRun beginDevice(TensorSpec spec) {
        boolean idle =
                device.device().kind() == Device.Kind.AUTO && look.isPlain(spec) && device.decode() == DeviceDecode.CPU;
        return idle ? DeviceSettings.CPU.begin() : DeviceJpegs.begin(device);
    }
}
