package io.cameo.loader.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import io.cameo.loader.ErrorPolicy;
import io.cameo.loader.MadeRecords;
import io.cameo.loader.Position;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorType;
import io.cameo.loader.matting.MadeClips.Clip;
import io.cameo.matte.CoarseMask;
import io.cameo.matte.Trimaps;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of a sample together: that nothing gets out of step, that everything comes again, that masks can be made again. */
class MattingChainTest {
    private static final int SIZE_PX = 64;

    @TempDir
    static Path folder = Path.of("");

    private static Path clips = Path.of("");

    @BeforeAll
    static void write() throws IOException {
        clips = MadeClips.write(
                folder.resolve("clips.rec"),
                List.of(Clip.of(7, "x", "y", "a"), Clip.of(5, "y", "x").without(2), Clip.of(6, "a", "y", "b", "x")));
    }

    /** Geometry only, each step nearly always. */
    private static List<MattingStep> moving() {
        return List.of(
                MattingSteps.resizeShort(80),
                MattingSteps.padToMultiple(16),
                MattingSteps.cropByAlpha(SIZE_PX, 0.3),
                MattingSteps.flip(0.5),
                MattingSteps.affine(0.8, 25, 12, 0.2, 0));
    }

    private static List<MattingStep> everything() {
        return List.of(
                MattingSteps.resizeShort(80),
                MattingSteps.cropByAlpha(SIZE_PX, 0.2),
                MattingSteps.flip(0.5),
                MattingSteps.gamma(0.5, 0.2, 0.5, 1.5),
                MattingSteps.motionBlur(0.5, 3, 9),
                MattingSteps.noise(0.5, 8),
                MattingSteps.recompress(0.3, 20, 80),
                MattingSteps.affine(0.5, 10, 5, 0.05, 8));
    }

    private static MattingLoaderBuilder all(long seed) {
        return MattingLoader.of(clips)
                .clips(ClipSampling.randomSubset(3, 2))
                .steps(everything())
                .instances(5)
                .slots(InstanceSlots.RANDOM)
                .leaveOut(0.2)
                .alphaFloor(5)
                .masks(MaskSource.coarse(CoarseMask.Settings.VIDEO))
                .maps(MapKind.MOTION)
                .onError(ErrorPolicy.REPLACE)
                .shuffle(seed)
                .batch(2)
                .size(SIZE_PX, SIZE_PX);
    }

