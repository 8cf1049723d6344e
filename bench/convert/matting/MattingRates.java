package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackReport;
import io.cameo.convert.Turns;
import io.cameo.dataset.matting.MattingRecord;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.DrawnMatte;
import io.cameo.matte.PlaneEffort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Mattes out of records beside the decoding of their PNG files, and packing beside a loop that decodes and does nothing else,
 * in turns within one process. Items are mattes.
 *
 * <p>Draws images of 1920x1080 with three people each. Arguments: images, rounds, level of the PNG files (default 6), all of
 * them optional; a folder of matting data in place of the number of images takes that.
 */
public final class MattingRates {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final int PEOPLE = 3;

    private final List<byte[]> pngs = new ArrayList<>();
    private final Path tree;
    private final Path work;

    private MattingRates(Path tree, Path work) {
        this.tree = tree;
        this.work = work;
    }

    public static void main(String[] args) throws IOException {
        Path work = Files.createTempDirectory("matting-rates");
        boolean drawn = args.length == 0 || args[0].matches("\\d+");
        Path tree = drawn ? work.resolve("tree") : Path.of(args[0]);
        if (drawn) {
            draw(
                    tree,
                    args.length > 0 ? Integer.parseInt(args[0]) : 12,
                    args.length > 2 ? Integer.parseInt(args[2]) : 6);
        }
        new MattingRates(tree, work).run(args.length > 1 ? Integer.parseInt(args[1]) : 7);
    }

    private static void draw(Path tree, int images, int level) throws IOException {
        try (ImageCodec codec = ImageCodec.create()) {
            Image picture = Image.allocate(Arena.ofAuto(), WIDTH, HEIGHT, PixelFormat.BGR8);
            for (int i = 0; i < images; i++) {
                for (long at = 0; at < picture.pixels().byteSize(); at++) {
                    picture.pixels()
                            .set(ValueLayout.JAVA_BYTE, at, (byte) ((at / 3 % WIDTH + at / (3 * WIDTH) + i) / 8));
                }
                Path alphas = Files.createDirectories(tree.resolve("alphas/" + i));
                Files.createDirectories(tree.resolve("images"));
                write(tree.resolve("images/" + i + ".jpg"), codec.encode(picture, Encoding.JPEG, 90));
                for (int j = 0; j < PEOPLE; j++) {
                    Image matte = DrawnMatte.person(WIDTH, HEIGHT, 31L * i + j);
                    write(alphas.resolve(j + ".png"), codec.encode(matte, Encoding.PNG, level));
                }
            }
        }
    }

    private static void write(Path file, MemorySegment bytes) throws IOException {
        Files.write(file, bytes.toArray(ValueLayout.JAVA_BYTE));
    }

    private void run(int rounds) throws IOException {
        Path fast = work.resolve("fast.rec");
        Path small = work.resolve("small.rec");
        pack(fast, PlaneEffort.FAST, 2);
        pack(small, PlaneEffort.SMALL, 2);
        long planeBytes = 0;
        long fastBytes = Files.size(fast);
        long smallBytes = Files.size(small);
        try (MattingRecords records = MattingRecords.open(fast);
                MattingRecords.Reader reader = records.reader()) {
            for (int position = 0; position < records.size(); position++) {
                MattingRecord record = reader.at(position);
                for (int i = 0; i < record.instances(); i++) {
                    planeBytes += record.header(i).planeBytes();
                    pngs.add(Files.readAllBytes(
                            tree.resolve(record.names().instances().get(i).alpha())));
                }
                fastBytes -= record.image().byteSize();
                smallBytes -= record.image().byteSize();
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d mattes, %,d bytes each; png %,d bytes, records without images %,d (%.2f), --small %,d (%.2f)%n",
                    pngs.size(),
                    planeBytes / pngs.size(),
                    pngBytes(),
                    fastBytes,
                    (double) fastBytes / pngBytes(),
                    smallBytes,
                    (double) smallBytes / pngBytes());
        }
        System.out.printf(
                Locale.ROOT,
                "1 GB/s of planes is %,.0f a second, 2 GB/s %,.0f%n",
                1e9 * pngs.size() / planeBytes,
                2e9 * pngs.size() / planeBytes);
        new Turns(pngs.size(), rounds)
                .bound("decode PNG files in memory, 1 thread", () -> decode(1))
                .add("planes out of records, 1 thread", () -> read(fast))
                .add("planes out of records packed --small", () -> read(small))
                .add("matting pack, 1 worker", () -> pack(work.resolve("again.rec"), PlaneEffort.FAST, 1))
                .bound("decode PNG files in memory, 2 threads", () -> decode(2))
                .add("matting pack, 2 workers", () -> pack(work.resolve("again.rec"), PlaneEffort.FAST, 2))
                .add("matting pack --small, 2 workers", () -> pack(work.resolve("again.rec"), PlaneEffort.SMALL, 2))
                .run();
    }

    private long pngBytes() {
        return pngs.stream().mapToLong(png -> png.length).sum();
    }

    private void pack(Path rec, PlaneEffort effort, int workers) throws IOException {
        try (FileTree files = FileTree.open(tree)) {
            PackReport report =
                    MattingPack.from(files).effort(effort).workers(workers).writeTo(rec);
            if (!report.complete()) {
                throw new IllegalStateException("not all packed: " + report);
            }
        }
    }

    private void decode(int threads) {
        List<Thread> all = new ArrayList<>();
        for (int part = 0; part < threads; part++) {
            List<byte[]> own = pngs.subList(pngs.size() * part / threads, pngs.size() * (part + 1) / threads);
            all.add(Thread.ofPlatform().start(() -> decode(own)));
        }
        for (Thread thread : all) {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    private static void decode(List<byte[]> pngs) {
        try (ImageCodec codec = ImageCodec.create()) {
            for (byte[] png : pngs) {
                if (codec.decode(MemorySegment.ofArray(png), ColorMode.UNCHANGED)
                                .widthPx()
                        == 0) {
                    throw new UncheckedIOException(new IOException("nothing decoded"));
                }
            }
        }
    }

    private static void read(Path rec) throws IOException {
        try (Arena arena = Arena.ofConfined();
                MattingRecords records = MattingRecords.open(rec);
                MattingRecords.Reader reader = records.reader()) {
            MemorySegment plane = MemorySegment.NULL;
            for (int position = 0; position < records.size(); position++) {
                MattingRecord record = reader.at(position);
                long most = 2L * record.widthPx() * record.heightPx();
                plane = plane.byteSize() < most ? arena.allocate(most) : plane;
                for (int i = 0; i < record.instances(); i++) {
                    record.plane(i, plane, 0, 2L * record.widthPx());
                }
            }
        }
    }
}
