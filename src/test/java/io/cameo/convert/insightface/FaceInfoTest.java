package io.cameo.convert.insightface;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.convert.insightface.FaceInfo.Beside;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceRecordWriter;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.image.ImageKind;
import io.cameo.lst.FaceLine;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import io.cameo.record.Watch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaceInfoTest {
    @TempDir
    Path temp;

    @Test
    void goldenA() throws IOException {
        Path rec = MadeSets.golden(temp, "A");
        Files.copy(MadeSets.GOLDEN.resolve("A.property"), temp.resolve("property"));
        FaceInfo info = FaceInfo.of(rec, Watch.NONE);
        assertThat(info.layout()).isEqualTo(FaceLayout.A);
        assertThat(info.images()).isEqualTo(10);
        assertThat(info.identities()).isEqualTo(4);
        assertThat(info.runs()).isEqualTo(6);
        assertThat(info.splitIdentities()).isEqualTo(2);
        assertThat(info.labels()).isEqualTo(new FaceInfo.Labels(0, 3, true, 0, 0, true, 0));
        FaceInfo.PerIdentity each = info.perIdentity();
        assertThat(each.least()).isEqualTo(1);
        assertThat(each.median()).isEqualTo(2.5);
        assertThat(each.mean()).isEqualTo(2.5);
        assertThat(each.most()).isEqualTo(4);
        assertThat(each.histogram())
                .containsExactly(new FaceInfo.Bin(1, 1, 1), new FaceInfo.Bin(2, 3, 2), new FaceInfo.Bin(4, 7, 1));
        assertThat(info.pixels().sizes()).containsExactly(new FaceInfo.Size(112, 112, 10));
        assertThat(info.pixels().kinds()).containsEntry(ImageKind.JPEG, 10);
        assertThat(info.property().faults()).isEmpty();
        assertThat(info.property().content()).isNotNull();
        assertThat(info.indexes()).isEqualTo(new FaceInfo.Indexes(Beside.FITS, Beside.NONE, Beside.NONE));
        assertThat(info.ranges()).isEqualTo(new FaceInfo.Ranges(6, 6, 0, 0, ""));
    }

    @ParameterizedTest
    @EnumSource(FaceLayout.class)
    void everyLayoutIsToldWithAndWithoutIndexes(FaceLayout layout) throws IOException {
        Path rec = MadeSets.write(temp.resolve("in.rec"), layout, 1, 3, 3, -1, (1L << 24) + 1, 9, 3);
        FaceInfo info = FaceInfo.of(rec, Watch.NONE);
        assertThat(info.layout()).isEqualTo(layout);
        assertThat(info.labels().exact()).isTrue();
        assertThat(info.labels().beyondFloat()).isEqualTo(1);
        assertThat(info.labels().negative()).isEqualTo(1);
        assertThat(info.labels().gaps()).isEqualTo((1L << 24) + 3 - 4);
        assertThat(info.ranges().exact()).isEqualTo(layout.hasMetaRecords() ? 5 : 0);
        assertThat(info.ranges().wrong()).isZero();
        assertThat(info.indexes().ids()).isEqualTo(Beside.FITS);
        Files.delete(temp.resolve("in.cix"));
        FaceInfo stale = FaceInfo.of(rec, Watch.NONE);
        assertThat(stale.images()).isEqualTo(6);
        Files.delete(temp.resolve("in.ids"));
        Files.deleteIfExists(temp.resolve("in.idx"));
        FaceInfo bare = FaceInfo.of(rec, Watch.NONE);
        assertThat(bare.indexes()).isEqualTo(new FaceInfo.Indexes(Beside.NONE, Beside.NONE, Beside.NONE));
        assertThat(bare.labels().exact()).isFalse();
        assertThat(bare.labels().highest()).isEqualTo(1L << 24);
        assertThat(bare.ranges().exact()).isEqualTo(layout.hasMetaRecords() ? 5 : 0);
    }

    @Test
    void nothingAndOneImage() throws IOException {
        FaceInfo none = FaceInfo.of(MadeSets.write(temp.resolve("none.rec"), FaceLayout.A, 1), Watch.NONE);
        assertThat(none.identities()).isZero();
        assertThat(none.labels().lowest()).isNaN();
        assertThat(none.perIdentity().histogram()).isEmpty();
        FaceInfo one = FaceInfo.of(MadeSets.write(temp.resolve("one.rec"), FaceLayout.B, 1, 42), Watch.NONE);
        assertThat(one.perIdentity().histogram()).containsExactly(new FaceInfo.Bin(1, 1, 1));
        assertThat(one.labels().gaps()).isZero();
    }

    @Test
    void wrongRangesAreShown() throws IOException {
        Path rec = temp.resolve("wrong.rec");
        MemorySegment nothing = MemorySegment.ofArray(new byte[0]);
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 1; i <= 4; i++) {
                writer.write(i, IrHeader.vector(new float[] {i < 3 ? 0 : 1, 1}, i), MadeSets.payload(1, i));
            }
            writer.write(0, IrHeader.vector(new float[] {5, 7}, 0), nothing);
            writer.write(5, IrHeader.vector(new float[] {1, 3}, 5), nothing);
            writer.write(6, IrHeader.vector(new float[] {3, 4}, 6), nothing);
            writer.commit();
        }
        FaceInfo.Ranges ranges = FaceInfo.of(rec, Watch.NONE).ranges();
        assertThat(ranges.exact()).isEqualTo(1);
        assertThat(ranges.wrong()).isEqualTo(1);
        assertThat(ranges.example()).isEqualTo("label 1: the record says keys 3 to 3, its images have keys 3 to 4");
    }

    @Test
    void rangesBeyondFloatAreTold() {
        assertThat(FaceRanges.judge(17186135, 17186140, 17186136f, 17186140f)).isEqualTo(FaceRanges.Verdict.ROUNDED);
        assertThat(FaceRanges.judge(17186136, 17186140, 17186136f, 17186140f)).isEqualTo(FaceRanges.Verdict.EXACT);
        assertThat(FaceRanges.judge(17186135, 17186140, 17186138f, 17186140f)).isEqualTo(FaceRanges.Verdict.WRONG);
        assertThat(FaceRanges.judge(1, 5, 1, 5)).isEqualTo(FaceRanges.Verdict.EXACT);
    }

    @Test
    void compatLeavesOutARunOfMinusOne() throws IOException {
        Path rec = temp.resolve("in.rec");
        try (var writer = FaceRecordWriter.create(
                rec, FaceRecordWriter.Options.of(FaceLayout.A).withCompat())) {
            for (int label : new int[] {-1, -1, 4, 4, 8}) {
                writer.write(FaceLine.of(true, "x", label), MadeSets.payload(1, 5));
            }
            writer.commit();
        }
        assertThat(FaceInfo.of(rec, Watch.NONE).ranges()).isEqualTo(new FaceInfo.Ranges(2, 2, 0, 0, ""));
        try (FaceRecords faces = FaceRecords.open(rec)) {
            assertThat(faces.runs()).isEqualTo(3);
        }
    }

    @Test
    void propertyThatIsNotSoIsNamed() throws IOException {
        Path rec = MadeSets.golden(temp, "A");
        Files.writeString(temp.resolve("property"), "9,112,96\n10\n");
        assertThat(FaceInfo.of(rec, Watch.NONE).property().faults())
                .hasSize(3)
                .anyMatch(fault -> fault.contains("expected=4, actual=9"))
                .anyMatch(fault -> fault.contains("expected=112x96, actual=112x112"));
        Files.writeString(temp.resolve("property"), "what");
        assertThat(FaceInfo.of(rec, Watch.NONE).property().content()).isNull();
    }
}
