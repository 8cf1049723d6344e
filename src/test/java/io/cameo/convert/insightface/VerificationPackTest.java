package io.cameo.convert.insightface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.PackReport;
import io.cameo.dataset.verification.PairFolds;
import io.cameo.dataset.verification.PairList;
import io.cameo.dataset.verification.VerificationSet;
import io.cameo.dataset.verification.VerificationWriter;
import io.cameo.face.DetectorKind;
import io.cameo.face.MissingModelException;
import io.cameo.image.ImageHeader;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unpacks what Python pickled, packs it again, and packs what there is no golden for. */
class VerificationPackTest {
    private static final Path GOLDEN = Path.of("testdata/dataset/verification");
    private static final Path CROPS = Path.of("testdata/dataset/insightface/img");
    private static final Path RECORDS = Path.of("testdata/record/insightface/A.rec");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theGoldenComesBackByteForByte(int workers) throws IOException {
        Path golden = GOLDEN.resolve("ver_bytes_p4.bin");
        VerificationUnpackReport unpacked = VerificationUnpack.unpack(golden, temp.resolve("images"));
        assertThat(unpacked.packsBack()).isTrue();
        assertThat(unpacked.pairs()).isEqualTo(5);
        assertThat(Files.readAllLines(unpacked.list()))
                .startsWith("000000_a.jpg 000000_b.jpg 1", "000001_a.jpg 000001_b.jpg 0")
                .hasSize(5);
        Path again = temp.resolve("again.bin");
        VerificationPackReport packed = VerificationPack.from(unpacked.list(), unpacked.folder())
                .workers(workers)
                .writeTo(again);
        assertThat(packed.complete()).isTrue();
        assertThat(packed.origins().passedThrough()).isEqualTo(packed.images());
        assertThat(packed.same()).isEqualTo(3);
        assertThat(packed.folds().folds()).isEmpty();
        assertThat(again).hasSameBinaryContentAs(golden);
        assertThat(temp.resolve("again.rejects.tsv")).doesNotExist();
        assertThat(leftovers()).isEmpty();
    }

    /** The images are the same, so what is packed is the same as well: the golden of protocol 4. */
    @ParameterizedTest
    @ValueSource(strings = {"ver_bytes_p2.bin", "ver_ndarray_p3.bin"})
    void otherDialectsBecomeProtocolFour(String name) throws IOException {
        VerificationUnpackReport unpacked = VerificationUnpack.unpack(GOLDEN.resolve(name), temp.resolve("images"));
        assertThat(unpacked.packsBack()).isFalse();
        assertThat(unpacked.differences()).hasSize(2).anyMatch(text -> text.contains("protocol"));
        Path again = temp.resolve("again.bin");
        VerificationPack.from(unpacked.list(), unpacked.folder()).anySize(true).writeTo(again);
        assertThat(again).hasSameBinaryContentAs(GOLDEN.resolve("ver_bytes_p4.bin"));
    }

