package io.cameo.loader;

import io.cameo.convert.Turns;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Interpolation;
import io.cameo.image.PixelFormat;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Photographs of 640x640 as samples of 112x112, decoded whole or at a quarter, in turns: one worker, shorter side to 128, the
 * middle of it. Arguments: samples (default 512) and rounds (default 9).
 */
public final class ScaledDecodeRates {
    private static final int SIZE_PX = 640;
    private static final int SHORT_PX = 128;
    private static final int CROP_PX = 112;
    private static final int QUALITY = 92;
    private static final int BATCH = 64;

    private ScaledDecodeRates() {}

    public static void main(String[] args) throws IOException {
        int samples = args.length > 0 ? Integer.parseInt(args[0]) : 512;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
        Path folder = Files.createTempDirectory("cameo-scaled");
        Path rec = folder.resolve("photos.rec");
        write(rec, samples);
        try (Loader whole = builder(rec).open();
                Loader scaled = builder(rec).scaledDecode(SHORT_PX).open()) {
            new Turns(samples, rounds)
                    .bound("decoded whole", () -> load(whole))
                    .add("decoded at a quarter", () -> load(scaled))
                    .run();
        }
        try (var all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static LoaderBuilder builder(Path rec) {
        return Loader.of(rec)
                .shuffle(1)
                .workers(1)
                .augment(
                        Augments.resizeShort(SHORT_PX, Interpolation.LINEAR),
                        Augments.centerCrop(CROP_PX, CROP_PX, Interpolation.LINEAR))
                .batch(BATCH);
    }

    private static void load(Loader loader) {
        loader.epoch(0).forEach(Batch::samples);
    }

    private static void write(Path rec, int samples) throws IOException {
        Portrait portrait = new Portrait(SIZE_PX);
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined();
                RecordWriter writer = RecordWriter.create(rec)) {
            Image image = Image.allocate(arena, SIZE_PX, SIZE_PX, PixelFormat.BGR8);
            for (int i = 0; i < samples; i++) {
                portrait.draw(1, i % 40, i / 40, image.pixels(), new float[10]);
                writer.write(i, IrHeader.scalar(i % 40, i), codec.encode(image, Encoding.JPEG, QUALITY));
            }
            writer.commit();
        }
    }
}
