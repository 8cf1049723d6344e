package io.cameo.convert.ffhquv;

import io.cameo.convert.Turns;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Checking and measuring maps of 1024x1024 beside loops that decode the same files from memory and do nothing else, in turns
 * within one process. Items are maps; maps are drawn portraits with grain, as long as those of FFHQ-UV.
 *
 * <p>Arguments: a folder for the maps, which are drawn where there are none; maps (default 60) and rounds (default 7).
 */
public final class UvCheckRates {
    private static final int SIZE_PX = 1024;
    private static final int GRAIN = 3;

    private final Path root;
    private final List<byte[]> pngs = new ArrayList<>();

    private UvCheckRates(Path root) {
        this.root = root;
    }

    public static void main(String[] args) throws IOException {
        Path root = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("uv-check-rates");
        int maps = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        UvCheckRates rates = new UvCheckRates(root);
        rates.draw(maps);
        rates.run(args.length > 2 ? Integer.parseInt(args[2]) : 7);
    }

    private void draw(int maps) throws IOException {
        Path folder = Files.createDirectories(root.resolve("ffhq-uv/uv-maps"));
        StringBuilder meta = new StringBuilder("{");
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            Image map = Image.allocate(arena, SIZE_PX, SIZE_PX, PixelFormat.BGR8);
            for (int i = 0; i < maps; i++) {
                String id = String.format(Locale.ROOT, "%06d", i);
                meta.append(i > 0 ? "," : "")
                        .append("\"" + id
                                + "\": {\"Age\": 30.0, \"Beard\": 0.0, \"Gender\": 0, \"Index-in-FFHQ\": null}");
                Path file = folder.resolve(id + ".png");
                if (!Files.exists(file)) {
                    new Portrait(SIZE_PX).draw(1, i, 3, map.pixels(), new float[10]);
                    grain(map, i);
                    Files.write(file, codec.encode(map, Encoding.PNG, 6).toArray(ValueLayout.JAVA_BYTE));
                }
            }
        }
        Files.writeString(root.resolve("ffhq-uv/meta-info.json"), meta.append('}'));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                pngs.add(Files.readAllBytes(file));
            }
        }
    }

    private static void grain(Image map, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MemorySegment pixels = map.pixels();
        for (long i = 0; i < pixels.byteSize(); i++) {
            int sample = pixels.get(ValueLayout.JAVA_BYTE, i) & 0xff;
            pixels.set(ValueLayout.JAVA_BYTE, i, (byte) Math.clamp(sample + random.nextInt(GRAIN) - 1, 0, 255));
        }
    }

    private void run(int rounds) throws IOException {
        int all = Runtime.getRuntime().availableProcessors();
        System.out.printf(
                Locale.ROOT,
                "%d maps of %,d bytes%n",
                pngs.size(),
                pngs.stream().mapToLong(png -> png.length).sum() / pngs.size());
        new Turns(pngs.size(), rounds)
                .bound("decode from memory, 1 thread", () -> decode(1))
                .add("uv check, 1 worker", () -> check(1))
                .bound("decode from memory, " + all + " threads", () -> decode(all))
                .add("uv check, " + all + " workers", () -> check(all))
                .add("uv metrics, " + all + " workers", () -> measure(all))
                .run();
    }

    private void check(int workers) throws IOException {
        try (UvTree tree = UvTree.open(List.of(root))) {
            UvCheckReport report = UvCheck.of(tree).workers(workers).run();
            if (!report.isSound() || report.files() != pngs.size()) {
                throw new IllegalStateException("not sound: " + report);
            }
        }
    }

    private void measure(int workers) throws IOException {
        try (UvTree tree = UvTree.open(List.of(root))) {
            if (!UvMetrics.of(tree, UvSet.FFHQ_UV).workers(workers).run().isComplete()) {
                throw new IllegalStateException("not all measured");
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
                        != SIZE_PX) {
                    throw new IllegalStateException("decoded something else");
                }
            }
        }
    }
}
