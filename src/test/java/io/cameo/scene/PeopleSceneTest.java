package io.cameo.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.cameo.mask.MaskOrder;
import io.cameo.mask.PolygonFill;
import io.cameo.mask.Rle;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleSceneTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final int SCENES = 120;
    private static final long SEED = 7;

    /**
     * SHA-256 of the picture's bytes and then of everything marked, as this code drew them on x86-64. They guard against
     * change, wanted or not; a deliberate change of the drawing records new ones here.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 640, 480, 367057f8c3a28a2b8e2fca6cba2d357124135f69bd9573607eba4c5ddac6ead2",
        "8, 640, 480, 6c0a65fba7661af08bb8bd81f7da6f1961ffae74835c44bdff4ace15c419f875",
        "41, 320, 240, 45d170c8eb739e5f9fd0a966e47fe768e5e967df540d110a4bb03617b78bf998",
        "77, 200, 333, 9852fe669dcb36c173635c79f4d84145a32d0822c5391fec053c957b058411ec",
    })
    void drawsTheRecordedBytes(int number, int widthPx, int heightPx, String sha256) {
        assertThat(hash(new PeopleScene(widthPx, heightPx), SEED, number)).isEqualTo(sha256);
    }

    @Test
    void aSceneDoesNotDependOnTheOneBefore() {
        PeopleScene used = new PeopleScene(WIDTH, HEIGHT);
        for (int number = 0; number < 12; number++) {
            String first = hash(used, SEED, number);
            String other = hash(used, SEED + 1, 40 - number);
            assertThat(hash(used, SEED, number))
                    .isEqualTo(first)
                    .isEqualTo(hash(new PeopleScene(WIDTH, HEIGHT), SEED, number))
                    .isNotEqualTo(other);
        }
    }

    @Test
    void twoThreadsDrawTheSame() throws Exception {
        Callable<List<String>> work = () -> {
            PeopleScene scene = new PeopleScene(WIDTH, HEIGHT);
            List<String> hashes = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                hashes.add(hash(scene, SEED, i));
            }
            return hashes;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<List<String>> one = threads.submit(work);
            Future<List<String>> two = threads.submit(work);
            assertThat(one.get()).isEqualTo(two.get()).doesNotHaveDuplicates();
        }
    }

    @Test
    void keypointsAreInThePictureAndOnTheirPerson() {
        each((scene, people) -> {
            for (MarkedPerson person : people) {
                int[] k = person.keypoints();
                int marked = 0;
                assertThat(k).hasSize(51);
                for (int i = 0; i < k.length; i += 3) {
                    assertThat(k[i + 2]).isBetween(0, 2);
                    if (k[i + 2] == 0) {
                        assertThat(k[i]).isZero();
                        assertThat(k[i + 1]).isZero();
                        continue;
                    }
                    marked++;
                    assertThat(k[i]).isBetween(0, WIDTH - 1);
                    assertThat(k[i + 1]).isBetween(0, HEIGHT - 1);
                    if (k[i + 2] == 2) {
                        assertThat(near(mask(person), k[i], k[i + 1], 3))
                                .as("key point %d at %d, %d", i / 3, k[i], k[i + 1])
                                .isTrue();
                    }
                }
                assertThat(person.numKeypoints()).isEqualTo(marked);
            }
        });
    }

    @Test
    void outlinesBoxesAndAreasAgree() {
        each((scene, people) -> {
            for (MarkedPerson person : people) {
                double[] box = person.box();
                assertThat(person.crowd()).isEqualTo(person.outline().isEmpty());
                assertThat(person.crowd()).isEqualTo(person.runs().length > 0);
                assertThat(box[0] + box[2]).isLessThanOrEqualTo(WIDTH + 1e-9);
                assertThat(box[1] + box[3]).isLessThanOrEqualTo(HEIGHT + 1e-9);
                for (double[] part : person.outline()) {
                    assertThat(part.length).isBetween(6, 600);
                    for (int i = 0; i < part.length; i += 2) {
                        assertThat(part[i]).isBetween(Math.max(0, box[0]), box[0] + box[2] + 1e-9);
                        assertThat(part[i + 1]).isBetween(Math.max(0, box[1]), box[1] + box[3] + 1e-9);
                        assertThat(part[i] * 100).isCloseTo(Math.rint(part[i] * 100), offset(1e-6));
                    }
                }
                double pixels = mask(person).area();
                assertThat(person.area()).isCloseTo(pixels, offset(6 + 0.06 * pixels));
            }
        });
    }

    /** As someone else rasterises them, outlines are what was painted. */
    @Test
    void outlinesAreTheSilhouettes() {
        double[] sum = new double[2];
        each((scene, people) -> {
            for (int p = 0; p < people.size(); p++) {
                MarkedPerson person = people.get(p);
                Rle painted = painted(scene, scene.figures().get(p));
                if (!person.crowd()) {
                    double iou = mask(person).iou(painted, false);
                    assertThat(iou)
                            .as("person %d of area %s", p, person.area())
                            .isGreaterThan(painted.area() > 400 ? 0.9 : 0.3);
                    sum[0] += iou;
                    sum[1]++;
                } else {
                    assertThat(Rle.intersection(List.of(mask(person), painted))).isEqualTo(painted);
                }
            }
        });
        assertThat(sum[0] / sum[1]).isGreaterThan(0.96);
    }

    @Test
    void thereAreAsManyPeopleAsInCoco() {
        int[] counts = new int[SCENES];
        int[] seen = new int[4];
        int[] at = {0};
        each((scene, people) -> {
            counts[at[0]++] = (int) people.stream().filter(p -> !p.crowd()).count();
            long overlaps = 0;
            for (int i = 1; i < people.size(); i++) {
                overlaps += Rle.intersection(List.of(mask(people.get(i)), mask(people.get(i - 1))))
                        .area();
            }
            seen[0] += people.stream().anyMatch(MarkedPerson::crowd) ? 1 : 0;
            seen[1] += people.stream().anyMatch(p -> !p.crowd() && p.numKeypoints() == 0) ? 1 : 0;
            seen[2] += people.stream().anyMatch(p -> p.outline().size() > 1) ? 1 : 0;
            seen[3] += overlaps > 0 ? 1 : 0;
        });
        Arrays.sort(counts);
        assertThat(counts[0]).isGreaterThanOrEqualTo(1);
        assertThat(counts[SCENES / 2]).isBetween(2, 3);
        assertThat(counts[SCENES * 9 / 10]).isBetween(7, 13);
        assertThat(counts[SCENES - 1]).isBetween(10, 13);
        for (int scenes : seen) {
            assertThat(scenes)
                    .as("crowds, unmarked, split, overlapping: %s", Arrays.toString(seen))
                    .isGreaterThan(3);
        }
    }

    @Test
    void writesToNativeMemoryAndNoFurtherThanItsSize() {
        PeopleScene scene = new PeopleScene(64, 80);
        byte[] heap = new byte[scene.byteSize()];
        scene.draw(SEED, 1, MemorySegment.ofArray(heap));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment picture = arena.allocate(scene.byteSize() + 16L);
            picture.fill((byte) 0x5a);
            scene.draw(SEED, 1, picture);
            byte[] written = picture.toArray(ValueLayout.JAVA_BYTE);
            assertThat(Arrays.copyOf(written, scene.byteSize())).isEqualTo(heap);
            assertThat(Arrays.copyOfRange(written, scene.byteSize(), written.length))
                    .containsOnly(0x5a);
        }
    }

    @Test
    void refusesWhatItCannotDraw() {
        assertThatThrownBy(() -> new PeopleScene(63, 480)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PeopleScene(640, 4097)).isInstanceOf(IllegalArgumentException.class);
        PeopleScene scene = new PeopleScene(64, 64);
        MemorySegment picture = MemorySegment.ofArray(new byte[scene.byteSize()]);
        assertThatThrownBy(() -> scene.draw(SEED, -1, picture))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negative number: number=-1");
        assertThatThrownBy(() -> scene.draw(SEED, 0, picture.asSlice(1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static void each(BiConsumer<PeopleScene, List<MarkedPerson>> look) {
        PeopleScene scene = new PeopleScene(WIDTH, HEIGHT);
        MemorySegment picture = MemorySegment.ofArray(new byte[scene.byteSize()]);
        for (int number = 0; number < SCENES; number++) {
            List<MarkedPerson> people = scene.draw(SEED, number, picture);
            try {
                look.accept(scene, people);
            } catch (AssertionError e) {
                throw new AssertionError("scene: seed=" + SEED + ", number=" + number, e);
            }
        }
    }

    private static Rle mask(MarkedPerson person) {
        return person.crowd()
                ? Rle.of(HEIGHT, WIDTH, person.runs())
                : new PolygonFill().fill(person.outline(), HEIGHT, WIDTH);
    }

    private static Rle painted(PeopleScene scene, int figure) {
        BitSet pixels = new BitSet();
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                pixels.set(x * HEIGHT + y, scene.figureAt(y * WIDTH + x) == figure);
            }
        }
        List<Integer> runs = new ArrayList<>();
        int at = 0;
        boolean value = false;
        while (at < WIDTH * HEIGHT) {
            int next = value ? pixels.nextClearBit(at) : pixels.nextSetBit(at);
            int end = next < 0 ? WIDTH * HEIGHT : Math.min(next, WIDTH * HEIGHT);
            runs.add(end - at);
            at = end;
            value = !value;
        }
        return Rle.of(HEIGHT, WIDTH, runs.stream().mapToInt(Integer::intValue).toArray());
    }

    private static boolean near(Rle mask, int x, int y, int reach) {
        byte[] bytes = mask.decode(MaskOrder.ROW_MAJOR);
        for (int py = Math.max(0, y - reach); py <= Math.min(HEIGHT - 1, y + reach); py++) {
            for (int px = Math.max(0, x - reach); px <= Math.min(WIDTH - 1, x + reach); px++) {
                if (bytes[py * WIDTH + px] != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String hash(PeopleScene scene, long seed, int number) {
        byte[] bgr = new byte[scene.byteSize()];
        List<MarkedPerson> people = scene.draw(seed, number, MemorySegment.ofArray(bgr));
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bgr);
            for (MarkedPerson person : people) {
                for (double[] part : person.outline()) {
                    Arrays.stream(part).forEach(v -> sha.update(bytes(v)));
                }
                Arrays.stream(person.runs()).forEach(v -> sha.update(bytes(v)));
                Arrays.stream(person.keypoints()).forEach(v -> sha.update(bytes(v)));
                sha.update(bytes(person.area()));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(double value) {
        return ByteBuffer.allocate(8).putDouble(value).array();
    }
}
