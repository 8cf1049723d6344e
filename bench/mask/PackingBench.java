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
 * Packing and unpacking {@code bytes} unpacked bytes; divide them by the time for GB/s, as numpy's figures are counted. The
 * bounds go through the same memory: {@code boundRead} loads the unpacked bytes and does nothing with them but an OR, {@code
 * boundReadStoreEighth} also
 * stores an eighth as much, {@code boundFill} is {@code memset} over them. Look at p0.50, and at
 * p0.00 where other work is on the machine. The small size fits in the second-level cache, the large one in none.
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

    @Param({"524288", "134217728"})
    private int bytes;

    @Param({"false", "true"})
    private boolean heap;

    private MemorySegment unpacked;
    private MemorySegment packed;
    private long[] words;
    private BitPacking packing;

    @Setup
    public void fill() {
        packing = BitPacking.create();
        unpacked =
                heap ? MemorySegment.ofArray(new byte[bytes]) : Arena.ofAuto().allocate(bytes, 64);
        packed = heap
                ? MemorySegment.ofArray(new byte[bytes / 8])
                : Arena.ofAuto().allocate(bytes / 8, 64);
        words = new long[bytes / 64];
        SplittableRandom random = new SplittableRandom(1);
        for (long i = 0; i < bytes / 8; i += 8) {
            packed.set(ValueLayout.JAVA_LONG_UNALIGNED, i, random.nextLong());
        }
        packing.unpack(packed, 0, unpacked, 0, bytes, BitOrder.MSB_FIRST);
    }

    @Benchmark
    public void pack() {
        packing.pack(unpacked, 0, packed, 0, bytes, BitOrder.MSB_FIRST);
    }

    @Benchmark
    public void unpack() {
        packing.unpack(packed, 0, unpacked, 0, bytes, BitOrder.MSB_FIRST);
    }

    @Benchmark
    public void words() {
        packing.nonZero(unpacked, 0, words, 0, bytes);
    }

    @Benchmark
    public void insertPlane() {
        packing.insertPlane(unpacked, 0, unpacked, 0, 0, bytes);
    }

    @Benchmark
    public byte boundRead() {
        ByteVector any = ByteVector.zero(SPECIES);
        for (long at = 0; at < bytes; at += SPECIES.length()) {
            any = any.or(ByteVector.fromMemorySegment(SPECIES, unpacked, at, ByteOrder.LITTLE_ENDIAN));
        }
        return any.reduceLanes(VectorOperators.OR);
    }

    /** The memory traffic of {@code pack} without its work: all is loaded, an eighth is stored. */
    @Benchmark
    public void boundReadStoreEighth() {
        int lanes = SPECIES.length();
        for (long at = 0; at < bytes; at += 8L * lanes) {
            ByteVector any = ByteVector.zero(SPECIES);
            for (int i = 0; i < 8; i++) {
                any = any.or(ByteVector.fromMemorySegment(
                        SPECIES, unpacked, at + (long) i * lanes, ByteOrder.LITTLE_ENDIAN));
            }
            any.intoMemorySegment(packed, at / 8, ByteOrder.LITTLE_ENDIAN);
        }
    }

    @Benchmark
    public MemorySegment boundFill() {
        return unpacked.fill((byte) 1);
    }
}
