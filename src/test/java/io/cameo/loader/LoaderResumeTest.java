package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.Interpolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoaderResumeTest {
    @TempDir
    static Path folder = Path.of("");

    private static Path first = Path.of("");
    private static Path second = Path.of("");

    @BeforeAll
    static void write() throws IOException {
        first = MadeRecords.write(folder.resolve("a.rec"), 0, 61);
        List<Integer> bad = List.of(3, 4, 20);
        second = MadeRecords.writeWithBad(folder.resolve("b.rec"), 30, bad);
    }

    private static LoaderBuilder everything(long seed, int kind) {
        LoaderBuilder builder = Loader.of(first, second)
                .augment(
                        Augments.randomResizedCrop(14, 10, 0.5f, 1, 0.9f, 1.1f, Interpolation.LINEAR),
                        Augments.colorJitter(0.3f, 0.3f, 0.3f))
                .normalize(Normalization.FACE)
                .size(14, 10)
                .onError(kind % 2 == 0 ? ErrorPolicy.SKIP : ErrorPolicy.REPLACE);
        return switch (kind) {
            case 0, 1 -> builder.shuffle(seed).batch(4, TensorLayout.NCHW, TensorType.FLOAT32);
            case 2 -> builder.balanced(seed).batch(5, TensorLayout.NHWC, TensorType.FLOAT16);
            default -> builder.groups(3, 2, seed).batch(6, TensorLayout.NCHW, TensorType.FLOAT32);
        };
    }

    @Test
    void cutAnywhereTheRestIsWhatWouldHaveFollowed() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            int kind = random.nextInt(4);
            int world = random.nextInt(1, 4);
            int rank = random.nextInt(world);
            boolean even = random.nextBoolean();
            UnaryOperator<LoaderBuilder> sharded = builder -> builder.shard(rank, world)
                    .last(even ? LastBatch.EVEN : LastBatch.DROP)
                    .workers(random.nextInt(1, 4))
                    .prefetch(random.nextInt(1, 6));
            String story = "seed=" + seed + " round=" + round + " kind=" + kind + " world=" + world + " rank=" + rank;
            long epoch = random.nextInt(3);
            List<Long> expected;
            try (Loader loader = sharded.apply(everything(seed, kind)).open()) {
                expected = MadeRecords.sums(loader.epochs(epoch, epoch + 2));
            }
            int cut = random.nextInt(expected.size() + 1);
            List<Long> seen = new ArrayList<>();
            byte[] token;
            try (Loader loader = sharded.apply(everything(seed, kind)).open()) {
                Iterator<Batch> batches = loader.epochs(epoch, epoch + 2).iterator();
                for (int i = 0; i < cut; i++) {
                    seen.add(MadeRecords.sum(batches.next()));
                }
                token = loader.position().toBytes();
            }
            assertThat(token).hasSizeLessThanOrEqualTo(128);
            try (Loader loader = sharded.apply(everything(seed, kind)).open()) {
                Batches rest = loader.resume(Position.ofBytes(token), epoch + 2);
                assertThat(rest.count()).as(story).isEqualTo(expected.size() - cut);
                seen.addAll(MadeRecords.sums(rest));
            }
            assertThat(seen).as(story).isEqualTo(expected);
        }
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void anotherWorldGoesOnWithoutLosingOrRepeatingASample() throws IOException {
        List<Long> keys = new ArrayList<>();
        byte[][] tokens = new byte[2][];
        for (int rank = 0; rank < 2; rank++) {
            try (Loader loader =
                    Loader.of(first).shuffle(3).shard(rank, 2).batch(4).open()) {
                Iterator<Batch> batches = loader.epoch(5).iterator();
                for (int i = 0; i < 3; i++) {
                    Batch batch = batches.next();
                    keys.addAll(MadeRecords.keys(List.of(batch)));
                }
                tokens[rank] = loader.position().toBytes();
            }
        }
        assertThat(tokens[1]).isEqualTo(tokens[0]);
        for (int rank = 0; rank < 3; rank++) {
            try (Loader loader =
                    Loader.of(first).shuffle(3).shard(rank, 3).batch(7).open()) {
                keys.addAll(MadeRecords.keys(loader.resume(Position.ofBytes(tokens[0]))));
            }
        }
        assertThat(keys).doesNotHaveDuplicates().hasSize(61);
    }

    @Test
    void aTokenOfOtherDataOrSettingsIsRefused() throws IOException {
        byte[] token;
        try (Loader loader = Loader.of(first).shuffle(1).batch(4).open()) {
            loader.epoch(0).iterator().next();
            token = loader.position().toBytes();
            assertThat(loader.resume(Position.ofBytes(token)).count()).isEqualTo(15);
        }
        Position position = Position.ofBytes(token);
        Path copy = folder.resolve("copy.rec");
        Files.copy(first, copy);
        Files.copy(folder.resolve("a.idx"), folder.resolve("copy.idx"));
        try (Loader loader = Loader.of(copy).shuffle(1).batch(8).workers(1).open()) {
            assertThat(loader.resume(position).count()).isEqualTo(8); // same bytes under another name
        }
        List<LoaderBuilder> otherData = List.of(
                Loader.of(second), Loader.of(first, second), Loader.of(first).labels(label -> label != 3));
        for (LoaderBuilder builder : otherData) {
            try (Loader loader = builder.shuffle(1).batch(4).open()) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> loader.resume(position))
                        .withMessageStartingWith("position is of other data: ");
            }
        }
        List<LoaderBuilder> otherSettings = List.of(
                Loader.of(first).shuffle(2),
                Loader.of(first).seed(1),
                Loader.of(first).shuffle(1).augment(Augments.mirror()),
                Loader.of(first).shuffle(1).normalize(Normalization.NONE.withMirror()),
                Loader.of(first).shuffle(1).onError(ErrorPolicy.SKIP),
                Loader.of(first).shuffle(1).batch(4, TensorLayout.NCHW, TensorType.UINT8));
        for (LoaderBuilder builder : otherSettings) {
            try (Loader loader = builder.open()) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> loader.resume(position))
                        .withMessageStartingWith("position is of other settings: ");
            }
        }
        try (Loader loader = Loader.of(first).shuffle(1).open()) {
            Position beyond = new Position(0, 62, position.dataFingerprint(), position.settingsHash());
            assertThatIllegalArgumentException().isThrownBy(() -> loader.resume(beyond));
        }
    }

    @Test
    void aDamagedTokenIsRefusedWhicheverBitIsWrong() {
        Position position = new Position(7, 123_456_789_012L, -5, 0x1234_5678_9abc_def0L);
        byte[] token = position.toBytes();
        assertThat(Position.ofBytes(token)).isEqualTo(position);
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] damaged = token.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatIllegalArgumentException().as("bit %d", bit).isThrownBy(() -> Position.ofBytes(damaged));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Position.ofBytes(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> Position.ofBytes(new byte[41]));
    }

    @Test
    void aStepWithoutNameCannotBeResumed() throws IOException {
        Augment step = (image, random, scratch) -> image;
        try (Loader loader = Loader.of(first).augment(step).open()) {
            assertThatThrownBy(loader::position).hasMessageContaining("Augments.named");
        }
        try (Loader loader =
                Loader.of(first).augment(Augments.named("as it is", step)).open()) {
            assertThat(loader.position().unitsDone()).isZero();
        }
    }

    /** The largest order that is drawn rather than computed is the slowest to restore; the best of some, on a busy machine. */
    @Test
    void restoringTakesLessThanAMillisecond() {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            long begin = System.nanoTime();
            SampleOrder order = new ShuffledOrder(1 << 16, 5, i);
            EpochPlan plan = new EpochPlan(order, i, 1_000, 1, 4, 256, LastBatch.EVEN);
            best = Math.min(best, System.nanoTime() - begin);
            assertThat(plan.batches()).isEqualTo(64);
        }
        assertThat(best).isLessThan(1_000_000);
    }
}
