package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.LittleEndian;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.image.ChannelOrder;
import io.cameo.image.Encoding;
import io.cameo.image.ImageCodec;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoaderTest {
    @TempDir
    Path folder;

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void batchesHoldWhatTheRecordsHold() throws IOException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 10);
        try (ImageCodec codec = ImageCodec.create();
                Loader loader = Loader.of(rec).batch(4).workers(2).open()) {
            assertThat(loader.spec())
                    .isEqualTo(new TensorSpec(
                            TensorLayout.NHWC,
                            TensorType.UINT8,
                            ChannelOrder.RGB,
                            MadeRecords.HEIGHT_PX,
                            MadeRecords.WIDTH_PX));
            int key = 0;
            assertThat(loader.epoch(0).count()).isEqualTo(3);
            for (Batch batch : loader.epoch(0)) {
                assertThat(batch.number()).isEqualTo(key / 4);
                for (int row = 0; row < 4; row++, key++) {
                    boolean exists = key < 10;
                    assertThat(batch.isValid(row)).isEqualTo(exists);
                    assertThat(batch.key(row)).isEqualTo(exists ? key : -1);
                    assertThat(batch.label(row)).isEqualTo(exists ? key / 4 : 0);
                    assertThat(batch.exactLabel(row)).isEqualTo(exists ? key / 4 : 0);
                    assertThat(MadeRecords.row(batch, row))
                            .isEqualTo(exists ? MadeRecords.rgb(codec, key) : new byte[MadeRecords.PIXEL_BYTES]);
                }
                assertThat(batch.samples()).isEqualTo(Math.min(4, 10 - 4 * (int) batch.number()));
                assertThat(batch.badSamples()).isEmpty();
            }
            assertThat(key).isEqualTo(12);
        }
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void normalizedPlanesEqualTheirDefinition() throws IOException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 3);
        try (ImageCodec codec = ImageCodec.create();
                Loader loader = Loader.of(rec)
                        .batch(2, TensorLayout.NCHW, TensorType.FLOAT32)
                        .normalize(127.5f, 128f)
                        .open()) {
            for (Batch batch : loader.epoch(0)) {
                for (int row = 0; row < 2; row++) {
                    byte[] rgb = batch.isValid(row) ? MadeRecords.rgb(codec, batch.key(row)) : new byte[0];
                    for (int i = 0; i < rgb.length; i++) {
                        long plane = (long) i % 3 * rgb.length / 3 + i / 3;
                        assertThat(batch.images().get(LittleEndian.FLOAT, (row * (long) rgb.length + plane) * 4))
                                .isEqualTo(((rgb[i] & 0xff) - 127.5f) / 128f);
                    }
                }
            }
        }
    }

    @Test
    void identityRecordsAreLeftOutAndLargeLabelsAreExact() throws IOException {
        long large = (1L << 24) + 1;
        for (FaceLayout layout : List.of(FaceLayout.A, FaceLayout.B, FaceLayout.C)) {
            Path rec =
                    MadeRecords.writeFaces(folder.resolve(layout + ".rec"), layout, large, large, large + 1, large + 2);
            try (Loader loader = Loader.of(rec).batch(4).open()) {
                assertThat(loader.samples()).isEqualTo(4);
                for (Batch batch : loader.epoch(0)) {
                    assertThat(LongStream.range(0, 4).map(i -> (long) batch.exactLabel((int) i)))
                            .containsExactly(large, large, large + 1, large + 2);
                    assertThat(batch.key(0)).isEqualTo(layout.firstKey());
                }
            }
            try (Loader loader =
                    Loader.of(rec).labels(label -> label > large).batch(4).open()) {
                assertThat(MadeRecords.keys(loader.epoch(0)))
                        .isEqualTo(range(layout.firstKey() + 2, layout.firstKey() + 4));
            }
        }
    }

    @Test
    void severalFilesAreOneRowOfSamplesAndAFilterChooses() throws IOException {
        Path first = MadeRecords.write(folder.resolve("a.rec"), 0, 10);
        Path second = MadeRecords.write(folder.resolve("b.rec"), 100, 7);
        Path third = MadeRecords.write(folder.resolve("c.rec"), 200, 1);
        try (Loader loader = Loader.of(first, second, third).batch(5).open()) {
            List<Long> expected = new ArrayList<>(range(0, 10));
            expected.addAll(range(100, 107));
            expected.add(200L);
            assertThat(MadeRecords.keys(loader.epoch(0))).isEqualTo(expected);
        }
        try (Loader loader = Loader.of(first, second, third)
                .labels(label -> label == 1 || label == 25 || label == 50)
                .shuffle(3)
                .open()) {
            assertThat(loader.samples()).isEqualTo(9);
            assertThat(MadeRecords.keys(loader.epoch(4)))
                    .containsExactlyInAnyOrder(4L, 5L, 6L, 7L, 100L, 101L, 102L, 103L, 200L);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loader.of(first).labels(label -> false).open())
                .withMessageContaining("no samples");
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void ranksTogetherHaveEverySampleOnceAndTheSameNumberOfBatches() throws IOException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 41);
        for (int world = 1; world <= 5; world++) {
            List<Long> keys = new ArrayList<>();
            Set<Long> counts = new HashSet<>();
            for (int rank = 0; rank < world; rank++) {
                try (Loader loader = Loader.of(rec)
                        .shuffle(7)
                        .shard(rank, world)
                        .last(LastBatch.EVEN)
                        .batch(4)
                        .open()) {
                    keys.addAll(MadeRecords.keys(loader.epoch(1)));
                    counts.add(loader.epoch(1).count());
                }
            }
            assertThat(keys).containsExactlyInAnyOrderElementsOf(range(0, 41));
            assertThat(counts).hasSize(1);
        }
    }

    @Test
    void groupsHoldPIdentitiesWithKImages() throws IOException {
        Path first = MadeRecords.write(folder.resolve("a.rec"), 0, 18); // labels 0 to 4, two of the last
        Path second = MadeRecords.write(folder.resolve("b.rec"), 16, 8); // labels 4 and 5: four more of 4
        for (List<Path> recs : List.of(List.of(first), List.of(first, second))) {
            try (Loader loader = Loader.of(recs).groups(3, 2, 5).batch(6).open()) {
                int batches = 0;
                for (Batch batch : loader.epochs(0, 4)) {
                    Set<Float> labels = new HashSet<>();
                    for (int row = 0; row < 6; row += 2) {
                        assertThat(batch.label(row)).isEqualTo(batch.label(row + 1));
                        labels.add(batch.label(row));
                    }
                    assertThat(labels).hasSize(3);
                    batches++;
                }
                assertThat(batches).isEqualTo(4 * (int) (loader.samples() / 6));
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loader.of(first).groups(6, 2, 0).batch(12).open());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loader.of(first).groups(2, 2, 0).batch(8).open());
    }

    @Test
    void aNewEpochEndsTheOldOneAndItsBatches() throws IOException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 20);
        Loader loader = Loader.of(rec).shuffle(1).batch(2).open();
        Batch first = loader.epoch(0).iterator().next();
        assertThat(first.samples()).isEqualTo(2);
        var second = loader.epoch(1).iterator();
        assertThatThrownBy(first::images).isInstanceOf(IllegalStateException.class);
        Batch batch = second.next();
        Position position = loader.position();
        assertThat(position).isEqualTo(batch.position());
        assertThat(position.unitsDone()).isEqualTo(2);
        loader.close();
        loader.close();
        assertThatThrownBy(batch::images).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(second::next).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> loader.epoch(0).iterator()).isInstanceOf(IllegalStateException.class);
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void anythingThatOpenCvReadsIsLoadedAndSizesMustFit() throws IOException {
        Path rec = folder.resolve("a.rec");
        try (ImageCodec codec = ImageCodec.create();
                RecordWriter writer = RecordWriter.create(rec)) {
            writer.write(0, IrHeader.scalar(0, 0), MadeRecords.encode(codec, 1, Encoding.PNG, 18, 12));
            writer.write(
                    1, IrHeader.vector(new float[] {3, 4}, 0), MadeRecords.encode(codec, 1, Encoding.JPEG, 20, 12));
            writer.commit();
        }
        try (Loader loader = Loader.of(rec).onError(ErrorPolicy.SKIP).batch(2).open()) {
            Batch batch = loader.epoch(0).iterator().next();
            assertThat(batch.isValid(0)).isTrue();
            assertThat(batch.badSamples()).singleElement().satisfies(bad -> {
                assertThat(bad.key()).isEqualTo(1);
                assertThat(bad.reason()).contains("expected=18x12, actual=20x12");
            });
        }
        try (Loader loader = Loader.of(rec)
                .augment(Augments.centerCrop(10, 10, io.cameo.image.Interpolation.LINEAR))
                .onError(ErrorPolicy.SKIP)
                .labelWidth(2)
                .batch(2)
                .open()) {
            assertThat(loader.spec().widthPx()).isEqualTo(10);
            Batch batch = loader.epoch(0).iterator().next();
            assertThat(batch.badSamples().getFirst().reason()).contains("too few labels");
            assertThat(batch.label(1, 1)).isEqualTo(4);
        }
    }

    /** Kept as pixels, a picture gives the same numbers as the PNG of the same pixels. */
    @Test
    void rawPixelsGiveWhatOtherEncodingsGive() throws IOException {
        Path png = folder.resolve("png.rec");
        Path raw = folder.resolve("raw.rec");
        for (Path rec : List.of(png, raw)) {
            try (ImageCodec codec = ImageCodec.create();
                    RecordWriter writer = RecordWriter.create(rec)) {
                for (int key = 0; key < 6; key++) {
                    Encoding encoding = rec.equals(png) ? Encoding.PNG : key < 3 ? Encoding.RAW : Encoding.LZ4;
                    writer.write(key, IrHeader.scalar(0, key), MadeRecords.encode(codec, key, encoding, 18, 12));
                }
                writer.commit();
            }
        }
        for (ChannelOrder order : List.of(ChannelOrder.RGB, ChannelOrder.BGR)) {
            for (TensorType type : TensorType.values()) {
                for (TensorLayout layout : TensorLayout.values()) {
                    List<List<Long>> sums = new ArrayList<>();
                    for (Path rec : List.of(png, raw)) {
                        try (Loader loader = Loader.of(rec)
                                .channels(order)
                                .normalize(
                                        type == TensorType.UINT8
                                                ? Normalization.NONE
                                                : Normalization.FACE.withMean(1, 2, 3))
                                .batch(4, layout, type)
                                .open()) {
                            sums.add(MadeRecords.sums(loader.epoch(0)));
                        }
                    }
                    assertThat(sums.get(1)).as("%s %s %s", order, type, layout).isEqualTo(sums.get(0));
                }
            }
        }
    }

    @Test
    void aStreamAndASubscriberSeeTheSame() throws IOException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 23);
        try (Loader loader = Loader.of(rec).shuffle(9).batch(3).open()) {
            List<Long> expected = MadeRecords.sums(loader.epoch(2));
            assertThat(loader.epoch(2).stream().map(MadeRecords::sum).toList()).isEqualTo(expected);
            for (long demand : new long[] {1, 3, Long.MAX_VALUE}) {
                Seen seen = new Seen(demand);
                loader.epoch(2).publisher().subscribe(seen);
                assertThat(seen.sums).isEqualTo(expected);
                assertThat(seen.completions).isEqualTo(1);
                assertThat(seen.error).isNull();
            }
            Seen wrong = new Seen(0);
            loader.epoch(2).publisher().subscribe(wrong);
            assertThat(wrong.error).isInstanceOf(IllegalArgumentException.class);
            assertThat(wrong.sums).isEmpty();
        }
    }

    /** Asks for a few at a time, from within {@code onNext} as well. */
    private static final class Seen implements Flow.Subscriber<Batch> {
        private final long demand;
        private final List<Long> sums = new ArrayList<>();
        private int completions;

        @Nullable
        private Throwable error;

        private Flow.@Nullable Subscription subscription;

        Seen(long demand) {
            this.demand = demand;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(demand);
        }

        @Override
        public void onNext(Batch batch) {
            sums.add(MadeRecords.sum(batch));
            Flow.Subscription known = subscription;
            if (known != null && sums.size() % demand == 0) {
                known.request(demand);
            }
        }

        @Override
        public void onError(Throwable failure) {
            error = failure;
        }

        @Override
        public void onComplete() {
            completions++;
        }
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() throws IOException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> Loader.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Loader.of(rec).shard(2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Loader.of(rec).batch(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loader.of(rec).samplesPerEpoch(5).open());
        try (Loader loader = Loader.of(rec).open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> loader.epoch(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> loader.epochs(2, 2));
        }
    }
}
