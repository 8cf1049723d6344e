package io.cameo.gpu;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import io.cameo.compute.MemoryPool;
import io.cameo.image.ChannelOrder;
import io.cameo.image.DecodedBatch;
import io.cameo.image.DeviceImage;
import io.cameo.image.DeviceTensor;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageBatch;
import io.cameo.image.ImageCodec;
import io.cameo.image.JpegBatch;
import io.cameo.image.JpegDecodeCuda;
import io.cameo.image.JpegDecoder;
import io.cameo.image.NvJpeg;
import io.cameo.image.NvJpegDecoder;
import io.cameo.image.PackCuda;
import io.cameo.image.PixelFormat;
import io.cameo.scene.Portrait;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * From the bytes of JPEGs, 112x112 at quality 95, to pixels and to float32 tensors on the device: by our kernel, by nvJPEG, and
 * by libjpeg-turbo on all cores of the host; each with one thread that feeds the device and with several.
 */
final class JpegRates {
    private static final int DISTINCT = 512;
    private static final int SIZE_PX = 112;
    private static final int ROW_BYTES = 3 * SIZE_PX;
    private static final long PIXEL_BYTES = (long) ROW_BYTES * SIZE_PX;
    private static final int QUALITY = 95;

    private final CudaLibrary library;
    private final RateTable table;
    private final int batch;
    private final long millis;
    private final List<MemorySegment> files = new ArrayList<>();
    private final long filesBytes;

    JpegRates(CudaLibrary library, RateTable table, int batch, long millis) {
        this.library = library;
        this.table = table;
        this.batch = batch;
        this.millis = millis;
        List<MemorySegment> faces = draw();
        long bytes = 0;
        for (int i = 0; i < batch; i++) {
            MemorySegment face = faces.get(i % DISTINCT);
            files.add(face);
            bytes += face.byteSize() + 256;
        }
        filesBytes = bytes;
    }

    void run(int cores) throws Exception {
        table.part("JPEGs of " + (filesBytes / batch - 256) + " bytes, 112x112, " + batch + " a batch");
        double host = batch * Crew.portionsPerSecond(cores, millis, Turbo::new);
        row("libjpeg-turbo to pixels, " + cores + " cores", host, host, "");
        feed("kernel", cores, host, Kernel::new);
        String missing = library.isHost()
                ? "this is the twin for the host"
                : NvJpeg.missing().orElse("");
        if (missing.isEmpty()) {
            feed("nvJPEG", cores, host, Nv::new);
        } else {
            table.say("nvJPEG: not measured, " + missing);
        }
    }

    /** What a thread does with the device; with or without the tensor behind the pixels. */
    private interface Feeding {
        Crew.Hand with(boolean tensors) throws Exception;
    }

    private void feed(String name, int cores, double host, Feeding feeding) throws Exception {
        for (int threads : cores > 4 ? new int[] {1, 4, cores} : new int[] {1, cores}) {
            double pixels = batch * Crew.portionsPerSecond(threads, millis, () -> feeding.with(false));
            row(name + " to pixels, " + threads + " feeding", pixels, host, "aim: more than the host, and 1.2 nvJPEG");
        }
        double tensors = batch * Crew.portionsPerSecond(Math.min(4, cores), millis, () -> feeding.with(true));
        row(name + " to float32, " + Math.min(4, cores) + " feeding", tensors, host, "aim: more than the host");
    }

    private void row(String what, double rate, double host, String aim) {
        table.add(
                what,
                rate,
                rate * PIXEL_BYTES,
                rate / host,
                "libjpeg-turbo on all cores" + (aim.isEmpty() ? "" : "; " + aim));
    }

    private final class Turbo implements Crew.Hand {
        private final JpegDecoder decoder = JpegDecoder.create();
        private final Arena arena = Arena.ofConfined();
        private final MemorySegment pixels = arena.allocate(PIXEL_BYTES, 64);

