package io.cameo.dataset.insightface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.insightface.FaceRecordWriter.Options;
import io.cameo.dataset.insightface.FaceRecords.Grouping;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import io.cameo.record.Watch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceRecordsTest {
    private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

    @TempDir
    Path folder;

    private Path rec() {
        return folder.resolve("train.rec");
    }

    /** Says of every image and every identity what a map of lists says. */
    private static void check(FaceRecords faces, double[] labels, String what) {
        Map<Double, List<Integer>> byLabel = new TreeMap<>();
        for (int i = 0; i < labels.length; i++) {
            byLabel.computeIfAbsent(labels[i], label -> new ArrayList<>()).add(i);
        }
        assertThat(faces.images()).as(what).isEqualTo(labels.length);
        assertThat(faces.identities()).as(what).isEqualTo(byLabel.size());
        int identity = 0;
        for (Map.Entry<Double, List<Integer>> expected : byLabel.entrySet()) {
            assertThat(faces.labelOf(identity)).as(what).isEqualTo(expected.getKey());
            assertThat(faces.find(expected.getKey())).as(what).isEqualTo(identity);
            assertThat(faces.count(identity))
                    .as(what)
                    .isEqualTo(expected.getValue().size());
            for (int n = 0; n < expected.getValue().size(); n++) {
                int image = expected.getValue().get(n);
                assertThat(faces.image(identity, n)).as(what).isEqualTo(image);
                assertThat(faces.identityOf(image)).as(what).isEqualTo(identity);
                assertThat(faces.label(image)).as(what).isEqualTo(expected.getKey());
            }
            identity++;
        }
        List<Integer> runEnds = new ArrayList<>();
        faces.forEachRun((label, from, to) -> {
            assertThat(from).isEqualTo(runEnds.isEmpty() ? 0 : runEnds.getLast());
            assertThat(Double.compare(labels[from], label)).isZero();
            assertThat(Double.compare(labels[to - 1], label)).isZero();
            runEnds.add(to);
        });
        assertThat(runEnds).as(what).hasSize((int) faces.runs());
    }

    private static long[] labels(SplittableRandom random) {
        int images = random.nextInt(200);
        long base = random.nextInt(4) == 0 ? random.nextLong(-(1L << 52), 1L << 52) : random.nextInt(-2, 3);
        long stride = random.nextInt(3) == 0 ? random.nextLong(1, 1L << 30) : 1;
        int people = 1 + random.nextInt(40);
        long[] labels = new long[images];
        for (int i = 0; i < images; i++) {
            labels[i] = base + stride * random.nextInt(people);
        }
        if (random.nextBoolean()) {
            Arrays.sort(labels);
        }
        return labels;
    }

    @Test
    void randomSetsReadBackInEveryLayoutWithEveryIndex() throws IOException {
        for (long seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] labels = labels(random);
            FaceLayout layout = FaceLayout.valueOf("ABCD".substring((int) seed % 4, (int) seed % 4 + 1));
            FaceSets.write(rec(), Options.of(layout), labels);
            double[] exact = Arrays.stream(labels).asDoubleStream().toArray();
            double[] rounded =
                    Arrays.stream(labels).mapToDouble(label -> (float) label).toArray();
            for (String gone : new String[] {".none", ".ids", ".cix", ".idx"}) {
                FaceSets.drop(rec(), gone);
                String what = "seed " + seed + ", layout " + layout + ", without " + gone;
                try (FaceRecords faces = FaceRecords.open(rec())) {
                    assertThat(faces.hasIds()).isEqualTo(gone.equals(".none"));
                    boolean hasIdx = layout != FaceLayout.D && !gone.equals(".idx");
                    FaceLayout expected = layout == FaceLayout.C && !hasIdx ? FaceLayout.D : layout;
                    // Of a set without images nothing tells more than that there is a record 0.
                    assertThat(faces.layout())
                            .as(what)
                            .isEqualTo(
                                    labels.length == 0 && layout == FaceLayout.B && !faces.hasIds()
                                            ? FaceLayout.A
                                            : expected);
                    check(faces, faces.hasIds() ? exact : rounded, what);
                }
            }
        }
    }

    @Test
    void severalLabelsAndLabelsThatAreNoNumbersOfPeople() throws IOException {
        float[] firsts = {0.5f, -0f, Float.NaN, 0.5f, 0f, Float.POSITIVE_INFINITY, 1};
        try (RecordWriter writer = RecordWriter.create(rec())) {
            for (int i = 0; i < firsts.length; i++) {
                float[] labels = new float[237];
                labels[0] = firsts[i];
                writer.write(i, IrHeader.vector(labels, i), FaceSets.payload(i));
            }
            writer.commit();
        }
        try (FaceRecords faces = FaceRecords.open(rec())) {
            assertThat(faces.layout()).isEqualTo(FaceLayout.C);
            check(faces, new double[] {0.5, 0, Double.NaN, 0.5, 0, Double.POSITIVE_INFINITY, 1}, "odd labels");
            assertThat(faces.find(-0.0)).isZero();
        }
    }

    /** Two labels and key 0, but it is an image. */
    @Test
    void imagesWithTwoLabelsAreNoRecordZero() throws IOException {
        for (int payload = 0; payload < 2; payload++) {
            try (RecordWriter writer = RecordWriter.create(rec())) {
                for (int i = 0; i < 5; i++) {
                    MemorySegment bytes = i == 0 && payload == 0 ? NOTHING : FaceSets.payload(i);
                    writer.write(i, IrHeader.vector(new float[] {3, 1}, i), bytes);
                }
                writer.commit();
            }
            try (FaceRecords faces = FaceRecords.open(rec())) {
                assertThat(faces.layout()).isEqualTo(FaceLayout.C);
                assertThat(faces.images()).isEqualTo(5);
            }
        }
    }

    @Test
    void anAlignedImageOfNoBytesIsAnImageAllTheSame() throws IOException {
        for (FaceLayout layout : new FaceLayout[] {FaceLayout.A, FaceLayout.B}) {
            try (FaceRecordWriter writer = FaceRecordWriter.create(rec(), Options.of(layout))) {
                for (int i = 0; i < 4; i++) {
                    writer.write(FaceSets.face(i, 1 + i), NOTHING);
                }
                writer.commit();
            }
            for (String gone : new String[] {".none", ".ids", ".cix", ".idx"}) {
                FaceSets.drop(rec(), gone);
                try (FaceRecords faces = FaceRecords.open(rec())) {
                    assertThat(faces.layout()).as("%s without %s", layout, gone).isEqualTo(layout);
                    assertThat(faces.images()).isEqualTo(4);
                }
            }
        }
    }

    /** As the newest of the tools that users wrote: record 0, but nobody's range. */
    @Test
    void recordZeroWithoutIdentityRecords() throws IOException {
        try (RecordWriter writer = RecordWriter.create(rec())) {
            for (int i = 1; i <= 3; i++) {
                writer.write(i, IrHeader.scalar(i % 2, i), FaceSets.payload(i));
            }
            writer.write(0, IrHeader.vector(new float[] {4, 2}, 0), NOTHING);
            writer.commit();
        }
        try (FaceRecords faces = FaceRecords.open(rec())) {
            assertThat(faces.layout()).isEqualTo(FaceLayout.B);
            assertThat(faces.identityRecords()).isZero();
            check(faces, new double[] {1, 0, 1}, "no identity records");
        }
    }

    @Test
    void imagesThatSomebodyAppendedCount() throws IOException {
        try (RecordWriter writer = RecordWriter.create(rec())) {
            writer.write(1, IrHeader.vector(new float[] {7, 1}, 1), FaceSets.payload(1));
            writer.write(0, IrHeader.vector(new float[] {2, 3}, 0), NOTHING);
            writer.write(2, IrHeader.vector(new float[] {1, 2}, 2), NOTHING);
            writer.write(3, IrHeader.vector(new float[] {7, 1}, 3), FaceSets.payload(3));
            writer.commit();
        }
        try (FaceRecords faces = FaceRecords.open(rec())) {
            assertThat(faces.layout()).isEqualTo(FaceLayout.A);
            check(faces, new double[] {7, 7}, "appended");
            assertThat(faces.key(1)).isEqualTo(3);
            assertThatThrownBy(faces::writeIds).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void recordsWithoutHeaderAreRefused() throws IOException {
        try (RecordWriter writer = RecordWriter.create(rec())) {
            writer.write(0, MemorySegment.ofArray(new byte[5]));
            writer.commit();
        }
        assertThatThrownBy(() -> FaceRecords.open(rec()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("record has no image header");
        assertThat(Files.exists(rec())).isTrue();
    }

    @Test
    void whoLooksOnCanStopIt() throws IOException {
        FaceSets.write(rec(), Options.of(FaceLayout.C), 1, 2);
        FaceSets.drop(rec(), ".ids");
        Watch stop = new Watch() {
            @Override
            public void advanced(String phase, long done, long total) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThatThrownBy(() -> FaceRecords.open(rec(), Grouping.BY_LABEL, stop))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void threadsMayShareIt() throws Exception {
        long[] labels = new SplittableRandom(3).longs(5000, 0, 300).toArray();
        FaceSets.write(rec(), Options.of(FaceLayout.A), labels);
        double[] expected = Arrays.stream(labels).asDoubleStream().toArray();
        try (FaceRecords faces = FaceRecords.open(rec())) {
            assertThat(IntStream.range(0, 8)
                            .parallel()
                            .mapToObj(i -> {
                                check(faces, expected, "thread " + i);
                                return i;
                            })
                            .toList())
                    .hasSize(8);
        }
    }
}
