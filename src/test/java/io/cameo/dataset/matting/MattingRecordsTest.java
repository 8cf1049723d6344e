package io.cameo.dataset.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.archive.TreeFile;
import io.cameo.bytes.CorruptDataException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.PlaneEffort;
import io.cameo.matte.PlaneEncoder;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are written by hand, and what a reader makes of them. */
class MattingRecordsTest {
    private static final int WIDTH = 6;
    private static final int HEIGHT = 4;
    private static final MattingSplit SPLIT = new MattingSplit(MattingLayout.VIDEO, "root", "train");
    private static final MattingManifest MANIFEST = new MattingManifest(
            MattingLayout.VIDEO, "xmem", 5, true, List.of(new TreeFile("a/ä \"b\".png", 1L << 40)), List.of("empty"));

    @TempDir
    Path temp;

    private final MattingRecordWriter writer = new MattingRecordWriter();

    private static MemorySegment coded(int fill, int widthPx, PixelFormat format) {
        try (PlaneEncoder encoder = PlaneEncoder.create(PlaneEffort.FAST)) {
            Image plane = Image.allocate(Arena.ofAuto(), widthPx, HEIGHT, format);
            plane.pixels().fill((byte) fill);
            return MemorySegment.ofArray(encoder.encode(plane).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    private static MattingNames names(String video, int frame) {
        return new MattingNames(
                SPLIT,
                video,
                "0" + frame,
                "root/train/fgr/" + video + "/0" + frame + ".jpg",
                List.of(
                        new MattingNames.Instance("00", "pha/00.png", "xmem/00.png", null),
                        new MattingNames.Instance("07", "pha/07.png", null, "fg/07.jpg")),
                "bg/x.jpg");
    }

    private static MemorySegment text(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private void begin(ClipPlace place) {
        writer.begin(names("v" + place.clip(), place.frame()), place, text("image " + place.key()), WIDTH, HEIGHT);
        writer.alpha(0, coded(3 + place.frame(), WIDTH, PixelFormat.GRAY8));
        writer.alpha(1, coded(9, WIDTH, PixelFormat.GRAY16));
        writer.mask(0, coded(255, WIDTH, PixelFormat.GRAY8));
        writer.alphaFile(1, text("png"));
        writer.foreground(1, text("person"));
        writer.background(text("room"));
    }

    private byte[] payload() {
        byte[] bytes = new byte[Math.toIntExact(writer.maxBytes())];
        int length = Math.toIntExact(writer.writeTo(MemorySegment.ofArray(bytes), 0));
        return java.util.Arrays.copyOf(bytes, length);
    }

    private void put(RecordWriter out, ClipPlace place) throws IOException {
        begin(place);
        out.write(place.key(), MattingRecordWriter.header(2, place.key()), MemorySegment.ofArray(payload()));
    }

    /** Two clips of 3 and 2 frames, the second of the first one missing, a record of loose files, the manifest. */
    private Path write(String name) throws IOException {
        Path rec = temp.resolve(name);
        try (RecordWriter out = RecordWriter.create(rec)) {
            put(out, new ClipPlace(0, 0, 3, 0));
            put(out, new ClipPlace(0, 0, 3, 2));
            put(out, new ClipPlace(1, 3, 2, 0));
            put(out, new ClipPlace(1, 3, 2, 1));
            writer.beginFiles(List.of("readme.txt", "empty.bin"));
            writer.looseFile(0, text("read me"));
            writer.looseFile(1, MemorySegment.ofArray(new byte[0]));
            out.write(5, MattingRecordWriter.headerOfOthers(5), MemorySegment.ofArray(payload()));
            writer.manifest(MANIFEST);
            out.write(6, MattingRecordWriter.headerOfOthers(6), MemorySegment.ofArray(payload()));
            out.commit();
        }
        return rec;
    }

    private static String string(MemorySegment bytes) {
        return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    @Test
    void everyPartOfASampleIsRead() throws IOException {
        try (MattingRecords records = MattingRecords.open(write("a.rec"));
                MattingRecords.Reader reader = records.reader()) {
            assertThat(records.size()).isEqualTo(4);
            MattingRecord record = reader.at(1);
            assertThat(record.isSample()).isTrue();
            assertThat(record.widthPx()).isEqualTo(WIDTH);
            assertThat(record.heightPx()).isEqualTo(HEIGHT);
            assertThat(record.instances()).isEqualTo(2);
            assertThat(record.names()).isEqualTo(names("v0", 2));
            assertThat(record.id(1)).isEqualTo("07");
            assertThat(string(record.image())).isEqualTo("image 2");
            byte[] plane = new byte[1 + 8 * HEIGHT];
            assertThat(record.plane(0, MemorySegment.ofArray(plane), 1, 8).format())
                    .isEqualTo(PixelFormat.GRAY8);
            assertThat(plane).startsWith(0, 5, 5, 5, 5, 5, 5, 0, 0, 5);
            assertThat(record.header(1).format()).isEqualTo(PixelFormat.GRAY16);
            byte[] mask = new byte[WIDTH * HEIGHT];
            record.mask(0, MemorySegment.ofArray(mask), 0, WIDTH);
            assertThat(mask).containsOnly(255);
            assertThat(record.hasMask(1)).isFalse();
            assertThat(record.alphaFile(0)).isNull();
            assertThat(string(Objects.requireNonNull(record.alphaFile(1)))).isEqualTo("png");
            assertThat(record.maskFile(0)).isNull();
            assertThat(string(Objects.requireNonNull(record.foreground(1)))).isEqualTo("person");
            assertThat(string(Objects.requireNonNull(record.background()))).isEqualTo("room");
            assertThatThrownBy(() -> record.plane(0, MemorySegment.ofArray(new byte[5]), 0, WIDTH))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> record.mask(1, MemorySegment.ofArray(mask), 0, WIDTH))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("no such part: part=mask/1");
        }
    }

    @Test
    void framesOfAClipAreFoundByTheirKeys() throws IOException {
        try (MattingRecords records = MattingRecords.open(write("a.rec"));
                MattingRecords.Reader reader = records.reader()) {
            assertThat(records.clips()).containsExactly(new MattingRecords.Clip(0, 3), new MattingRecords.Clip(3, 2));
            ClipPlace first = reader.at(0).clip();
            assertThat(reader.frame(first, 2).clip().frame()).isEqualTo(2);
            assertThat(records.contains(first, 1)).isFalse();
            assertThatThrownBy(() -> reader.frame(first, 1))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("frame was not packed");
            assertThatThrownBy(() -> reader.frame(first, 3)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keysThatAreNotThoseThatWerePackedAreNoticed() throws IOException {
        Path rec = temp.resolve("moved.rec");
        try (RecordWriter out = RecordWriter.create(rec)) {
            for (int frame = 0; frame < 2; frame++) {
                begin(new ClipPlace(1, 3, 2, frame));
                out.write(frame, MattingRecordWriter.header(2, frame), MemorySegment.ofArray(payload()));
            }
            out.write(3, MattingRecordWriter.header(2, 3), MemorySegment.ofArray(payload()));
            out.commit();
        }
        try (MattingRecords records = MattingRecords.open(rec);
                MattingRecords.Reader reader = records.reader()) {
            assertThatThrownBy(records::clips)
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("key is not the one that was packed");
            ClipPlace place = reader.at(0).clip();
            assertThatThrownBy(() -> reader.frame(place, 0))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("key leads to another frame");
        }
    }

    @Test
    void looseFilesAndTheManifestStandBehindTheSamples() throws IOException {
        try (MattingRecords records = MattingRecords.open(write("a.rec"));
                MattingRecords.Reader reader = records.reader();
                ImageCodec codec = ImageCodec.create()) {
            assertThat(reader.manifest()).isEqualTo(MANIFEST);
            MattingRecord loose = reader.any(4);
            assertThat(loose.looseFiles()).containsExactly("readme.txt", "empty.bin");
            assertThat(string(loose.looseFile(0))).isEqualTo("read me");
            assertThat(loose.looseFile(1).byteSize()).isZero();
            assertThat(loose.manifest()).isNull();
            assertThat(codec.decode(loose.image(), ColorMode.UNCHANGED).widthPx())
                    .isEqualTo(1);
            assertThatThrownBy(() -> reader.at(5))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("holds no sample");
        }
    }

    @Test
    void partsThatContradictEachOtherAreDamage() throws IOException {
        Path rec = temp.resolve("bad.rec");
        ClipPlace place = new ClipPlace(0, 0, 1, 0);
        try (RecordWriter out = RecordWriter.create(rec)) {
            writer.begin(names("v", 0), place, text("i"), WIDTH, HEIGHT);
            writer.alpha(0, coded(1, WIDTH + 1, PixelFormat.GRAY8));
            out.write(0, MattingRecordWriter.header(1, 0), MemorySegment.ofArray(payload()));
            out.commit();
        }
        try (MattingRecords records = MattingRecords.open(rec);
                MattingRecords.Reader reader = records.reader()) {
            MattingRecord record = reader.at(0);
            assertThatThrownBy(() -> record.plane(0, MemorySegment.ofArray(new byte[100]), 0, 10))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("plane has another size than its image: expected=6x4, actual=7x4");
            assertThatThrownBy(record::names)
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("names and mattes differ in number: names=2, mattes=1");
        }
    }

    @Test
    void noBitOfARecordIsTrusted() throws IOException {
        Path rec = write("a.rec");
        byte[] sound = Files.readAllBytes(rec);
        int damaged = 0;
        for (int bit = 0; bit < 8 * sound.length; bit += 37) {
            byte[] bytes = sound.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(rec, bytes);
            damaged += isDamaged(rec) ? 1 : 0;
        }
        assertThat(damaged).isGreaterThan(100);
    }

    private static boolean isDamaged(Path rec) throws IOException {
        byte[] plane = new byte[2 * WIDTH * HEIGHT];
        try (MattingRecords records = MattingRecords.open(rec);
                MattingRecords.Reader reader = records.reader()) {
            for (int position = 0; position < records.size(); position++) {
                MattingRecord record = reader.at(position);
                for (int i = 0; i < record.instances(); i++) {
                    record.plane(i, MemorySegment.ofArray(plane), 0, 2 * WIDTH);
                    assertThat(plane[0])
                            .isEqualTo((byte) (i == 1 ? 9 : 3 + record.clip().frame()));
                }
                assertThat(record.names().split()).isEqualTo(SPLIT);
                assertThat(string(record.image())).startsWith("image ");
            }
            return false;
        } catch (CorruptDataException damage) {
            assertThat(damage.reason()).isNotEmpty();
            return true;
        }
    }
}
