package io.cameo.loader.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.image.PixelFormat;
import io.cameo.loader.ErrorPolicy;
import io.cameo.loader.LastBatch;
import io.cameo.loader.MadeRecords;
import io.cameo.loader.Normalization;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorType;
import io.cameo.loader.matting.MadeClips.Clip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a batch holds, against what was written. */
class MattingLoaderTest {
    private static final int W = MadeClips.WIDTH_PX;
    private static final int H = MadeClips.HEIGHT_PX;

    @TempDir
    Path folder;

    private MattingLoaderBuilder of(List<Clip> clips) throws IOException {
        return MattingLoader.of(MadeClips.write(folder.resolve("a.rec"), clips)).size(W, H);
    }

    @ParameterizedTest
    @EnumSource(names = {"GRAY8", "GRAY16"})
    void batchesHoldWhatTheRecordsHold(PixelFormat format) throws IOException {
        List<Clip> clips = List.of(Clip.of(1, "x"), Clip.of(1, "a", "y", "b"), Clip.of(1, "b", "x"));
        Path rec = MadeClips.write(folder.resolve("a.rec"), clips, format, true);
        try (MattingLoader loader = MattingLoader.of(rec)
                .size(W, H)
                .instances(4)
                .masks(MaskSource.stored())
                .batch(2)
                .workers(2)
                .open()) {
            assertThat(loader.samples()).isEqualTo(3);
            int key = 0;
            for (MattingBatch batch : loader.epoch(0)) {
                assertThat(batch.clipLength()).isEqualTo(1);
                for (int row = 0; row < 2; row++, key++) {
                    assertThat(batch.isValid(row)).isEqualTo(key < 3);
                    assertThat(batch.key(row, 0)).isEqualTo(key < 3 ? key : -1);
                    assertThat(batch.frame(row, 0)).isEqualTo(key < 3 ? 0 : -1);
                    assertThat(batch.widthPx(row)).isEqualTo(key < 3 ? W : 0);
                    assertThat(batch.heightPx(row)).isEqualTo(key < 3 ? H : 0);
                    List<String> people = key < 3 ? clips.get(key).people() : List.of();
                    for (int slot = 0; slot < 4; slot++) {
                        boolean isThere = slot < people.size();
                        assertThat(batch.isValid(row, 0, slot)).isEqualTo(isThere);
                        assertThat(batch.id(row, slot)).isEqualTo(isThere ? people.get(slot) : "");
                        assertThat(batch.idNumber(row, slot) >= 0).isEqualTo(isThere);
                        byte[] expected = isThere ? samples(clips.get(key), 0, people.get(slot)) : new byte[W * H];
                        assertThat(MadeClips.plane(batch, batch.alphas(), row, 0, slot))
                                .isEqualTo(expected);
                        assertThat(MadeClips.plane(batch, batch.masks(), row, 0, slot))
                                .isEqualTo(expected);
                    }
                    boolean exists = key < 3;
                    long image = (long) row * 3 * W * H;
                    for (int at = 0; at < W * H; at++) {
                        assertThat(batch.images().get(LittleEndian.BYTE, image + 2L * W * H + at))
                                .isEqualTo((byte) (exists ? MadeClips.ramp(at % W, W) : 0));
                        assertThat(batch.images().get(LittleEndian.BYTE, image + (long) W * H + at))
                                .isEqualTo((byte) (exists ? MadeClips.ramp(at / W, H) : 0));
                    }
                }
                assertThat(batch.samples()).isEqualTo(batch.number() == 0 ? 2 : 1);
            }
            assertThat(key).isEqualTo(4);
        }
        MadeRecords.assertNothingLeft(folder);
    }

    private static byte[] samples(Clip clip, int frame, String id) {
        byte[] samples = new byte[clip.widthPx() * clip.heightPx()];
        for (int at = 0; at < samples.length; at++) {
            samples[at] = (byte) MadeClips.sample(clip, frame, id, at % clip.widthPx(), at / clip.widthPx());
        }
        return samples;
    }

