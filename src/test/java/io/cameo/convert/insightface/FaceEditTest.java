package io.cameo.convert.insightface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.record.IrHeader;
import io.cameo.record.LabelTable;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordWriter;
import io.cameo.record.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all edits have in common, seen on relabelling and merging. */
class FaceEditTest {
    private static final long[] LABELS = {7, 3, 7, -1, (1L << 24) + 1, 5, 1L << 24, 3};

    @TempDir
    Path temp;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource(FaceLayout.class)
    void everyLayoutBecomesEveryLayout(FaceLayout from) throws IOException {
        Path in = MadeSets.write(temp.resolve("in.rec"), from, 1, LABELS);
        for (FaceLayout to : FaceLayout.values()) {
            Path out = temp.resolve("out" + to + ".rec");
            FaceCopyReport report = FaceRelabel.of(in).layout(to).to(out);
            assertThat(MadeSets.payloads(out)).isEqualTo(MadeSets.payloads(in));
            assertThat(MadeSets.labels(out)).containsExactly(3.0, 1.0, 3.0, 0.0, 5.0, 2.0, 4.0, 1.0);
            try (FaceRecords faces = FaceRecords.open(out)) {
                assertThat(faces.layout()).isEqualTo(to);
                assertThat(faces.hasIds()).isTrue();
                assertThat(faces.identityRecords()).isEqualTo(to.hasMetaRecords() ? 8 : 0);
            }
            assertThat(report.outputs().getFirst().identities()).isEqualTo(6);
            assertThat(report.inputs().getFirst().exactLabels()).isTrue();
            assertThat(report.outputs().getFirst().property())
                    .as("images of no size")
                    .isNull();
        }
        assertThat(Files.readAllLines(temp.resolve("outA.labels.tsv")))
                .containsExactly(
                        "# input\told\tnew",
                        "0\t-1\t0",
                        "0\t3\t1",
                        "0\t5\t2",
                        "0\t7\t3",
                        "0\t16777216\t4",
                        "0\t16777217\t5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "C"})
    void goldenWhoseLabelsHaveNoGapsComesBackByteForByte(String name) throws IOException {
        Path in = MadeSets.golden(temp, name);
        Path out = temp.resolve("out.rec");
        FaceRelabel.of(in).to(out);
        assertThat(out).hasSameBinaryContentAs(MadeSets.RECORDS.resolve(name + ".rec"));
        assertThat(temp.resolve("out.idx")).hasSameBinaryContentAs(MadeSets.RECORDS.resolve(name + ".idx"));
        assertThat(temp.resolve("property")).hasContent("4,112,112\n");
    }

    @Test
    void alignedSurvivesInLayoutA() throws IOException {
        Path in = MadeSets.golden(temp, "A2");
        Path out = temp.resolve("out.rec");
        FaceRelabel.of(in).byAppearance(true).to(out);
        try (FaceRecords before = FaceRecords.open(in);
                FaceRecords after = FaceRecords.open(out)) {
            assertThat(after.identityRecords()).isEqualTo(before.identityRecords());
            for (int i = 0; i < before.images(); i++) {
                assertThat(after.key(i)).isEqualTo(before.key(i));
                assertThat(after.at(i).header().labels()[1])
                        .isEqualTo(before.at(i).header().labels()[1]);
            }
            assertThat(after.label(0)).isZero();
        }
    }

    @Test
    void groupingMakesOneRunOfEveryIdentity() throws IOException {
        Path in = MadeSets.golden(temp, "A");
        Path out = temp.resolve("out.rec");
        FaceCopyReport report = FaceRelabel.of(in).grouped(true).to(out);
        assertThat(report.outputs().getFirst().written()).isNotNull().satisfies(written -> {
            assertThat(written.splitIdentities()).isZero();
            assertThat(written.identityRecords()).isEqualTo(4);
        });
        assertThat(MadeSets.labels(out)).containsExactly(0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 2.0, 3.0, 3.0);
        assertThat(MadeSets.payloads(out)).containsExactlyInAnyOrderElementsOf(MadeSets.payloads(in));
        Path first = temp.resolve("first.rec");
        FaceRelabel.of(MadeSets.write(temp.resolve("made.rec"), FaceLayout.B, 1, LABELS))
                .byAppearance(true)
                .grouped(true)
                .to(first);
        assertThat(MadeSets.labels(first)).containsExactly(0.0, 0.0, 1.0, 1.0, 2.0, 3.0, 4.0, 5.0);
    }

    @Test
    void mergingNumbersSetsBehindEachOther() throws IOException {
        Path a = MadeSets.golden(temp, "A");
        Path c = MadeSets.golden(temp, "C");
        Path other = Files.createDirectories(temp.resolve("other"));
        Path out = other.resolve("both.rec");
        FaceCopyReport report = FaceMerge.of(List.of(a, c)).to(out);
        assertThat(MadeSets.labels(out))
                .containsExactlyElementsOf(Stream.concat(
                                MadeSets.labels(a).stream(),
                                MadeSets.labels(c).stream().map(label -> label + 4))
                        .toList());
        assertThat(MadeSets.payloads(out))
                .hasSize(20)
                .startsWith(MadeSets.payloads(a).toArray(String[]::new));
        assertThat(report.outputs().getFirst().layout()).as("that of the first").isEqualTo(FaceLayout.A);
        assertThat(other.resolve("property")).hasContent("8,112,112\n");
        assertThat(Files.readAllLines(other.resolve("both.labels.tsv"))).contains("0\t3\t3", "1\t0\t4");
        LabelTable.read(other.resolve("both.labels.tsv")); // or it throws
    }

    @Test
    void mergingMayKeepLabels() throws IOException {
        Path one = MadeSets.write(temp.resolve("one.rec"), FaceLayout.C, 1, 5, 5, (1L << 24) + 1);
        Path two = MadeSets.write(temp.resolve("two.rec"), FaceLayout.A, 2, 5, 2, 1L << 24);
        Path out = temp.resolve("out.rec");
        FaceMerge.of(List.of(one, two)).keepLabels(true).to(out);
        assertThat(MadeSets.labels(out)).containsExactly(5.0, 5.0, 16777217.0, 5.0, 2.0, 16777216.0);
        assertThat(temp.resolve("out.labels.tsv")).doesNotExist();
        FaceCopyReport report =
                FaceMerge.of(List.of(one, two)).keepLabels(true).grouped(true).to(out);
        assertThat(MadeSets.labels(out)).containsExactly(2.0, 5.0, 5.0, 5.0, 16777216.0, 16777217.0);
        assertThat(report.outputs().getFirst().identities()).isEqualTo(4);
        Files.delete(temp.resolve("one.ids"));
        FaceCopyReport rounded =
                FaceMerge.of(List.of(one, two)).keepLabels(true).to(out);
        assertThat(rounded.inputs())
                .extracting(FaceCopyReport.Input::exactLabels)
                .containsExactly(false, true);
        assertThat(rounded.outputs().getFirst().identities()).isEqualTo(3);
    }

    @Test
    void propertyOfAnInputStays() throws IOException {
        Path in = MadeSets.golden(temp, "A");
        Files.writeString(temp.resolve("property"), "99,112,112\n");
        FaceCopyReport report = FaceRelabel.of(in).to(temp.resolve("out.rec"));
        assertThat(report.outputs().getFirst().property()).isNull();
        assertThat(temp.resolve("property")).hasContent("99,112,112\n");
        FaceRelabel.of(in).to(in);
        assertThat(temp.resolve("property")).as("of the new file").hasContent("4,112,112\n");
        assertThat(in).hasSameBinaryContentAs(MadeSets.RECORDS.resolve("A.rec"));
    }

    @ParameterizedTest
    @EnumSource(FaceLayout.class)
    void setsOfNothingAndOfOneImage(FaceLayout layout) throws IOException {
        Path none = MadeSets.write(temp.resolve("none.rec"), layout, 1);
        Path one = MadeSets.write(temp.resolve("one.rec"), layout, 1, 42);
        Path out = temp.resolve("out.rec");
        FaceRelabel.of(none).grouped(true).to(out);
        assertThat(MadeSets.images(out)).isEmpty();
        FaceMerge.of(List.of(none, one, none)).to(out);
        assertThat(MadeSets.labels(out)).containsExactly(0.0);
        assertThat(MadeSets.payloads(out)).isEqualTo(MadeSets.payloads(one));
        assertThat(FaceSubset.of(none).to(out).outputs().getFirst().images()).isZero();
        assertThatThrownBy(() -> FaceSplit.of(one).to(temp.resolve("part")))
                .hasMessageContaining("part would have no identity: part=val");
    }

    @Test
    void damageIsNotCopied() throws IOException {
        Path in = MadeSets.write(temp.resolve("in.rec"), FaceLayout.A, 1, 0, 0, 1, 1, 2, 2);
        byte[] bytes = Files.readAllBytes(in);
        try (RecordFile file = RecordFile.open(in)) {
            bytes[(int) file.at(3).offsetBytes() + 8 + 24 + 8 + 3] ^=
                    1; // a byte of the payload, in the middle of the file
        }
        Files.write(in, bytes);
        Path out = temp.resolve("out.rec");
        FaceRelabel job = FaceRelabel.of(in);
        assertThatThrownBy(() -> job.to(out))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("cix does not fit");
        assertThat(names()).noneMatch(name -> name.startsWith("out"));
    }

    @Test
    void labelsThatWouldBeLostAreRefused() throws IOException {
        Path in = temp.resolve("in.rec");
        try (RecordWriter writer = RecordWriter.create(in)) {
            writer.write(0, IrHeader.vector(new float[] {3, 1, 4}, 0), MadeSets.payload(1, 9));
            writer.commit();
        }
        FaceRelabel relabel = FaceRelabel.of(in);
        assertThatThrownBy(() -> relabel.to(temp.resolve("out.rec")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labels besides its identity");
        Path odd = temp.resolve("odd.rec");
        try (RecordWriter writer = RecordWriter.create(odd)) {
            writer.write(0, IrHeader.scalar(1.5f, 0), MadeSets.payload(1, 9));
            writer.write(1, IrHeader.scalar(Float.NaN, 1), MadeSets.payload(1, 8));
            writer.commit();
        }
        FaceMerge merge = FaceMerge.of(List.of(odd)).keepLabels(true);
        assertThatThrownBy(() -> merge.to(temp.resolve("out.rec"))).hasMessageContaining("label=1.5");
        FaceRelabel.of(odd).to(temp.resolve("out.rec"));
        assertThat(MadeSets.labels(temp.resolve("out.rec"))).containsExactly(0.0, 1.0);
        assertThat(temp.resolve("out.labels.tsv")).content().contains("0\t1.5\t0", "0\tNaN\t1");
    }

    @Test
    void stoppedRunLeavesNothing() throws IOException {
        Path in = MadeSets.write(temp.resolve("in.rec"), FaceLayout.A, 1, LABELS);
        FaceRelabel job = FaceRelabel.of(in).watchedBy(new Watch() {
            @Override
            public void advanced(String phase, long done, long total) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        });
        assertThatThrownBy(() -> job.to(temp.resolve("out.rec"))).isInstanceOf(CancellationException.class);
        assertThat(names()).noneMatch(name -> name.startsWith("out"));
    }

    @Test
    void dryRunWritesNothing() throws IOException {
        Path in = MadeSets.write(temp.resolve("in.rec"), FaceLayout.A, 1, LABELS);
        List<String> before = names();
        FaceCopyReport report = FaceSubset.of(in).images(2, 9).dryRun(true).to(temp.resolve("out.rec"));
        assertThat(report.outputs().getFirst().images()).isEqualTo(4);
        assertThat(report.outputs().getFirst().identities()).isEqualTo(2);
        assertThat(names()).isEqualTo(before);
    }
}
