package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs batches of JPEGs on a device for tests, and OpenCV on the same. */
final class JpegRuns implements AutoCloseable {
    private final CudaLibrary library;
    private final JpegDecodeCuda decoder;
    private final ImageCodec codec = ImageCodec.create();

    JpegRuns(CudaLibrary library) {
        this.library = library;
        decoder = new JpegDecodeCuda(library);
    }

    /** What became of a file: pixels without gaps, or a reason. */
    @SuppressWarnings("ArrayRecordComponent") // nobody asks whether two are equal that have pixels
    record Outcome(byte @Nullable [] pixels, @Nullable String refusal) {}

    /** Decodes files as one batch that has no byte of room more than they need. */
    List<Outcome> decode(List<byte[]> files, int channels) {
        long bytes = 1;
        for (byte[] file : files) {
            bytes = (bytes + 15) / 16 * 16 + file.length;
        }
        List<Outcome> outcomes = new ArrayList<>();
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            JpegBatch batch = decoder.batch(arena, files.size(), bytes, channels);
            for (byte[] file : files) {
                batch.add(MemorySegment.ofArray(file), 0, file.length);
            }
            decoder.run(batch, stream);
            for (int i = 0; i < files.size(); i++) {
                String refusal = batch.refusal(i);
                outcomes.add(new Outcome(
                        refusal == null ? read(Objects.requireNonNull(batch.image(i)), stream) : null, refusal));
            }
        }
        return outcomes;
    }

    /** The bytes of an image on the device. */
    byte[] read(DeviceImage image, CudaStream stream) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment host = DeviceMemory.pinned(library, arena, image.sizeBytes());
            stream.download(image.memory(), image.offsetBytes(), host, 0, image.sizeBytes());
            stream.await();
            return host.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** What OpenCV makes of a file; null where it refuses it. */
    byte @Nullable [] expected(byte[] file, int channels) {
        try {
            return codec.decode(MemorySegment.ofArray(file), channels == 1 ? ColorMode.GRAY : ColorMode.COLOR)
                    .toBytes();
        } catch (BadImageException refused) {
            return null;
        }
    }

    void assertDecoded(List<byte[]> files, int channels, String what) {
        List<Outcome> outcomes = decode(files, channels);
        for (int i = 0; i < files.size(); i++) {
            String which = what + ", file " + i + " of " + files.size();
            assertThat(outcomes.get(i).refusal()).as(which).isNull();
            assertThat(outcomes.get(i).pixels()).as(which).isEqualTo(expected(files.get(i), channels));
        }
    }

    void assertRefused(byte[] file, String reason) {
        assertThat(decode(List.of(file), 3).getFirst().refusal()).isEqualTo(reason + ": bytes=" + file.length);
    }

    @Override
    public void close() {
        codec.close();
    }
}
