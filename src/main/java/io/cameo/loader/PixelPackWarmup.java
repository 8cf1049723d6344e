package io.cameo.loader;

import io.cameo.image.Image;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The scalar twin for the first images of a process, the vector twin as soon as that is faster.
 *
 * <p>Until the last compiler has had its turn, every vector is an object: an image then takes milliseconds instead of
 * microseconds and makes megabytes of garbage. So whole images are written one number after the other at first, and the vector
 * twin practises on a few rows of each, one worker at a time, until it takes what compiled code takes. Both give the same bits, so
 * that this decides nothing but the time. Where it never gets there, as with that compiler turned off, the scalar twin stays.
 */
final class PixelPackWarmup implements PixelPack {
    private static final int PRACTICE_PX = 1024;
    private static final int FAST_ENOUGH = 8;
    private static final int MOST_PRACTICE = 20_000;
    /** Images before the practice begins: those of the first batches, which somebody waits for. Large ones count as several. */
    private static final int WITHOUT_PRACTICE = 2048;

    private static final int ONE_IMAGE_PX = 112 * 112;
    /** Compiled it is a tenth of one; as objects it is hundreds. */
    private static final long FAST_NANOS_PER_NUMBER = 8;

    /** What has the same code: compilers know no sizes. */
    private record Form(TensorType type, TensorLayout layout, boolean isGray) {}

    private static final ConcurrentHashMap<Form, Practice> PRACTICES = new ConcurrentHashMap<>();

    /** How far one form is, in this process. The counts are written by whoever has set {@code busy}. */
    private static final class Practice {
        private final AtomicBoolean busy = new AtomicBoolean();
        private final AtomicInteger images = new AtomicInteger();
        private volatile int done;
        private volatile int fastInARow;

        /** Whether to practise on one more image; then the caller must call {@link #end}. */
        boolean begin(int weight) {
            return (images.get() >= WITHOUT_PRACTICE || images.addAndGet(weight) >= WITHOUT_PRACTICE)
                    && done < MOST_PRACTICE
                    && busy.compareAndSet(false, true);
        }

        void end() {
            busy.set(false);
        }

        boolean isOver() {
            return fastInARow >= FAST_ENOUGH;
        }

        void note(boolean isFast) {
            int soFar = fastInARow;
            fastInARow = isFast ? soFar + 1 : 0;
            int before = done;
            done = before + 1;
        }
    }

    private final TensorSpec spec;
    private final Practice state;
    private final PixelPackScalar scalar;
    private @Nullable PixelPackSimd simd;
    private @Nullable PixelPackSimd practice;
    private MemorySegment practiceDst = MemorySegment.NULL;

    PixelPackWarmup(TensorSpec spec) {
        this.spec = spec;
        scalar = new PixelPackScalar(spec);
        Form form = new Form(spec.type(), spec.layout(), spec.channels() == 1);
        state = PRACTICES.computeIfAbsent(form, key -> new Practice());
    }

    @Override
    public TensorSpec spec() {
        return spec;
    }

    /** Whether vectors are compiled, as far as is known. */
    boolean isWarm() {
        return simd != null || state.isOver();
    }

    @Override
    public void pack(Image src, PixelScale scale, MemorySegment dst, long dstOffset) {
        if (simd == null && isWarm()) {
            simd = new PixelPackSimd(spec);
            practice = null;
            practiceDst = MemorySegment.NULL;
        }
        if (simd != null) {
            simd.pack(src, scale, dst, dstOffset);
            return;
        }
        scalar.pack(src, scale, dst, dstOffset);
        if (state.begin(Math.max(1, spec.heightPx() * spec.widthPx() / ONE_IMAGE_PX))) {
            try {
                practise(src, scale);
            } finally {
                state.end();
            }
        }
    }

    private void practise(Image src, PixelScale scale) {
        PixelPackSimd known = practice;
        if (known == null) {
            int rows = Math.min(spec.heightPx(), Math.ceilDiv(PRACTICE_PX, spec.widthPx()));
            known = new PixelPackSimd(new TensorSpec(spec.layout(), spec.type(), spec.order(), rows, spec.widthPx()));
            practice = known;
            // Native like a batch, or the compiler would reckon with arrays too.
            practiceDst = Arena.ofAuto().allocate(known.spec().sampleBytes());
        }
        Image top = src.crop(0, 0, spec.widthPx(), known.spec().heightPx());
        long begin = System.nanoTime();
        known.pack(top, scale, practiceDst, 0);
        long nanos = System.nanoTime() - begin;
        state.note(nanos < FAST_NANOS_PER_NUMBER * known.spec().sampleSize());
    }
}