    /**
     * Blue says the column of a pixel and green its row; so do the mattes of "x" and "y", and their masks. One step of the
     * ramps is 3 levels and a mask's pixel is at most one off on either axis: 3 levels times what a warp may stretch.
     */
    @Test
    void imagesMattesAndMasksStayTogetherThroughAnyChain() throws IOException {
        int compared = 0;
        try (MattingLoader loader = MattingLoader.of(clips)
                .clips(ClipSampling.randomSubset(3, 2))
                .steps(moving())
                .instances(5)
                .slots(InstanceSlots.RANDOM)
                .masks(MaskSource.stored())
                .shuffle(11)
                .batch(4)
                .size(SIZE_PX, SIZE_PX)
                .open()) {
            for (MattingBatch batch : loader.epochs(0, 6)) {
                for (int row = 0; row < batch.rows(); row++) {
                    for (int slot = 0; slot < 5; slot++) {
                        String id = batch.id(row, slot);
                        if (id.equals("x") || id.equals("y")) {
                            compared += compare(batch, row, slot, id.equals("x") ? 2 : 1);
                        }
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(200);
    }

    private static int compare(MattingBatch batch, int row, int slot, int channel) {
        int compared = 0;
        int pixels = SIZE_PX * SIZE_PX;
        for (int frame = 0; frame < 3; frame++) {
            if (!batch.isValid(row, frame, slot)) {
                continue;
            }
            byte[] matte = MadeClips.plane(batch, batch.alphas(), row, frame, slot);
            byte[] mask = MadeClips.plane(batch, batch.masks(), row, frame, slot);
            long image = ((row * 3L + frame) * 3 + channel) * pixels;
            int far = 0;
            int most = 0;
            for (int at = 0; at < pixels; at++) {
                int color = batch.images().get(LittleEndian.BYTE, image + at) & 0xff;
                assertThat(Math.abs(color - (matte[at] & 0xff)))
                        .as(batch.history(row))
                        .isLessThanOrEqualTo(1);
                // At the edge of what is black, a nearest pixel is all or nothing.
                far += Math.abs(color - (mask[at] & 0xff)) > 7 ? 1 : 0;
                most = Math.max(most, color);
            }
            assertThat(far).as(batch.history(row)).isLessThan(5 * SIZE_PX);
            assertThat(most).isGreaterThan(20);
            compared++;
        }
        return compared;
    }

    @Test
    void anyNumberOfWorkersGivesTheSameBytes() throws IOException {
        List<Long> expected = new ArrayList<>();
        for (int workers : new int[] {1, 2, 5}) {
            try (MattingLoader loader = all(5).workers(workers).open()) {
                List<Long> sums = MadeClips.sums(loader.epochs(1, 3));
                expected = expected.isEmpty() ? sums : expected;
                assertThat(sums).as("workers=%s", workers).isEqualTo(expected);
            }
        }
        assertThat(expected.stream().distinct()).hasSameSizeAs(expected);
        try (MattingLoader other = all(6).open()) {
            assertThat(MadeClips.sums(other.epochs(1, 3))).doesNotContainAnyElementsOf(expected);
        }
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void cutAnywhereTheRestIsWhatWouldHaveFollowed() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 12; round++) {
            int world = random.nextInt(1, 3);
            int rank = random.nextInt(world);
            int batch = random.nextInt(1, 4);
            List<Long> expected;
            try (MattingLoader loader =
                    all(seed).shard(rank, world).batch(batch).open()) {
                expected = MadeClips.sums(loader.epochs(2, 4));
            }
            int cut = random.nextInt(expected.size() + 1);
            List<Long> seen = new ArrayList<>();
            byte[] token;
            try (MattingLoader loader =
                    all(seed).shard(rank, world).batch(batch).workers(3).open()) {
                Iterator<MattingBatch> batches = loader.epochs(2, 4).iterator();
                for (int i = 0; i < cut; i++) {
                    seen.add(MadeClips.sum(batches.next()));
                }
                token = loader.position().toBytes();
            }
            try (MattingLoader loader =
                    all(seed).shard(rank, world).batch(batch).workers(1).open()) {
                MattingBatches rest = loader.resume(Position.ofBytes(token), 4);
                assertThat(rest.count()).isEqualTo(expected.size() - cut);
                seen.addAll(MadeClips.sums(rest));
            }
            assertThat(seen)
                    .as("seed=%s round=%s world=%s rank=%s batch=%s", seed, round, world, rank, batch)
                    .isEqualTo(expected);
        }
        try (MattingLoader loader = all(seed).open();
                MattingLoader other = all(seed).alphaFloor(6).open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.resume(loader.position()))
                    .withMessageContaining("other settings");
        }
    }

    @Test
    void aRecordedMaskIsMadeAgain() throws IOException {
        int replayed = 0;
        try (MattingLoader loader = all(21).open();
                CoarseMask coarse = CoarseMask.create();
                Arena arena = Arena.ofConfined()) {
            for (MattingBatch batch : loader.epochs(0, 2)) {
                for (int row = 0; row < batch.rows(); row++) {
                    List<Image> planes = new ArrayList<>();
                    List<byte[]> masks = new ArrayList<>();
                    for (int plane = 0; plane < 15; plane++) {
                        if (batch.isValid(row, plane / 5, plane % 5)) {
                            byte[] matte = MadeClips.plane(batch, batch.alphas(), row, plane / 5, plane % 5);
                            MemorySegment copy = arena.allocate(matte.length).copyFrom(MemorySegment.ofArray(matte));
                            planes.add(Image.wrap(copy, SIZE_PX, SIZE_PX, SIZE_PX, PixelFormat.GRAY8));
                            masks.add(MadeClips.plane(batch, batch.masks(), row, plane / 5, plane % 5));
                        }
                    }
                    if (planes.isEmpty()) {
                        continue;
                    }
                    String text = batch.maskRecipe(row).toString();
                    coarse.apply(CoarseMask.Recipe.parse(text), planes);
                    for (int i = 0; i < planes.size(); i++) {
                        assertThat(planes.get(i).toBytes()).as(text).isEqualTo(masks.get(i));
                    }
                    replayed += planes.size();
                }
            }
        }
        assertThat(replayed).isGreaterThan(50);
    }

    @Test
    void mapsAreThoseOfTheMattes() throws IOException {
        for (MapKind kind : List.of(MapKind.TRIMAP, MapKind.TRANSITION, MapKind.MOTION)) {
            try (MattingLoader loader = all(3).maps(kind).batch(1).open();
                    Arena arena = Arena.ofConfined()) {
                int set = 0;
                for (MattingBatch batch : loader.epoch(0)) {
                    set += checkMaps(batch, kind, arena);
                }
                assertThat(set).as("%s", kind).isPositive();
            }
        }
    }

    /** How many planes have something set. */
    private static int checkMaps(MattingBatch batch, MapKind kind, Arena arena) {
        int set = 0;
        Image map = Image.allocate(arena, SIZE_PX, SIZE_PX, PixelFormat.GRAY8);
        for (int plane = 0; plane < 15; plane++) {
            int frame = plane / 5;
            int slot = plane % 5;
            byte[] found = MadeClips.plane(batch, batch.maps(), 0, frame, slot);
            if (!batch.isValid(0, frame, slot)) {
                assertThat(found).containsOnly(0);
                continue;
            }
            byte[] matte = MadeClips.plane(batch, batch.alphas(), 0, frame, slot);
            MemorySegment copy = arena.allocate(matte.length).copyFrom(MemorySegment.ofArray(matte));
            Image alpha = Image.wrap(copy, SIZE_PX, SIZE_PX, SIZE_PX, PixelFormat.GRAY8);
            if (kind == MapKind.TRIMAP) {
                new Trimaps().evaluation(alpha, map);
                assertThat(found).isEqualTo(map.toBytes());
            } else if (kind == MapKind.TRANSITION) {
                int[] drawn = drawn(batch.history(0), "transition frame=" + frame + " slot=" + slot + " ");
                new Trimaps().transition(alpha, drawn[0], drawn[1], map);
                assertThat(found).isEqualTo(map.toBytes());
            } else if (frame == 0) {
                assertThat(found).containsOnly(1);
            } else {
                assertThat(found).containsAnyOf((byte) 0, (byte) 1).doesNotContain((byte) 2);
            }
            for (byte sample : found) {
                if (sample != 0) {
                    set++;
                    break;
                }
            }
        }
        return set;
    }

    /** Size and iterations behind a text. */
    private static int[] drawn(String history, String step) {
        int at = history.indexOf(step);
        assertThat(at).as(history).isNotNegative();
        String[] words = history.substring(at + step.length()).split("[ =;]+", 5);
        return new int[] {Integer.parseInt(words[1]), Integer.parseInt(words[3])};
    }

    /** The upper left pixel of every 8x8 block, as floats. */
    @Test
    void smallMasksAreMasksMadeSmall() throws IOException {
        try (MattingLoader large = all(9).batch(1).open();
                MattingLoader small = all(9).smallMasks()
                        .batch(1, TensorLayout.NHWC, TensorType.FLOAT16)
                        .planes(TensorType.FLOAT32)
                        .open()) {
            MattingBatch one = large.epoch(0).iterator().next();
            MattingBatch other = small.epoch(0).iterator().next();
            assertThat(other.masks().byteSize()).isEqualTo(15L * 8 * 8 * Float.BYTES);
            assertThat(other.maskSpec().widthPx()).isEqualTo(8);
            assertThat(other.imageSpec().type()).isEqualTo(TensorType.FLOAT16);
            for (int at = 0; at < 15 * 64; at++) {
                int pixel = at / 64 * SIZE_PX * SIZE_PX + at / 8 % 8 * 8 * SIZE_PX + at % 8 * 8;
                int mask = one.masks().get(LittleEndian.BYTE, pixel) & 0xff;
                assertThat(other.masks().get(LittleEndian.FLOAT, 4L * at)).isEqualTo(mask / 255f);
            }
        }
    }
}
