package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** zlib is the oracle. */
class RunInflateTest {
    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final RunInflate inflate = new RunInflate();

    /** Runs, noise, periods of few bytes and of many. */
    private byte[] content(int size) {
        byte[] bytes = new byte[size];
        int period = random.nextInt(1, random.nextBoolean() ? 12 : 4000);
        int kind = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            boolean copied = i >= period && random.nextInt(300) > kind;
            bytes[i] = switch (kind) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) (random.nextInt(6) * random.nextInt(6));
                default -> copied ? bytes[i - period] : (byte) random.nextInt(256);
            };
        }
        return bytes;
    }

    private byte[] deflated(byte[] content) {
        try (Deflater deflater = new Deflater(random.nextInt(10))) {
            deflater.setStrategy(random.nextInt(3));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] some = new byte[1 << 16];
            int half = content.length / 2;
            deflater.setInput(content, 0, half);
            int count;
            do {
                // Ends a block in between, which also makes an empty one; the first call may only take the strategy
                // over.
                count = deflater.deflate(some, 0, some.length, Deflater.SYNC_FLUSH);
                out.write(some, 0, count);
            } while (count > 0 || !deflater.needsInput());
            deflater.setInput(content, half, content.length - half);
            deflater.finish();
            while (!deflater.finished()) {
                out.write(some, 0, deflater.deflate(some));
            }
            return out.toByteArray();
        }
    }

    private byte @Nullable [] ours(byte[] stream, int size) {
        inflate.begin();
        int cut = stream.length / 3;
        MemorySegment all = MemorySegment.ofArray(stream);
        inflate.add(all, 0, cut);
        inflate.add(all, cut, stream.length - cut);
        return inflate.inflate(size) ? Arrays.copyOf(inflate.bytes(), size) : null;
    }

    /** What zlib makes of it, if it has that size. */
    private static byte @Nullable [] zlibs(byte[] stream, int size) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(stream);
            byte[] out = new byte[size + 1];
            int count = inflater.inflate(out);
            return inflater.finished() && count == size ? Arrays.copyOf(out, size) : null;
        } catch (DataFormatException damaged) {
            return null;
        }
    }

    @Test
    void whatWasDeflatedComesBack() {
        for (int round = 0; round < 300; round++) {
            byte[] content = content(round < 100 ? round : random.nextInt(100_000));
            byte[] stream = deflated(content);
            assertThat(ours(stream, content.length))
                    .as("seed=%d, round=%d", seed, round)
                    .isEqualTo(content);
            assertThat(ours(Arrays.copyOf(stream, stream.length + 9), content.length))
                    .as("bytes behind: seed=%d, round=%d", seed, round)
                    .isEqualTo(content);
            assertThat(ours(stream, content.length + 1))
                    .as("more: seed=%d", seed)
                    .isNull();
            if (content.length > 0) {
                assertThat(ours(stream, content.length - 1))
                        .as("less: seed=%d", seed)
                        .isNull();
            }
        }
    }

    @Test
    void whatIsCutGivesNothing() {
        byte[] content = content(3000);
        byte[] stream = deflated(content);
        for (int length = 0; length < stream.length; length++) {
            assertThat(ours(Arrays.copyOf(stream, length), content.length))
                    .as("seed=%d, length=%d", seed, length)
                    .isNull();
        }
    }

    @Test
    void whatIsDamagedGivesWhatZlibGivesOrNothing() {
        int refused = 0;
        for (int round = 0; round < 40; round++) {
            byte[] content = content(random.nextInt(1, 2000));
            byte[] stream = deflated(content);
            for (int i = 0; i < 100; i++) {
                byte[] damaged = stream.clone();
                for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                    int bit = random.nextInt(Math.min(8 * stream.length, random.nextBoolean() ? 800 : 1 << 20));
                    damaged[bit / 8] ^= (byte) (1 << bit % 8);
                }
                byte[] made = ours(damaged, content.length);
                refused += made == null ? 1 : 0;
                if (made != null) {
                    assertThat(made)
                            .as("seed=%d, round=%d, i=%d", seed, round, i)
                            .isEqualTo(zlibs(damaged, content.length));
                }
            }
        }
        assertThat(refused).as("seed=%d", seed).isGreaterThan(2000);
    }

    @Test
    void theSumIsAdlers() {
        for (int size : new int[] {0, 1, 7, 8, 9, 5000, (1 << 20) - 1, (1 << 20) + 8, (3 << 20) + 5}) {
            for (int kind = 0; kind < 3; kind++) {
                byte[] bytes = new byte[size + 3];
                if (kind == 1) {
                    Arrays.fill(bytes, (byte) 255);
                } else if (kind == 2) {
                    random.nextBytes(bytes);
                }
                Adler32 expected = new Adler32();
                expected.update(bytes, 0, size);
                assertThat(AdlerSum.of(bytes, size))
                        .as("seed=%d, size=%d, kind=%d", seed, size, kind)
                        .isEqualTo(expected.getValue());
            }
        }
    }
}
