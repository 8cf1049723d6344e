package io.cameo.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortraitTest {
    private static final int SIZE = Portrait.USUAL_SIZE_PX;
    private static final long SEED = 7;

    /**
     * SHA-256 of the picture's bytes and then the landmarks' little-endian floats, as this code drew them on x86-64.
     * They guard against change, wanted or not; a deliberate change of the drawing records new ones here.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 250, 9e9f6fcb31a70915be34e164a4ffa9ca0f687f1b022a8a8954db33a5c1c4e1dd",
        "7, 3, 250, ef6e73ed4eb482751e8693291a4a91a5165e9f146ebf62e6d67e091cba0e5be3",
        "19, 11, 250, bf21db943dfbdac161062c75c0cc116b450cd9e04600e0882660cde648325a33",
        "33, 49, 112, 759b7c560c679315cd5d7a794872966bc8af980343ec47d276dca8d750cf5f9b",
    })
    void drawsTheRecordedBytes(int identity, int shot, int sizePx, String sha256) {
        assertThat(hash(Drawn.of(SEED, identity, shot, sizePx))).isEqualTo(sha256);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, SIZE})
    void aDrawingDoesNotDependOnTheOneBefore(int sizePx) {
        Portrait used = new Portrait(sizePx);
        for (int identity = 0; identity < 40; identity++) {
            Drawn first = Drawn.of(used, SEED, identity, 2, sizePx);
            Drawn other = Drawn.of(used, SEED + 1, 39 - identity, 5, sizePx);
            Drawn again = Drawn.of(used, SEED, identity, 2, sizePx);
            assertThat(hash(again)).isEqualTo(hash(first)).isEqualTo(hash(Drawn.of(SEED, identity, 2, sizePx)));
            assertThat(hash(other)).isNotEqualTo(hash(first));
        }
    }

    @Test
    void twoThreadsDrawTheSame() throws Exception {
        Callable<List<String>> work = () -> {
            Portrait portrait = new Portrait(SIZE);
            List<String> hashes = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                hashes.add(hash(Drawn.of(portrait, SEED, i, i % 7, SIZE)));
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
    void writesToNativeMemoryAndNoFurtherThanItsSize() {
        Portrait portrait = new Portrait(64);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment picture = arena.allocate(portrait.byteSize() + 16L);
            picture.fill((byte) 0x5a);
            portrait.draw(SEED, 1, 1, picture, new float[10]);
            byte[] written = picture.toArray(ValueLayout.JAVA_BYTE);
            assertThat(Arrays.copyOf(written, portrait.byteSize()))
                    .isEqualTo(Drawn.of(SEED, 1, 1, 64).bgr());
            assertThat(Arrays.copyOfRange(written, portrait.byteSize(), written.length))
                    .containsOnly(0x5a);
        }
    }

    @Test
    void landmarksAreOrderedAndInThePicture() {
        Portrait portrait = new Portrait(SIZE);
        for (int i = 0; i < 160; i++) {
            Drawn d = Drawn.of(portrait, SEED, i % 40, i / 40, SIZE);
            for (float at : d.landmarks()) {
                assertThat(at).as("landmark of %d", i).isBetween(0f, SIZE - 1f);
            }
            assertThat(d.x(0)).as("eyes of %d", i).isLessThan(d.x(1) - 0.1f * SIZE);
            assertThat(d.x(3)).as("mouth of %d", i).isLessThan(d.x(4) - 0.05f * SIZE);
            // Down is across the eyes, turned by a quarter.
            float downX = d.y(0) - d.y(1);
            float downY = d.x(1) - d.x(0);
            float eyes = 0;
            float nose = (d.x(2) - d.x(0)) * downX + (d.y(2) - d.y(0)) * downY;
            float left = (d.x(3) - d.x(0)) * downX + (d.y(3) - d.y(0)) * downY;
            float right = (d.x(4) - d.x(0)) * downX + (d.y(4) - d.y(0)) * downY;
            assertThat(nose).as("nose of %d", i).isGreaterThan(eyes);
            assertThat(Math.min(left, right)).as("mouth below nose of %d", i).isGreaterThan(nose);
        }
    }

    /** The pixels agree with the landmarks: pupils are darker and lips redder than the skin between them. */
    @Test
    void featuresAreWhereTheLandmarksSay() {
        Portrait portrait = new Portrait(SIZE);
        int looked = 0;
        int darkEyes = 0;
        int redLips = 0;
        for (int i = 0; i < 400; i++) {
            Person person = new Person(SEED, i % 40);
            Shot shot = new Shot(person, i / 40, SIZE);
            if (person.beard != Person.Beard.NONE || shot.mouthOpen > 0 || shot.sunglasses) {
                continue;
            }
            Drawn d = Drawn.of(portrait, SEED, i % 40, i / 40, SIZE);
            double[] skin = d.skin();
            double[] mouth = d.mean((d.x(3) + d.x(4)) / 2, (d.y(3) + d.y(4)) / 2 + 0.05f * shot.pose.scalePx, 4);
            double eye = Math.max(d.mean(d.x(0), d.y(0), 3)[2], d.mean(d.x(1), d.y(1), 3)[2]);
            looked++;
            darkEyes += eye < skin[2] ? 1 : 0;
            redLips += mouth[2] / mouth[1] > skin[2] / skin[1] ? 1 : 0;
        }
        assertThat(looked).isGreaterThan(100);
        assertThat(darkEyes).isGreaterThan(looked * 9 / 10);
        assertThat(redLips).isGreaterThan(looked * 9 / 10);
    }

    @Test
    void identitiesDifferMoreThanShots() {
        Portrait portrait = new Portrait(SIZE);
        int people = 40;
        int shots = 6;
        double[] middle = new double[people];
        double within = 0;
        for (int p = 0; p < people; p++) {
            double[] shade = new double[shots];
            for (int s = 0; s < shots; s++) {
                shade[s] = Drawn.of(portrait, SEED, p, s, SIZE).skin()[1];
            }
            middle[p] = Arrays.stream(shade).average().orElseThrow();
            within += variance(shade) / people;
        }
        assertThat(variance(middle)).isGreaterThan(2 * within);
    }

    private static double variance(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }

    @Test
    void jpegSizesSpreadAsPhotographsDo() throws IOException {
        Portrait portrait = new Portrait(SIZE);
        int count = 200;
        int[] bytes = new int[count];
        int[] crops = new int[count];
        for (int i = 0; i < count; i++) {
            Drawn d = Drawn.of(portrait, SEED, i % 40, i / 40, SIZE);
            bytes[i] = Jpegs.size(d, 0.95f);
            crops[i] = Jpegs.cropSize(d, 0.95f);
        }
        Arrays.sort(bytes);
        Arrays.sort(crops);
        assertThat(bytes[count / 10]).isBetween(10_000, 20_000);
        assertThat(bytes[count / 2]).isBetween(18_000, 28_000);
        assertThat(bytes[count * 9 / 10]).isBetween(28_000, 42_000);
        assertThat(crops[count / 10]).isGreaterThan(3_500);
        assertThat(crops[count * 9 / 10]).isLessThan(10_000);
    }

    @Test
    void picturesAreExposedWell() {
        Portrait portrait = new Portrait(SIZE);
        for (int i = 0; i < 120; i++) {
            Drawn d = Drawn.of(portrait, SEED, i % 40, i / 40, SIZE);
            int clipped = 0;
            for (byte b : d.bgr()) {
                clipped += b == 0 || b == -1 ? 1 : 0;
            }
            assertThat(clipped / (double) d.bgr().length)
                    .as("share of black or white in portrait %d", i)
                    .isLessThan(0.25);
            double[] skin = d.skin();
            assertThat(skin[2]).as("red of the skin in portrait %d", i).isBetween(25.0, 254.0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 113, 500})
    void everySizeShowsTheSameScene(int sizePx) {
        Drawn usual = Drawn.of(SEED, 4, 1, SIZE);
        Drawn other = Drawn.of(SEED, 4, 1, sizePx);
        for (int i = 0; i < 10; i++) {
            assertThat(other.landmarks()[i] / sizePx).isCloseTo(usual.landmarks()[i] / SIZE, offset(1e-5f));
        }
    }

    @Test
    void refusesWhatItCannotDraw() {
        assertThatThrownBy(() -> new Portrait(31)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Portrait(4097)).isInstanceOf(IllegalArgumentException.class);
        Portrait portrait = new Portrait(32);
        MemorySegment picture = MemorySegment.ofArray(new byte[portrait.byteSize()]);
        assertThatThrownBy(() -> portrait.draw(SEED, -1, 0, picture, new float[10]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negative number: identity=-1, shot=0");
        assertThatThrownBy(() -> portrait.draw(SEED, 0, -1, picture, new float[10]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> portrait.draw(SEED, 0, 0, picture.asSlice(1), new float[10]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> portrait.draw(SEED, 0, 0, picture, new float[9]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String hash(Drawn drawn) {
        ByteBuffer points = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        for (float f : drawn.landmarks()) {
            points.putFloat(f);
        }
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(drawn.bgr());
            return HexFormat.of().formatHex(sha.digest(points.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
