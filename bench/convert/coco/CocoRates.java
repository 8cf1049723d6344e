package io.cameo.convert.coco;

import io.cameo.convert.PackReport;
import io.cameo.convert.PlainFiles;
import io.cameo.convert.Turns;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.CocoImage;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.pipeline.Progress;
import io.cameo.scene.PeopleScene;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Rates of {@code coco encode} beside their bounds, in turns within one process.
 *
 * <p>Bounds: for records, a loop that reads the image files, and one that also writes them into one file and forces it; for
 * HDF5, a loop that reads and decodes them with OpenCV, one thread, and one that also writes four bytes a pixel.
 *
 * <p>Arguments: scenes (default 300), or an annotation file for whose images scenes are drawn; rounds (default 5). Drawn in
 * the folder that {@code java.io.tmpdir} names.
 */
public final class CocoRates {
    private static final int BYTES_A_PIXEL = 4;
    private static final double GRAIN = 10;

    private final Path folder;
    private final List<Path> images = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(4 << 20);

    private CocoRates(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        CocoRates rates = new CocoRates(Files.createTempDirectory("cameo-coco"));
        String source = args.length > 0 ? args[0] : "300";
        if (source.endsWith(".json")) {
            rates.drawFor(Path.of(source));
        } else {
            PeopleSet.of(Integer.parseInt(source), 1).drawInto(rates.folder, Progress.NONE);
        }
        try (Stream<Path> files = Files.list(rates.folder.resolve(PeopleSet.IMAGES))) {
            files.sorted().forEach(rates.images::add);
        }
        int scenes = rates.images.size();
        long bytes = rates.addGrain();
        System.out.printf(Locale.ROOT, "%n%d images, %.1f KB on average%n", scenes, bytes / 1e3 / scenes);
        new Turns(scenes, rounds)
                .bound("read files, 1 thread", () -> rates.readAll(null))
                .bound("read, write, force, 1 thread", rates::copyAll)
                .add("encode --to rec, 1 worker", () -> rates.encode(false, 1))
                .add("encode --to rec, 2 workers", () -> rates.encode(false, 2))
                .bound("read and decode, 1 thread", () -> rates.decodeAll(false))
                .add("the same, 4 bytes a pixel written, forced", () -> rates.decodeAll(true))
                .add("encode --to h5, 1 worker", () -> rates.encode(true, 1))
                .add("encode --to h5, 2 workers", () -> rates.encode(true, 2))
                .run();
        PlainFiles.delete(rates.folder);
    }

    /** Makes the files as large as COCO's are, 160 KB, and as slow to decode: drawings have no grain. Returns their size. */
    private long addGrain() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        byte[] grain = new byte[1024 * 1024 * 3 + 4096];
        for (int i = 0; i < grain.length; i++) {
            grain[i] = (byte) Math.round(random.nextGaussian() * GRAIN);
        }
        long bytes = 0;
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            for (Path file : images) {
                MemorySegment drawing = MemorySegment.ofArray(Files.readAllBytes(file));
                Image image = codec.decode(drawing, ColorMode.COLOR).copy(arena);
                int shift = random.nextInt(4096);
                MemorySegment pixels = image.pixels();
                for (int i = 0; i < pixels.byteSize(); i++) {
                    int value = (pixels.get(ValueLayout.JAVA_BYTE, i) & 0xff) + grain[i + shift];
                    pixels.set(ValueLayout.JAVA_BYTE, i, (byte) Math.clamp(value, 0, 255));
                }
                MemorySegment encoded = codec.encode(image, Encoding.JPEG, 92);
                Files.write(file, encoded.toArray(ValueLayout.JAVA_BYTE));
                bytes += encoded.byteSize();
            }
        }
        return bytes;
    }

    /** Draws a scene of the right size for each image of a file that has annotations. */
    private void drawFor(Path annotations) throws IOException {
        Files.copy(annotations, folder.resolve(PeopleSet.ANNOTATIONS));
        Path target = Files.createDirectory(folder.resolve(PeopleSet.IMAGES));
        try (CocoFile file = CocoFile.open(annotations);
                ImageCodec codec = ImageCodec.create()) {
            for (int i = 0; i < file.images(); i++) {
                CocoImage wanted = file.image(i);
                if (file.annotations(i) == 0) {
                    continue;
                }
                try (Arena arena = Arena.ofConfined()) {
                    Image image = Image.allocate(arena, wanted.widthPx(), wanted.heightPx(), PixelFormat.BGR8);
                    new PeopleScene(wanted.widthPx(), wanted.heightPx()).draw(i, 1 + i % 5, image.pixels());
                    Files.write(
                            target.resolve(wanted.fileName()),
                            codec.encode(image, Encoding.JPEG, 92).toArray(ValueLayout.JAVA_BYTE));
                }
            }
        }
    }

    private void encode(boolean hdf5, int workers) throws IOException {
        CocoEncode job = CocoEncode.from(folder.resolve(PeopleSet.ANNOTATIONS), folder.resolve(PeopleSet.IMAGES))
                .workers(workers);
        PackReport report =
                hdf5 ? job.writeToHdf5(folder.resolve("rates.h5")) : job.writeTo(folder.resolve("rates.rec"));
        if (report.packed() != images.size()) {
            throw new IllegalStateException("not all encoded: " + report);
        }
    }

    private void copyAll() throws IOException {
        try (FileChannel out = create("copy.bin")) {
            readAll(out);
            out.force(true);
        }
    }

    private FileChannel create(String name) throws IOException {
        return FileChannel.open(
                folder.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    private void readAll(@Nullable FileChannel copy) throws IOException {
        for (Path image : images) {
            read(image);
            while (copy != null && buffer.hasRemaining()) {
                copy.write(buffer);
            }
        }
    }

    private void read(Path image) throws IOException {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.READ)) {
            buffer.clear();
            while (channel.read(buffer) > 0) {
                // to the end
            }
            buffer.flip();
        }
    }

    private void decodeAll(boolean write) throws IOException {
        try (Mat encoded = new Mat(1, buffer.capacity(), opencv_core.CV_8UC1);
                Mat pixels = new Mat();
                FileChannel out = create("pixels.bin")) {
            ByteBuffer data = encoded.createBuffer();
            ByteBuffer plane = ByteBuffer.allocateDirect(1024 * 1024 * BYTES_A_PIXEL);
            for (Path image : images) {
                read(image);
                encoded.cols(buffer.remaining());
                data.clear();
                data.put(buffer);
                opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR, pixels);
                if (pixels.empty()) {
                    throw new IllegalStateException("nothing was decoded: " + image);
                }
                plane.clear().limit(pixels.rows() * pixels.cols() * BYTES_A_PIXEL);
                while (write && plane.hasRemaining()) {
                    out.write(plane);
                }
            }
            if (write) {
                out.force(true);
            }
        }
    }
}