        @Override
        public void work() {
            for (MemorySegment file : files) {
                decoder.read(file, 0, file.byteSize());
                decoder.decode(pixels, 0, ROW_BYTES, ChannelOrder.BGR, 1);
            }
        }

        @Override
        public void close() {
            decoder.close();
            arena.close();
        }
    }

    /** A stream, and a tensor that images may become. */
    private abstract class Fed implements Crew.Hand {
        final CudaStream stream = CudaStream.open(library);
        final Arena arena = Arena.ofConfined();
        private final boolean tensors;
        private final ImageBatch images = new ImageBatch(library, arena, batch, 3);
        private final PackCuda pack = new PackCuda(library);
        private final DeviceTensor room;

        Fed(boolean tensors) {
            this.tensors = tensors;
            long bytes = PIXEL_BYTES * Float.BYTES * (tensors ? batch : 1);
            room = new DeviceTensor(
                    DeviceMemory.allocate(library, arena, bytes),
                    0,
                    tensors ? batch : 1,
                    SIZE_PX,
                    SIZE_PX,
                    3,
                    DeviceTensor.Type.FLOAT32,
                    DeviceTensor.Layout.NCHW,
                    true);
        }

        final void pack(List<DeviceImage> decoded) {
            if (tensors) {
                images.clear();
                decoded.forEach(images::add);
                pack.run(images, room, stream);
            }
            stream.await();
        }

        @Override
        public void close() {
            stream.close();
            arena.close();
        }
    }

    private final class Kernel extends Fed {
        private final JpegDecodeCuda decoder = new JpegDecodeCuda(library);
        private final JpegBatch jpegs = decoder.batch(arena, batch, filesBytes, 3);

        Kernel(boolean tensors) {
            super(tensors);
        }

        @Override
        public void work() {
            jpegs.clear();
            for (MemorySegment file : files) {
                jpegs.add(file, 0, file.byteSize());
            }
            decoder.run(jpegs, stream);
            List<DeviceImage> decoded = new ArrayList<>();
            for (int i = 0; i < batch; i++) {
                decoded.add(Objects.requireNonNull(jpegs.image(i)));
            }
            pack(decoded);
            if (jpegs.refusal(batch - 1) != null) {
                throw new IllegalStateException("face was refused: reason=" + jpegs.refusal(batch - 1));
            }
        }
    }

    private final class Nv extends Fed {
        private final MemoryPool<MemorySegment> pinned = MemoryPool.pinned(library, 2 * filesBytes);
        private final MemoryPool<DeviceMemory> device = MemoryPool.device(library, 2 * (PIXEL_BYTES + 256) * batch);
        private final NvJpegDecoder decoder = NvJpegDecoder.open(ChannelOrder.BGR, pinned, device);

        Nv(boolean tensors) {
            super(tensors);
        }

        @Override
        public void work() throws InterruptedException {
            try (DecodedBatch decoded = decoder.run(files, stream)) {
                List<DeviceImage> images = new ArrayList<>();
                for (int i = 0; i < batch; i++) {
                    images.add(decoded.image(i).orElseThrow());
                }
                pack(images);
            }
        }

        @Override
        public void close() {
            decoder.close();
            pinned.close();
            device.close();
            super.close();
        }
    }

    private static List<MemorySegment> draw() {
        List<MemorySegment> faces = new ArrayList<>();
        Portrait portrait = new Portrait(SIZE_PX);
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            Image image =
                    Image.wrap(arena.allocate(portrait.byteSize()), SIZE_PX, SIZE_PX, ROW_BYTES, PixelFormat.BGR8);
            for (int i = 0; i < DISTINCT; i++) {
                portrait.draw(1, i % 40, i / 40, image.pixels(), new float[10]);
                faces.add(MemorySegment.ofArray(
                        codec.encode(image, Encoding.JPEG, QUALITY).toArray(ValueLayout.JAVA_BYTE)));
            }
        }
        return faces;
    }
}
