package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unpacked and packed again: the same record file and the same index, byte for byte. */
class UnpackRoundTripTest {
    private static final Path MADE_BY_IM2REC = Path.of("testdata/convert/im2rec");
    private static final int MAGIC = 0xCED7230A;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default",
                "t2",
                "passthru",
                "q50",
                "gray",
                "unchanged",
                "png",
                "resize48",
                "crop_resize32",
                "multi_nopack",
                "multi_pack"
            })
    void whatIm2recMade(String name) throws IOException {
        assertSameAgain(MADE_BY_IM2REC.resolve(name + ".rec"), "golden=" + name);
    }

    @Test
    void whatMxnetWroteInSeveralParts() throws IOException {
        assertSameAgain(Path.of("testdata/record/parts.rec"), "parts");
    }

    /** Keys in any order, labels that six decimals do not hold, lists of labels, magic words in image and label. */
    @Test
    void whateverAListCanHold() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] jpeg = Files.readAllBytes(Path.of("testdata/convert/images").resolve("rgb420_q90.jpg"));
        List<Long> keys = new ArrayList<>();
        for (long i = 0; i < 300; i++) {
            keys.add(i % 50 == 0 ? Math.abs(random.nextLong() >> 4) : i);
        }
        Collections.shuffle(keys, random);
        Path rec = folder.resolve("any name ü.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (long key : keys) {
                float[] labels = new float[random.nextInt(4) == 0 ? 2 + random.nextInt(5) : 1];
                for (int i = 0; i < labels.length; i++) {
                    labels[i] = label(random);
                }
                IrHeader header = labels.length == 1 ? IrHeader.scalar(labels[0], key) : IrHeader.vector(labels, key);
                writer.write(key, header, MemorySegment.ofArray(withComment(jpeg, random)));
            }
            writer.commit();
        }
        assertSameAgain(rec, "seed=" + seed);
    }

    @Test
    void doesNotPromiseWhatPaddingForbids() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("testdata/record/parts.rec"));
        Path rec = folder.resolve("parts.rec");
        boolean found = false;
        for (int record = 0; record < 61 && !found; record++) {
            long end = offset(record + 1, bytes.length);
            if (bytes[(int) end - 1] == 0) { // a JPEG ends with D9, so this is padding
                bytes[(int) end - 1] = 1;
                found = true;
            }
        }
        assertThat(found).isTrue();
        Files.write(rec, bytes);
        Files.copy(Path.of("testdata/record/parts.idx"), folder.resolve("parts.idx"));
        UnpackReport report = Unpack.from(rec).to(folder.resolve("out"));
        assertThat(report.repack()).isEqualTo(UnpackReport.Repack.LISTED_ONLY);
        assertThat(report.unlisted()).containsOnlyKeys("parts or padding are not as MXNet writes them");
    }

    @Test
    void doesNotPromiseTheIndexWhereItsTextDiffers() throws IOException {
        Path rec = Files.copy(Path.of("testdata/record/parts.rec"), folder.resolve("parts.rec"));
        String idx = Files.readString(Path.of("testdata/record/parts.idx"));
        Files.writeString(folder.resolve("parts.idx"), idx.replace("\n", "\r\n"));
        UnpackReport report = Unpack.from(rec).to(folder.resolve("out"));
        assertThat(report.repack()).isEqualTo(UnpackReport.Repack.SAME_REC);
        assertThat(report.listed()).isEqualTo(61);
    }

    private void assertSameAgain(Path rec, String what) throws IOException {
        Path directory = folder.resolve("unpacked files");
        UnpackReport unpacked = Unpack.from(rec).to(directory);
        assertThat(unpacked.unlisted()).as(what).isEmpty();
        assertThat(unpacked.repack()).as(what).isEqualTo(UnpackReport.Repack.SAME_REC_AND_IDX);
        Path again = folder.resolve("again.rec");
        PackReport packed = Im2Rec.from(unpacked.list(), directory)
                .passThrough(true)
                .packLabels(true)
                .writeTo(again);
        assertThat(packed.rejected()).as(what).isZero();
        assertThat(again).as(what).hasSameBinaryContentAs(rec);
        String name = rec.getFileName().toString();
        assertThat(folder.resolve("again.idx"))
                .as(what)
                .hasSameBinaryContentAs(rec.resolveSibling(name.replace(".rec", ".idx")));
    }

    private static float label(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(1000);
            case 1 -> random.nextFloat();
            case 2 -> Float.intBitsToFloat(MAGIC);
            case 3 -> random.nextBoolean() ? -0f : Float.NaN;
            case 4 -> random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.MIN_VALUE;
            default -> {
                float any = Float.intBitsToFloat(random.nextInt());
                yield Float.isNaN(any) ? Float.NaN : any;
            }
        };
    }

    /** The JPEG with a comment segment of magic words behind its first two bytes, at any alignment. */
    private static byte[] withComment(byte[] jpeg, Random random) throws IOException {
        byte[] comment = new byte[random.nextInt(64)];
        ByteBuffer words = ByteBuffer.wrap(comment).order(ByteOrder.LITTLE_ENDIAN);
        words.position(Math.min(random.nextInt(4), comment.length));
        while (words.remaining() >= Integer.BYTES) {
            words.putInt(random.nextInt(3) == 0 ? random.nextInt() : MAGIC);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (comment.length + 2)});
        out.write(comment);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static long offset(int record, long size) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("testdata/record/parts.idx"));
        return record < lines.size()
                ? Long.parseLong(lines.get(record).substring(lines.get(record).indexOf('\t') + 1))
                : size;
    }
}