    @Test
    void floatsEqualTheirDefinition() throws IOException {
        float[] mean = {0.485f * 255, 0.456f * 255, 0.406f * 255};
        float[] std = {0.229f * 255, 0.224f * 255, 0.225f * 255};
        try (MattingLoader loader = of(List.of(Clip.of(2, "x", "y")))
                .clips(ClipSampling.windows(2, 0))
                .batch(1, TensorLayout.NHWC, TensorType.FLOAT32)
                .planes(TensorType.FLOAT32)
                .open()) {
            MattingBatch batch = loader.epoch(0).iterator().next();
            for (int at = 0; at < 2 * W * H; at++) {
                int x = at % W;
                int y = at / W % H;
                int[] rgb = {at / W / H, MadeClips.ramp(y, H), MadeClips.ramp(x, W)};
                for (int channel = 0; channel < 3; channel++) {
                    float expected = (rgb[channel] - mean[channel]) * (1 / std[channel]) + 0;
                    assertThat(batch.images().get(LittleEndian.FLOAT, (3L * at + channel) * Float.BYTES))
                            .isEqualTo(expected);
                }
                long plane = (long) (at / W / H) * 10 * W * H + at % (W * H);
                assertThat(batch.alphas().get(LittleEndian.FLOAT, plane * Float.BYTES))
                        .isEqualTo(rgb[2] * (1 / 255f));
            }
            assertThat(255 * (1 / 255f)).isEqualTo(1f);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MattingLoader.of(folder).normalize(Normalization.FACE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MattingLoader.of(folder).planes(TensorType.INT8));
    }

    @Test
    void windowsOverlapAndIdsStay() throws IOException {
        List<Clip> clips = List.of(Clip.of(5, "a", "b", "c"), Clip.of(2, "a"), Clip.of(3, "c", "a"));
        try (MattingLoader loader = of(clips)
                .clips(ClipSampling.windows(3, 2))
                .instances(2)
                .batch(3)
                .open()) {
            assertThat(loader.samples()).isEqualTo(5);
            List<String> seen = new ArrayList<>();
            Map<String, Set<Long>> numbers = new TreeMap<>();
            for (MattingBatch batch : loader.epoch(0)) {
                for (int row = 0; row < 3; row++) {
                    if (!batch.isValid(row)) {
                        continue;
                    }
                    ClipWindow window = batch.window(row);
                    StringBuilder text = new StringBuilder();
                    for (int frame = 0; frame < 3; frame++) {
                        text.append(batch.key(row, frame)).append(' ');
                        assertThat(batch.isValid(row, frame, 0)).isEqualTo(batch.key(row, frame) >= 0);
                    }
                    seen.add(text + "skip=" + window.skip() + " " + window.isFirst() + " " + window.isLast());
                    String video = batch.key(row, 0) < 5 ? "v0" : batch.key(row, 0) < 7 ? "v1" : "v2";
                    for (int slot = 0; slot < 2; slot++) {
                        if (!batch.id(row, slot).isEmpty()) {
                            numbers.computeIfAbsent(video + batch.id(row, slot), _ -> new HashSet<>())
                                    .add(batch.idNumber(row, slot));
                        }
                    }
                }
            }
            assertThat(seen)
                    .containsExactly(
                            "0 1 2 skip=0 true false",
                            "1 2 3 skip=2 false false",
                            "2 3 4 skip=2 false true",
                            "5 6 -1 skip=0 true true",
                            "7 8 9 skip=0 true true");
            assertThat(numbers.keySet()).containsExactly("v0a", "v0b", "v1a", "v2a", "v2c");
            assertThat(numbers.values()).allSatisfy(set -> assertThat(set).hasSize(1));
            assertThat(numbers.values().stream().flatMap(Set::stream)).doesNotHaveDuplicates();
        }
    }

    @Test
    void gapsAreHandledAsSaid() throws IOException {
        List<Clip> clips = List.of(Clip.of(6, "a").without(0, 3), Clip.of(3, "a"));
        assertThat(starts(of(clips).missingFrames(MissingFrames.SPLIT))).containsExactly("1 2", "4 5", "6 7", "7 8");
        assertThat(starts(of(clips).missingFrames(MissingFrames.CLOSE_UP)))
                .containsExactly("1 2", "2 4", "4 5", "6 7", "7 8");
        MattingLoaderBuilder strict =
                of(clips).clips(ClipSampling.windows(2, 1)).missingFrames(MissingFrames.FAIL);
        assertThatIllegalArgumentException().isThrownBy(strict::open).withMessageContaining("first_key=0, frame=0");
        MadeRecords.assertNothingLeft(folder);
    }

    private static List<String> starts(MattingLoaderBuilder builder) throws IOException {
        try (MattingLoader loader =
                builder.clips(ClipSampling.windows(2, 1)).batch(1).open()) {
            return loader.epoch(0).stream()
                    .map(batch -> batch.key(0, 0) + " " + batch.key(0, 1))
                    .toList();
        }
    }

    @Test
    void whoDoesNotFitIsFirstOrDrawnAndSlotsMayBeAnywhere() throws IOException {
        List<Clip> clips = List.of(Clip.of(2, "a", "b", "c", "d", "e"));
        Set<String> first = people(of(clips).instances(3, false));
        assertThat(first).containsExactly("abc");
        assertThat(people(of(clips).clips(ClipSampling.windows(2, 0)).instances(3)))
                .isEqualTo(first);
        Set<String> drawn = people(of(clips).instances(3));
        assertThat(drawn).hasSize(10).allSatisfy(text -> assertThat(text).matches("a?b?c?d?e?"));
        Set<String> anywhere = people(of(clips).instances(7).slots(InstanceSlots.RANDOM));
        assertThat(anywhere).hasSizeGreaterThan(150);
        assertThat(anywhere)
                .allSatisfy(text -> assertThat(text.replace("-", "")).hasSize(5));
        assertThat(people(of(clips).instances(7).leaveOut(1))).hasSize(5);
    }

    /** Who was seen in which order, empty slots as dashes between; the same in all frames. */
    private static Set<String> people(MattingLoaderBuilder builder) throws IOException {
        Set<String> all = new HashSet<>();
        try (MattingLoader loader = builder.seed(4).batch(2).open()) {
            for (MattingBatch batch : loader.epochs(0, 200)) {
                StringBuilder text = new StringBuilder();
                for (int slot = 0; slot < batch.instances(); slot++) {
                    String id = batch.id(0, slot);
                    text.append(id.isEmpty() ? "-" : id);
                    for (int frame = 0; frame < batch.clipLength(); frame++) {
                        assertThat(batch.isValid(0, frame, slot)).isEqualTo(!id.isEmpty());
                    }
                }
                all.add(text.toString().replaceAll("-+$", ""));
            }
        }
        return all;
    }

    @Test
    void ranksTogetherHaveEverySampleOnce() throws IOException {
        Path first = MadeClips.write(folder.resolve("a.rec"), List.of(Clip.of(9, "a"), Clip.of(1, "b")));
        Path second = MadeClips.write(folder.resolve("b.rec"), List.of(Clip.of(6, "c")));
        for (int world = 1; world <= 4; world++) {
            List<String> starts = new ArrayList<>();
            Set<Long> counts = new HashSet<>();
            for (int rank = 0; rank < world; rank++) {
                try (MattingLoader loader = MattingLoader.of(first, second)
                        .clips(ClipSampling.windows(2, 1))
                        .size(W, H)
                        .shuffle(8)
                        .shard(rank, world)
                        .last(LastBatch.EVEN)
                        .batch(2)
                        .open()) {
                    counts.add(loader.epoch(1).count());
                    for (MattingBatch batch : loader.epoch(1)) {
                        for (int row = 0; row < 2; row++) {
                            if (batch.isValid(row)) {
                                starts.add(batch.id(row, 0) + batch.key(row, 0));
                            }
                        }
                    }
                }
            }
            assertThat(starts)
                    .containsExactlyInAnyOrder(
                            "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "b9", "c0", "c1", "c2", "c3", "c4");
            assertThat(counts).hasSize(1);
        }
    }

    @Test
    void badSamplesFailOrLeaveTheirRowsEmpty() throws IOException {
        Path rec = MadeClips.write(
                folder.resolve("a.rec"),
                List.of(Clip.of(1, "x"), Clip.of(1, "y").sized(W + 1, H), Clip.of(1, "b")));
        MattingLoaderBuilder builder = MattingLoader.of(rec).size(W, H).batch(3);
        try (MattingLoader loader = builder.open()) {
            Iterator<MattingBatch> batches = loader.epoch(0).iterator();
            assertThatThrownBy(batches::next)
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("key=1, reason=sample is larger than a row of the batch");
            assertThat(batches.hasNext()).isFalse();
        }
        try (MattingLoader loader = builder.onError(ErrorPolicy.SKIP).open()) {
            MattingBatch batch = loader.epoch(0).iterator().next();
            assertThat(batch.samples()).isEqualTo(2);
            assertThat(batch.isValid(1)).isFalse();
            assertThat(batch.key(1, 0)).isEqualTo(-1);
            assertThat(MadeClips.plane(batch, batch.alphas(), 1, 0, 0)).containsOnly(0);
            assertThat(batch.badSamples()).singleElement().satisfies(bad -> {
                assertThat(bad.key()).isEqualTo(1);
                assertThat(bad.row()).isEqualTo(1);
            });
        }
        try (MattingLoader loader =
                builder.onError(ErrorPolicy.REPLACE).leastArea(0.2).open()) {
            MattingBatch batch = loader.epoch(0).iterator().next();
            assertThat(batch.samples()).isEqualTo(3);
            assertThat(batch.key(1, 0)).isZero(); // the disc is too small to stay
            assertThat(batch.key(2, 0)).isZero();
            assertThat(batch.badSamples()).hasSizeGreaterThanOrEqualTo(2);
        }
        try (MattingLoader loader = MattingLoader.of(
                        MadeClips.write(folder.resolve("b.rec"), List.of(Clip.of(1, "x")), PixelFormat.GRAY8, false))
                .size(W, H)
                .masks(MaskSource.stored())
                .open()) {
            assertThatThrownBy(() -> loader.epoch(0).iterator().next())
                    .hasMessageContaining("person has no stored mask: id=x");
        }
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void closingAtAnyTimeLeavesNothing() throws IOException {
        for (int drawn = 0; drawn < 4; drawn++) {
            MattingLoader loader = of(List.of(Clip.of(40, "x", "a")))
                    .clips(ClipSampling.randomSubset(3, 2))
                    .masks(MaskSource.ofMattes())
                    .maps(MapKind.MOTION)
                    .shuffle(1)
                    .batch(2)
                    .workers(3)
                    .open();
            Iterator<MattingBatch> batches = loader.epoch(0).iterator();
            MattingBatch last = null;
            for (int i = 0; i < drawn; i++) {
                last = batches.next();
            }
            loader.close();
            loader.close();
            if (last != null) {
                assertThatThrownBy(last::alphas).isInstanceOf(IllegalStateException.class);
            }
            assertThatThrownBy(batches::next).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> loader.epoch(0).iterator()).isInstanceOf(IllegalStateException.class);
            MadeRecords.assertNothingLeft(folder);
        }
    }

    @Test
    void whatWasNotAskedForIsNotThere() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MattingLoader.of(folder).open())
                .withMessageContaining("size");
        try (MattingLoader loader = of(List.of(Clip.of(1, "x"))).open()) {
            MattingBatch batch = loader.epoch(0).iterator().next();
            assertThatThrownBy(batch::masks).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(batch::maps).isInstanceOf(IllegalStateException.class);
            assertThat(batch.alphas().byteSize()).isEqualTo(8L * 10 * W * H);
            assertThatIllegalArgumentException().isThrownBy(() -> loader.epochs(2, 2));
        }
    }
}
