package io.cameo.mask;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Packing and unpacking 512 KiB of unpacked bytes; divide them by the time for GB/s, as numpy's figures are counted. With
 * the small span it is always the same piece, which stays in the second-level cache; with the large one it is the next
 * piece of a span that no cache holds. Pieces are short so that a sample fits between two interruptions.
 *
 * <p>The bounds go through the same memory: {@code boundRead} loads the unpacked bytes and does nothing with them but an
 * OR, {@code boundReadStoreEighth} also stores an eighth as much, which is the traffic of {@code pack}, {@code boundFill} is
 * {@code memset} over them. Look at p0.50, and at p0.00 where other work is on the machine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PackingBench {
    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;

    private static final int PIECE = 1 << 19;

    @Param({"524288", "268435456"})
    private int span;

    private int at;

    @Param({"false", "true"})
    private boolean heap;

    private MemorySegment unpacked;
    private MemorySegment packed;
    private long[] words;
    private BitPacking packing;

    @Setup
    public void fill() {
        packing = BitPacking.create();
        unpacked = heap ? MemorySegment.ofArray(new byte[span]) : Arena.ofAuto().allocate(span, 64);
        packed = heap
                ? MemorySegment.ofArray(new byte[span / 8])
                : Arena.ofAuto().allocate(span / 8, 64);
        words = new long[span / 64];
        SplittableRandom random = new SplittableRandom(1);
        for (long i = 0; i < span / 8; i += 8) {
            packed.set(ValueLayout.JAVA_LONG_UNALIGNED, i, random.nextLong());
        }
        packing.unpack(packed, 0, unpacked, 0, span, BitOrder.MSB_FIRST);
    }

    private int next() {
        at = (at + PIECE) % span;
        return at;
    }

    @Benchmark
    public void pack() {
        int from = next();
        packing.pack(unpacked, from, packed, from / 8, PIECE, BitOrder.MSB_FIRST);
    }

    @Benchmark
    public void unpack() {
        int from = next();
        packing.unpack(packed, from / 8, unpacked, from, PIECE, BitOrder.MSB_FIRST);
    }

    @Benchmark
    public void words() {
        int from = next();
        packing.nonZero(unpacked, from, words, from / 64, PIECE);
    }

    @Benchmark
    public byte boundRead() {
        ByteVector any = ByteVector.zero(SPECIES);
        long from = next();
        for (long i = from; i < from + PIECE; i += SPECIES.length()) {
            any = any.or(ByteVector.fromMemorySegment(SPECIES, unpacked, i, ByteOrder.LITTLE_ENDIAN));
        }
        return any.reduceLanes(VectorOperators.OR);
    }

    /** The memory traffic of {@code pack} without its work: all is loaded, an eighth is stored. */
    @Benchmark
    public void boundReadStoreEighth() {
        int lanes = SPECIES.length();
        long from = next();
        for (long i = from; i < from + PIECE; i += 8L * lanes) {
            ByteVector any = ByteVector.zero(SPECIES);
            for (int k = 0; k < 8; k++) {
                any = any.or(
                        ByteVector.fromMemorySegment(SPECIES, unpacked, i + (long) k * lanes, ByteOrder.LITTLE_ENDIAN));
            }
            any.intoMemorySegment(packed, i / 8, ByteOrder.LITTLE_ENDIAN);
        }
    }

    @Benchmark
    public MemorySegment boundFill() {
        return unpacked.asSlice(next(), PIECE).fill((byte) 1);
    }
}
