package io.cameo.texture;

import io.cameo.convert.Turns;
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
import java.util.SplittableRandom;

/**
 * Metrics of a texture map of 1024x1024 beside decoding it, in turns within one process, one thread. The map is a drawn
 * portrait with grain, whose PNG is as long as those of FFHQ-UV: some 1.1 MB.
 *
 * <p>Arguments: maps a turn (default 20) and rounds (default 15).
 */
public final class TextureRates {
    private static final int SIZE_PX = 1024;
    private static final int GRAIN = 5;

    private TextureRates() {}

    public static void main(String[] args) throws IOException {
        int maps = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 15;
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            Image map = Image.allocate(arena, SIZE_PX, SIZE_PX, PixelFormat.BGR8);
            new Portrait(SIZE_PX).draw(1, 2, 3, map.pixels(), new float[10]);
            SplittableRandom random = new SplittableRandom(1);
            for (long i = 0; i < map.pixels().byteSize(); i++) {
                int sample = map.pixels().get(ValueLayout.JAVA_BYTE, i) & 0xff;
                map.pixels()
                        .set(ValueLayout.JAVA_BYTE, i, (byte) Math.clamp(sample + random.nextInt(GRAIN) - 2, 0, 255));
            }
            MemorySegment encoded = codec.encode(map, Encoding.PNG, 6);
            MemorySegment png = arena.allocate(encoded.byteSize()).copyFrom(encoded);
            System.out.printf("PNG of %,d bytes%n", png.byteSize());
            BsError simd = BsError.create(BsProfile.FULL);
            BsError scalar = BsError.of(new SymmetryKernelScalar(), BsProfile.FULL);
            new Turns(maps, rounds)
                    .bound("PNG decoding", () -> repeat(maps, () -> codec.decode(png, ColorMode.COLOR)))
                    .add("BS Error", () -> repeat(maps, () -> simd.value(map, null)))
                    .add("BS Error, scalar", () -> repeat(maps, () -> scalar.value(map, null)))
                    .add("skin tone", () -> repeat(maps, () -> SkinTone.of(map, null)))
                    .run();
        }
    }

    private static void repeat(int times, Runnable job) {
        for (int i = 0; i < times; i++) {
            job.run();
        }
    }
}