    @Test
    void pairsWithoutTheirImagesAreLeftOutAndNamed() throws IOException {
        Path images = Files.createDirectories(temp.resolve("images"));
        for (String name : List.of("0_00.jpg", "0_01.jpg", "1_03.jpg")) {
            Files.copy(CROPS.resolve(name), images.resolve(name));
        }
        Files.write(images.resolve("empty.jpg"), new byte[0]);
        Files.writeString(images.resolve("text.jpg"), "no image");
        Files.copy(Path.of("testdata/face/src/00.jpg"), images.resolve("large.jpg"));
        Path list = Files.writeString(temp.resolve("pairs.txt"), """
            0_00 0_01 1
            0_00.jpg gone.jpg 0
            empty.jpg 0_00.jpg 0
            0_01.jpg text.jpg 0
            large.jpg 0_01.jpg 0
            0_01.jpg 1_03.jpg 0
            """);
        Path bin = temp.resolve("eval.bin");
        VerificationPackReport report =
                VerificationPack.from(list, images).folds(2).noErrorLimit().writeTo(bin);
        assertThat(report.complete()).isTrue();
        assertThat(report.packed()).isEqualTo(2);
        assertThat(report.leftOut()).isEqualTo(4);
        assertThat(report.folds().oneClass()).containsExactly(0, 1);
        List<String> rejects = Files.readAllLines(temp.resolve("eval.rejects.tsv"));
        assertThat(rejects).hasSize(5);
        assertThat(rejects.get(1)).startsWith("1\t").contains("image not found: path=gone.jpg");
        assertThat(rejects.get(2)).startsWith("2\t").contains("empty.jpg", "file is empty");
        assertThat(rejects.get(3)).startsWith("3\t").contains("text.jpg");
        assertThat(rejects.get(4)).startsWith("4\t").contains("another size: expected=112x112");
        try (VerificationSet set = VerificationSet.open(bin)) {
            assertThat(set.same()).containsExactly(true, false);
            assertThat(set.image(0).mismatch(bytesOf("0_00.jpg"))).isEqualTo(-1);
            assertThat(set.image(2).mismatch(bytesOf("0_01.jpg"))).isEqualTo(-1);
            assertThat(set.image(3).mismatch(bytesOf("1_03.jpg"))).isEqualTo(-1);
        }
        VerificationPackReport limited =
                VerificationPack.from(list, images).errorLimit(2).writeTo(temp.resolve("limited.bin"));
        assertThat(limited.end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        assertThat(temp.resolve("limited.bin")).doesNotExist();
        assertThat(temp.resolve("limited.rejects.tsv")).exists();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void imagesOfAnotherSizeAreStoredOnRequest() throws IOException {
        Path list = Files.writeString(temp.resolve("pairs.txt"), "00.jpg 01.jpg 1\n00.jpg 02.jpg 0\n");
        VerificationPackReport report = VerificationPack.from(list, Path.of("testdata/face/src"))
                .anySize(true)
                .writeTo(temp.resolve("any.bin"));
        assertThat(report.packed()).isEqualTo(2);
        assertThat(report.images()).isEqualTo(3);
        try (VerificationSet set = VerificationSet.open(temp.resolve("any.bin"))) {
            assertThat(set.image(0).mismatch(set.image(2))).isEqualTo(-1);
            assertThat(ImageHeader.of(set.image(0)).widthPx()).isNotEqualTo(112);
        }
    }

    /** Patterns, in which no detector sees a face. */
    @Test
    void imagesWithoutAFaceAreRejected() throws IOException {
        Path list = Files.writeString(temp.resolve("pairs.txt"), "00.jpg 01.jpg 1\n");
        Path bin = temp.resolve("none.bin");
        VerificationPackReport report = VerificationPack.from(list, Path.of("testdata/face/src"))
                .settings(FaceSettings.USUAL.withDetector(DetectorKind.HAAR, Path.of("models")))
                .noErrorLimit()
                .writeTo(bin);
        assertThat(report.end()).isEqualTo(PackReport.End.NOTHING_PACKED);
        assertThat(bin).doesNotExist();
        assertThat(Files.readString(temp.resolve("none.rejects.tsv"))).contains("no face found: detector=haar");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void facesAreFoundAndAlignedWhereImagesHaveAnotherSize() throws IOException {
        Path photographs = Path.of("../shared/golden/faces");
        assumeTrue(Files.isDirectory(photographs), "photographs are not beside the project: " + photographs);
        Path list =
                Files.writeString(temp.resolve("pairs.txt"), "ipazc_ivan kpzhang_test1 0\nipazc_ivan ipazc_ivan 1\n");
        VerificationPackReport report = VerificationPack.from(list, photographs)
                .settings(FaceSettings.USUAL.withDetector(DetectorKind.HAAR, Path.of("models")))
                .writeTo(temp.resolve("photographs.bin"));
        assertThat(report.packed()).isEqualTo(2);
        assertThat(report.origins().approximate()).isEqualTo(2);
        try (VerificationSet set = VerificationSet.open(temp.resolve("photographs.bin"))) {
            assertThat(set.image(0).mismatch(set.image(3))).isEqualTo(-1);
            assertThat(ImageHeader.of(set.image(1)).widthPx()).isEqualTo(112);
        }
    }

    @Test
    void aMissingModelIsFoundBeforeAnythingIsWritten() throws IOException {
        Path list = Files.writeString(temp.resolve("pairs.txt"), "00.jpg 01.jpg 1\n");
        VerificationPack job = VerificationPack.from(list, Path.of("testdata/face/src"))
                .settings(FaceSettings.USUAL.withDetector(DetectorKind.YUNET, temp));
        assertThatThrownBy(() -> job.writeTo(temp.resolve("x.bin"))).isInstanceOf(MissingModelException.class);
        assertThat(temp.toFile().list()).containsExactly("pairs.txt");
    }

    @Test
    void aCancelledRunLeavesNothing() throws IOException {
        Path list = Files.writeString(temp.resolve("pairs.txt"), "0_00 0_01 1\n");
        VerificationPack job = VerificationPack.from(list, CROPS);
        job.cancel();
        assertThat(job.writeTo(temp.resolve("x.bin")).end()).isEqualTo(PackReport.End.CANCELLED);
        assertThat(temp.toFile().list()).containsExactly("pairs.txt");
    }

    @Test
    void pairsOfARecordFileArePackedByTheirKeys() throws IOException {
        Path list = temp.resolve("pairs.txt");
        PairsReport drawn = PairsDraw.draw(RECORDS, new PairFolds(2, 2, false, 7), list);
        assertThat(drawn.pairs()).isEqualTo(8);
        assertThat(drawn.folds().areSound()).isTrue();
        assertThat(drawn.folds().areAlike()).isTrue();
        assertThat(PairList.read(list)).hasSize(8).allMatch(pair -> pair.first().startsWith("#"));
        Path bin = temp.resolve("pairs.bin");
        VerificationPackReport packed =
                VerificationPack.from(list, RECORDS).folds(2).writeTo(bin);
        assertThat(packed.complete()).isTrue();
        try (VerificationSet set = VerificationSet.open(bin);
                RecordFile file = RecordFile.open(RECORDS)) {
            for (int i = 0; i < 8; i++) {
                var pair = PairList.read(list).get(i);
                var first = file.get(Long.parseLong(pair.first().substring(1)));
                var second = file.get(Long.parseLong(pair.second().substring(1)));
                assertThat(set.image(2 * i).mismatch(first.payload())).isEqualTo(-1);
                assertThat(set.same(i))
                        .isEqualTo(first.header().label() == second.header().label());
            }
        }
        Path wrong = Files.writeString(temp.resolve("wrong.txt"), "#0 #1 1\n#1 #99 0\n#x a 0\n#1 #2 1\n");
        VerificationPackReport some =
                VerificationPack.from(wrong, RECORDS).noErrorLimit().writeTo(temp.resolve("some.bin"));
        assertThat(some.packed()).isEqualTo(1);
        assertThat(Files.readString(temp.resolve("some.rejects.tsv")))
                .contains("record holds no image", "no record has this key: key=#99", "key=#x");
    }

    @Test
    void pairsOfAListArePackedFromItsRoot() throws IOException {
        Path list = temp.resolve("pairs.txt");
        Path source = Path.of("testdata/dataset/insightface/A.lst");
        PairsReport drawn = PairsDraw.draw(source, new PairFolds(2, 2, false, 7), list);
        assertThat(drawn.images()).isEqualTo(10);
        assertThat(drawn.identities()).isEqualTo(4);
        byte[] once = Files.readAllBytes(list);
        PairsDraw.draw(source, new PairFolds(2, 2, false, 7), list);
        assertThat(list).hasBinaryContent(once);
        VerificationPackReport packed = VerificationPack.from(list, Path.of("testdata/dataset/insightface"))
                .folds(2)
                .writeTo(temp.resolve("pairs.bin"));
        assertThat(packed.packed()).isEqualTo(8);
        assertThatThrownBy(() -> PairsDraw.draw(source, new PairFolds(10, 300, false, 1), list))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(list).hasBinaryContent(once);
    }

    @Test
    void namesThatListsWouldMisreadAreWrittenOtherwise() throws IOException {
        Path people = temp.resolve("people.lst");
        Files.writeString(
                people, "1\t17\t0\n1\t18\t0\n1\ta b.jpg\t1\n1\tc.jpg\t1\n1\t\t1\nno line\n", StandardCharsets.UTF_8);
        PairsReport drawn = PairsDraw.draw(people, new PairFolds(1, 2, false, 3), temp.resolve("pairs.txt"));
        assertThat(drawn.leftOut()).isEqualTo(2);
        assertThat(PairList.read(temp.resolve("pairs.txt")))
                .hasSize(4)
                .allMatch(pair -> List.of("./17", "./18", "a b.jpg", "c.jpg").contains(pair.first()));
    }

    @Test
    void unpackingSaysWhatDoesNotComeBack() throws IOException {
        Path bin = temp.resolve("odd.bin");
        try (VerificationWriter writer = VerificationWriter.create(bin, 1)) {
            writer.add(bytesOf("0_00.jpg"), MemorySegment.ofArray(new byte[] {1, 2, 3}), true);
            writer.finish();
        }
        VerificationUnpackReport report = VerificationUnpack.unpack(bin, temp.resolve("odd"));
        assertThat(report.damaged()).isEqualTo(1);
        assertThat(report.faults().getFirst().file()).isEqualTo("000000_b.bin");
        assertThat(report.differences()).containsExactly("damaged images are not packed");
        Files.write(bin, "more".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        assertThat(VerificationUnpack.unpack(bin, temp.resolve("odd")).differences())
                .contains("bytes follow the pickle");
    }

    /** Python would run it. */
    @Test
    void aPickleThatAsksForMoreIsRefused() throws IOException {
        Path bin = temp.resolve("evil.bin");
        Files.write(bin, "cos\nsystem\n(S'true'\ntR.".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> VerificationUnpack.unpack(bin, temp.resolve("evil")))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("os.system")
                .hasMessageContaining("offset=");
        assertThat(temp.resolve("evil")).doesNotExist();
    }

    private static MemorySegment bytesOf(String crop) throws IOException {
        return MemorySegment.ofArray(Files.readAllBytes(CROPS.resolve(crop)));
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.filter(file -> file.toString().contains(".partial")
                            || file.toString().contains(".images"))
                    .toList();
        }
    }
}
