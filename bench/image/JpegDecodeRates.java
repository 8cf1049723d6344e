package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.MemoryPool;
import io.cameo.convert.Turns;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of drawn faces, 112x112 at quality 95, decoded by {@link JpegDecodeCuda} beside libjpeg-turbo on one core and
 * nvJPEG, where it is there, in turns within one process. Of a batch: files taken and headers read; the kernels alone, with all on the device; and all of it,
 * from files to pixels on the device, one batch at a time, nothing overlapped.
 *
 * <p>Arguments: {@code host} for the twin or {@code cuda} (default), files of a batch (default 4,096), rounds (default 25).
 */
public final class JpegDecodeRates {
    private static final int DISTINCT = 512;
    private static final int SIZE_PX = 112;
    private static final int ROW_BYTES = 3 * SIZE_PX;
    private static final int QUALITY = 95;

    private JpegDecodeRates() {}

    /** Draws, decodes in turns, prints. */
    public static void main(String[] args) throws IOException {
        CudaLibrary library = args.length > 0 && args[0].equals("host") ? CudaLibrary.host() : CudaLibrary.active();
        int files = args.length > 1 ? Integer.parseInt(args[1]) : 4_096;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 25;
        List<MemorySegment> faces = draw();
        long bytes = 0;
        for (int i = 0; i < files; i++) {
            bytes += faces.get(i % DISTINCT).byteSize() + 16;
        }
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library);
                JpegDecoder turbo = JpegDecoder.create()) {
            MemorySegment pixels = arena.allocate((long) ROW_BYTES * SIZE_PX, 64);
            JpegDecodeCuda decoder = new JpegDecodeCuda(library);
            JpegBatch batch = decoder.batch(arena, files, bytes, 3);
            JpegBatch resident = decoder.batch(arena, files, bytes, 3);
            fill(resident, faces, files);
            decoder.run(resident, stream);
            for (int i = 0; i < files; i++) {
                if (resident.refusal(i) != null) {
                    throw new IllegalStateException("face was refused: reason=" + resident.refusal(i));
                }
            }
            System.out.println(library + ", " + files + " faces of " + (bytes / files - 16) + " bytes, "
                    + turbo.library().description());
            Turns turns = new Turns(files, rounds)
                    .bound("libjpeg-turbo, one core", () -> {
                        for (int i = 0; i < files; i++) {
                            MemorySegment face = faces.get(i % DISTINCT);
                            turbo.read(face, 0, face.byteSize());
                            turbo.decode(pixels, 0, ROW_BYTES, ChannelOrder.BGR, 1);
                        }
                    })
                    .add("files and headers", () -> {
                        batch.clear();
                        fill(batch, faces, files);
                        batch.plan(stream);
                        stream.await();
                    })
                    .add("kernels", () -> {
                        decoder.launch(resident, stream);
                        stream.await();
                    })
                    .add("files to pixels", () -> {
                        batch.clear();
                        fill(batch, faces, files);
                        decoder.run(batch, stream);
                        stream.await();
                    });
            addNvJpeg(turns, library, stream, faces, files, bytes);
            turns.run();
        }
    }

    /** The same files, batched, where there is nvJPEG; what it holds it keeps to the end of the process. */
    private static void addNvJpeg(
            Turns turns, CudaLibrary library, CudaStream stream, List<MemorySegment> faces, int files, long bytes) {
        String missing = library.isHost()
                ? "this is the twin for the host"
                : NvJpeg.missing().orElse("");
        if (!missing.isEmpty()) {
            System.out.println("nvJPEG is not measured: " + missing);
            return;
        }
        List<MemorySegment> all = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            all.add(faces.get(i % DISTINCT));
        }
        long pixelBytes = (long) ROW_BYTES * SIZE_PX * files;
        NvJpegDecoder decoder = NvJpegDecoder.open(
                ChannelOrder.BGR, MemoryPool.pinned(library, 2 * bytes), MemoryPool.device(library, 2 * pixelBytes));
        turns.add("nvJPEG, files to pixels", () -> {
            try (DecodedBatch batch = decoder.run(all, stream)) {
                if (batch.image(files - 1).isEmpty()) {
                    throw new IOException("face was refused: reason=" + batch.reason(files - 1));
                }
                stream.await();
            } catch (InterruptedException interrupted) {
                throw new IOException("interrupted", interrupted);
            }
        });
    }

    private static void fill(JpegBatch batch, List<MemorySegment> faces, int files) {
        for (int i = 0; i < files; i++) {
            MemorySegment face = faces.get(i % DISTINCT);
            batch.add(face, 0, face.byteSize());
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
