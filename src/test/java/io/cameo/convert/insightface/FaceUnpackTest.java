package io.cameo.convert.insightface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Unpacking, and the way back. */
class FaceUnpackTest {
    @TempDir
    Path temp;

    private static void packAgain(FaceUnpackReport report, Path rec, FaceLayout layout) throws IOException {
        FacePack.from(Objects.requireNonNull(report.list()))
                .root(report.directory())
                .settings(FaceSettings.USUAL.withCheck(FaceSettings.Check.STRUCTURE))
                .layout(layout)
                .workers(1)
                .writeTo(rec);
    }

    @ParameterizedTest
    @EnumSource(FaceLayout.class)
    void wayBackGivesTheSameBytes(FaceLayout layout) throws IOException {
        Path in = MadeSets.golden(temp, "A");
        if (layout != FaceLayout.A) {
            Path other = temp.resolve("other.rec");
            FaceRelabel.of(in).layout(layout).to(other);
            in = other;
        }
        FaceUnpackReport report = FaceUnpack.from(in).workers(2).to(temp.resolve("people"));
        assertThat(report.way().isExact()).isTrue();
        assertThat(report.files()).isEqualTo(10);
        assertThat(temp.resolve("people/property")).hasContent("4,112,112\n");
        Path again = temp.resolve("again.rec");
        packAgain(report, again, layout);
        assertThat(again).hasSameBinaryContentAs(in);
        if (layout != FaceLayout.D) {
            assertThat(temp.resolve("again.idx"))
                    .hasSameBinaryContentAs(
                            in.resolveSibling(in.getFileName().toString().replace(".rec", ".idx")));
        }
    }

    @Test
    void namesAreThoseOfTheOriginals() throws IOException {
        Path in = MadeSets.golden(temp, "A");
        FaceUnpack.from(in).to(temp.resolve("people"));
        List<String> list = Files.readAllLines(temp.resolve("people/A.lst"));
        assertThat(list)
                .startsWith("1\tid_0/0_0.jpg\t0", "1\tid_0/0_1.jpg\t0", "1\tid_0/0_2.jpg\t0", "1\tid_1/1_0.jpg\t1")
                .endsWith("1\tid_0/0_3.jpg\t0", "1\tid_1/1_2.jpg\t1");
        assertThat(temp.resolve("people/id_0/0_3.jpg")).hasSameBinaryContentAs(MadeSets.GOLDEN.resolve("img/0_08.jpg"));
        FaceUnpackReport report = FaceUnpack.from(in).imageFolder(true).to(temp.resolve("folder"));
        assertThat(temp.resolve("folder/0000000/00000008.jpg"))
                .hasSameBinaryContentAs(MadeSets.GOLDEN.resolve("img/0_08.jpg"));
        packAgain(report, temp.resolve("again.rec"), FaceLayout.A);
        assertThat(temp.resolve("again.rec")).hasSameBinaryContentAs(in);
    }

    @Test
    void labelsAreExactAndExtensionsFollowTheBytes() throws IOException {
        Path in = MadeSets.write(temp.resolve("in.rec"), FaceLayout.C, 1, (1L << 24) + 1, -1, 5, 1L << 24);
        FaceUnpackReport report = FaceUnpack.from(in)
                .include(IdentityChoice.parse("-1,16777217,8"))
                .to(temp.resolve("out"));
        assertThat(Files.readAllLines(temp.resolve("out/in.lst")))
                .containsExactly("1\tid_16777217/16777217_0.bin\t16777217", "1\tid_-1/-1_0.bin\t-1");
        assertThat(report.way().leftOut()).isEqualTo(2);
        assertThat(report.identities()).isEqualTo(2);
        assertThat(report.property()).as("images of no size").isNull();
        FaceUnpack.from(in).imageFolder(true).to(temp.resolve("folder"));
        assertThat(temp.resolve("folder/16777217/00000000.bin")).exists();
        assertThat(temp.resolve("folder/-00000001/00000001.bin")).exists();
    }

    @Test
    void whatAListCannotSayIsCounted() throws IOException {
        FaceUnpackReport warped = FaceUnpack.from(MadeSets.golden(temp, "A2")).to(temp.resolve("people"));
        assertThat(warped.way().isExact()).isFalse();
        assertThat(warped.way().notAligned()).isBetween(1L, 14L);
        assertThat(warped.way().otherKeys()).isZero();
        Path none = MadeSets.write(temp.resolve("none.rec"), FaceLayout.B, 1);
        assertThat(FaceUnpack.from(none).to(temp.resolve("nobody")).files()).isZero();
    }

    @Test
    void damagedImageIsPassedOver() throws IOException {
        Path rec = temp.resolve("in.rec");
        FaceRelabel.of(MadeSets.golden(temp, "A")).to(rec);
        byte[] bytes = Files.readAllBytes(rec);
        long offset;
        try (RecordFile file = RecordFile.open(rec)) {
            offset = file.at(4).offsetBytes();
        }
        bytes[(int) offset + 100] ^= 1; // of the pixels: the .ids knows the label, the .cix the checksum
        Files.write(rec, bytes);
        FaceUnpackReport report = FaceUnpack.from(rec).to(temp.resolve("people"));
        assertThat(report.files()).isEqualTo(9);
        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.firstLost().getFirst()).contains("checksum mismatch: key=5", "offset=" + offset);
        assertThat(report.way().leftOut()).isEqualTo(1);
        assertThat(Files.readAllLines(temp.resolve("people/in.lst"))).hasSize(9);
    }

    @Test
    void foldersInUseAreRefused() throws IOException {
        Path in = MadeSets.golden(temp, "A");
        FaceUnpack job = FaceUnpack.from(in).intoExisting(true);
        assertThatThrownBy(() -> job.to(temp)).hasMessageContaining("holds the record file itself");
        Path full = Files.createDirectories(temp.resolve("full"));
        Files.writeString(full.resolve("note"), "mine");
        FaceUnpack careful = FaceUnpack.from(in);
        assertThatThrownBy(() -> careful.to(full)).isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(FaceUnpack.from(in).intoExisting(true).to(full).files()).isEqualTo(10);
        assertThat(full.resolve("note")).hasContent("mine");
    }
}
