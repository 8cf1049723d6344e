package io.cameo.mask;

import io.cameo.image.Image;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One 640x480 image with 13 persons and a crowd: a polygon, a mask's bytes, and the whole plane from polygons on. {@code
 * polygon}, {@code decode*}, {@code parse} and {@code counts} are for one mask; {@code boundFill} is {@code memset} over one
 * mask's 307,200 bytes. Look at p0.50, and at p0.00 where other work is on the machine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlaneBench {
    private static final int PERSONS = 13;
    private static final int MANY = 128;

    private final List<double[]> polygons = DrawnPeople.polygons(MANY);
    private final List<Rle> masks = DrawnPeople.masks(MANY);
    private final List<String> texts = masks.stream().map(Rle::counts).toList();
    private final List<BitMask> bits = masks.stream().map(BitMask::of).toList();
    private final PolygonFill fill = new PolygonFill();
    private final PlanePainter painter = new PlanePainter(PlaneFormat.STRICT);
    private final Image target =
            Image.allocate(Arena.ofAuto(), DrawnPeople.WIDTH, DrawnPeople.HEIGHT, PlaneFormat.STRICT.pixels());
    private final InstancePlane painted = paintAll();
    private final MemorySegment bytes = target.pixels();

    @Benchmark
    @OperationsPerInvocation(MANY)
    public void polygon(Blackhole hole) {
        for (double[] xy : polygons) {
            hole.consume(fill.fill(xy, DrawnPeople.HEIGHT, DrawnPeople.WIDTH));
        }
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public void counts(Blackhole hole) {
        for (Rle mask : masks) {
            hole.consume(mask.counts());
        }
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public void parse(Blackhole hole) {
        for (String text : texts) {
            hole.consume(Rle.parse(DrawnPeople.HEIGHT, DrawnPeople.WIDTH, text));
        }
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public void decodeColumns() {
        for (Rle mask : masks) {
            mask.decode(MaskOrder.COLUMN_MAJOR, bytes, 0, (byte) 1);
        }
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public void decodeRows() {
        for (Rle mask : masks) {
            mask.decode(MaskOrder.ROW_MAJOR, bytes, 0, (byte) 1);
        }
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public void encodeBits(Blackhole hole) {
        for (BitMask mask : bits) {
            hole.consume(mask.toRle());
        }
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public void boundFill() {
        for (int i = 0; i < MANY; i++) {
            bytes.fill((byte) i);
        }
    }

    @Benchmark
    public InstancePlane plane() {
        List<PersonMask> persons = new ArrayList<>(PERSONS + 1);
        for (int i = 0; i <= PERSONS; i++) {
            Rle mask = fill.fill(polygons.get(i), DrawnPeople.HEIGHT, DrawnPeople.WIDTH);
            persons.add(new PersonMask(mask, 1, i == PERSONS, i % 4 == 0 ? 0 : 17));
        }
        return painter.paint("drawn", persons, target);
    }

    /** The masks of all 13 persons out of their plane. */
    @Benchmark
    public List<BitMask> instances() {
        return painted.instances();
    }

    private static InstancePlane paintAll() {
        List<PersonMask> persons = new ArrayList<>();
        for (Rle mask : DrawnPeople.masks(PERSONS)) {
            persons.add(new PersonMask(mask, 1, false, 17));
        }
        Image image =
                Image.allocate(Arena.ofAuto(), DrawnPeople.WIDTH, DrawnPeople.HEIGHT, PlaneFormat.STRICT.pixels());
        return new PlanePainter(PlaneFormat.STRICT).paint("drawn", persons, image);
    }
}
