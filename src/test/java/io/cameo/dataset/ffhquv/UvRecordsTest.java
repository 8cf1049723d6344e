package io.cameo.dataset.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.PlaneEffort;
import io.cameo.matte.PlaneEncoder;
import io.cameo.record.RecordWriter;
import io.cameo.texture.SharedRegion;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records written part by part, sound ones and others. */
class UvRecordsTest {
    private static final int SIZE_PX = 32;

    @TempDir
    Path temp;

    private final UvRecordWriter parts = new UvRecordWriter();

    private static UvNames names(int id, UvMetaEntry meta) {
        return new UvNames(
                UvSet.FFHQ_UV,
                String.format(Locale.ROOT, "%06d", id),
                meta,
                EnumSet.of(UvPart.LIGHT),
                Map.of(UvPart.MAP, "mine", UvPart.LIGHT, "unknown"));
    }

    private static UvMetaEntry meta(int id, FfhqIndex index) {
        return new UvMetaEntry(String.format(Locale.ROOT, "%06d", id), 0.1 + 0.2, null, 1, index);
    }

    /** Each makes one sample, with keys from 0. */
    @SafeVarargs
    private Path write(Consumer<UvRecordWriter>... samples) throws IOException {
        Path rec = temp.resolve("a.rec");
        MemorySegment room = MemorySegment.ofArray(new byte[1 << 20]);
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < samples.length; i++) {
                samples[i].accept(parts);
                long length = parts.writeTo(room, 0);
                writer.write(i, UvRecordWriter.header(names(i, meta(i, FfhqIndex.NULL))), room.asSlice(0, length));
            }
            parts.manifest(new UvManifest(UvSet.FFHQ_UV, samples.length, 1, List.of("x.txt")), new byte[] {'{', '}'});
            long length = parts.writeTo(room, 0);
            writer.write(samples.length, UvRecordWriter.headerOfOthers(samples.length), room.asSlice(0, length));
            writer.commit();
        }
        return rec;
    }

    private static byte[] png(Image image) {
        try (ImageCodec codec = ImageCodec.create()) {
            return codec.encode(image, Encoding.PNG, 6).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static Image drawn(int seed) {
        Image image = Image.allocate(Arena.ofAuto(), SIZE_PX, SIZE_PX, PixelFormat.BGR8);
        for (long at = 0; at < image.pixels().byteSize(); at++) {
            image.pixels().set(ValueLayout.JAVA_BYTE, at, (byte) (at * 7 + (at % 5 == 0 ? seed : 0)));
        }
        return image;
    }

    @Test
    void namesComeBackAsTheyWere() throws IOException {
        List<FfhqIndex> forms = List.of(
                FfhqIndex.ABSENT,
                FfhqIndex.NULL,
                new FfhqIndex(FfhqIndex.Form.NUMBER, "1223"),
                new FfhqIndex(FfhqIndex.Form.TEXT, "01223"));
        for (FfhqIndex form : forms) {
            UvNames names = names(7, meta(7, form));
            assertThat(UvRecordJson.names(UvRecordJson.write(names))).isEqualTo(names);
            assertThat(names.fileName(UvPart.MAP)).isEqualTo("dataset/ffhq-uv/uv-maps/000/000007.png");
            assertThat(names.fileName(UvPart.LIGHT))
                    .isEqualTo(
                            form.number() < 0
                                    ? "dataset/ffhq-uv/lights/000007.npy"
                                    : "dataset_project/lights/01223.npy");
        }
        UvNames bare = new UvNames(UvSet.INTERPOLATE, "012345", null, EnumSet.noneOf(UvPart.class), Map.of());
        assertThat(UvRecordJson.names(UvRecordJson.write(bare))).isEqualTo(bare);
        assertThat(bare.fileName(UvPart.LEFT))
                .isEqualTo("dataset/ffhq-uv-interpolate/face-latents/012/012345/012345_left_latent.pt");
        UvMetaEntry odd = new UvMetaEntry("000007", Double.NaN, -1e300, -3, FfhqIndex.ABSENT);
        assertThat(UvRecordJson.names(UvRecordJson.write(names(7, odd))).meta()).isEqualTo(odd);
        assertThat(UvRecordWriter.header(names(7, odd)).label()).isNaN();
    }

    @Test
    void latentsAreWrittenFromTheirFilesAndReadWithoutThem() throws IOException {
        byte[] file = Files.readAllBytes(Path.of("testdata/ffhquv/pt/000000_front_latent.pt"));
        MemorySegment pt = MemorySegment.ofArray(file);
        FaceLatent latent = FaceLatent.read(Path.of("x"), pt);
        MemorySegment values = MemorySegment.ofArray(new byte[FaceLatent.LENGTH * Float.BYTES]);
        MemorySegment.copy(latent.w(), 0, values, LittleEndian.FLOAT, 0, FaceLatent.LENGTH);
        int at = indexOf(file, values.toArray(ValueLayout.JAVA_BYTE));
        MemorySegment rest = MemorySegment.ofArray(new byte[Integer.BYTES + file.length - (int) values.byteSize()]);
        rest.set(LittleEndian.INT, 0, at);
        MemorySegment.copy(pt, 0, rest, Integer.BYTES, at);
        MemorySegment.copy(
                pt, at + values.byteSize(), rest, Integer.BYTES + (long) at, file.length - at - values.byteSize());
        MemorySegment outside = MemorySegment.ofArray(rest.toArray(ValueLayout.JAVA_BYTE));
        outside.set(LittleEndian.INT, 0, Integer.MAX_VALUE);
        Path rec = write(
                sample -> {
                    sample.begin(null);
                    sample.latent(UvPart.FRONT, values);
                    sample.restOfLatent(UvPart.FRONT, rest);
                    sample.file(UvPart.LEFT, pt);
                    sample.end(names(0, meta(0, FfhqIndex.NULL)));
                },
                sample -> {
                    sample.begin(null);
                    sample.latent(UvPart.FRONT, values);
                    sample.restOfLatent(UvPart.FRONT, outside);
                    sample.end(names(1, meta(1, FfhqIndex.NULL)));
                });
        try (UvRecords records = UvRecords.open(rec);
                UvRecords.Reader reader = records.reader()) {
            UvRecord record = reader.get(0);
            FaceLatent front = Objects.requireNonNull(record.latent(UvPart.FRONT));
            FaceLatent left = Objects.requireNonNull(record.latent(UvPart.LEFT));
            assertThat(front.w()).isEqualTo(latent.w()).isEqualTo(left.w());
            assertThat(front.condition()).isNull(); // it was left out
            assertThat(left.condition()).isEqualTo(latent.condition());
            for (UvPart part : List.of(UvPart.FRONT, UvPart.LEFT)) {
                MemorySegment again = Objects.requireNonNull(record.file(part));
                assertThat(again.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(file);
            }
            assertThat(record.latent(UvPart.RIGHT)).isNull();
            assertThat(record.latent(UvPart.MAP)).isNull();
            assertThatThrownBy(() -> reader.get(1).file(UvPart.FRONT))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("values stand outside their file");
            assertThatThrownBy(() -> reader.get(9)).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(() -> reader.at(2))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("holds no sample");
            assertThat(reader.manifest()).isEqualTo(new UvManifest(UvSet.FFHQ_UV, 2, 1, List.of("x.txt")));
            assertThat(reader.any(2).metaFile()).isEqualTo(new byte[] {'{', '}'});
        }
    }

    private static int indexOf(byte[] file, byte[] values) {
        for (int at = 0; at + values.length <= file.length; at++) {
            if (MemorySegment.ofArray(file).asSlice(at, values.length).mismatch(MemorySegment.ofArray(values)) < 0) {
                return at;
            }
        }
        throw new AssertionError("values are not in their file");
    }

    @Test
    void residualsNeedTheirTemplateAndSayWhenTheyAreNotWhatWasPacked() throws IOException {
        Image template = drawn(1);
        Image map = drawn(9);
        byte[] file = png(map);
        int sum = UvRecordWriter.sum(map);
        Image shared = Image.allocate(Arena.ofAuto(), SIZE_PX, SIZE_PX, PixelFormat.GRAY8);
        byte[] before = map.toBytes();
        assertThat(SharedRegion.take(map, template, shared)).isPositive();
        byte[] rest = png(map);
        byte[] plane;
        try (PlaneEncoder encoder = PlaneEncoder.create(PlaneEffort.FAST)) {
            plane = encoder.encode(shared).toArray(ValueLayout.JAVA_BYTE);
        }
        int templateSum = UvRecordWriter.sum(template);
        Path rec = write(
                residual(rest, plane, file.length, sum, templateSum),
                residual(rest, plane, file.length, sum + 1, templateSum),
                residual(rest, plane, file.length, sum, templateSum + 1),
                residual(rest, new byte[] {1, 2, 3}, file.length, sum, templateSum),
                sample -> {
                    sample.template(MemorySegment.ofArray(png(template)));
                    sample.end(names(4, meta(4, FfhqIndex.NULL)));
                });
        try (UvRecords records = UvRecords.open(rec);
                UvRecords.Reader reader = records.reader()) {
            assertThat(reader.at(0).isResidual()).isTrue();
            assertThat(reader.at(0).mapBytes()).isEqualTo(file.length);
            assertThatThrownBy(() -> reader.at(0).map())
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("needs a template that is not in the file");
        }
        Path whole = withTemplate(rec, png(template));
        try (UvRecords records = UvRecords.open(whole);
                UvRecords.Reader reader = records.reader()) {
            assertThat(reader.at(0).map().toBytes()).isEqualTo(before);
            assertThat(reader.at(0).mapPx()).isEqualTo(SIZE_PX);
            assertThatThrownBy(() -> reader.at(1).map())
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("map is not what was packed");
            assertThatThrownBy(() -> reader.at(2).map())
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("map needs another template");
            assertThatThrownBy(() -> reader.at(3).map()).isInstanceOf(CorruptDataException.class);
        }
    }

    private static Consumer<UvRecordWriter> residual(byte[] png, byte[] plane, int bytes, int sum, int templateSum) {
        return sample -> {
            sample.begin(MemorySegment.ofArray(png), MemorySegment.ofArray(plane), bytes, sum, templateSum);
            sample.end(names(0, meta(0, FfhqIndex.NULL)));
        };
    }

    /** The samples of a file, then a template. */
    private Path withTemplate(Path rec, byte[] template) throws IOException {
        Path out = temp.resolve("b.rec");
        MemorySegment room = MemorySegment.ofArray(new byte[1 << 20]);
        try (UvRecords records = UvRecords.open(rec);
                RecordWriter writer = RecordWriter.create(out)) {
            for (int i = 0; i < records.size(); i++) {
                writer.write(
                        i,
                        records.file().at(i).header(),
                        MemorySegment.ofArray(records.file().at(i).payload().toArray(ValueLayout.JAVA_BYTE)));
            }
            parts.template(MemorySegment.ofArray(template));
            long length = parts.writeTo(room, 0);
            writer.write(99, UvRecordWriter.headerOfOthers(99), room.asSlice(0, length));
            writer.commit();
        }
        return out;
    }

    @Test
    void everyDamagedByteIsFoundOrHarmless() throws IOException {
        byte[] light = new FaceLight(new float[FaceLight.LENGTH]).toNpy();
        Path rec = write(sample -> {
            sample.begin(null);
            sample.file(UvPart.LIGHT, MemorySegment.ofArray(light));
            sample.end(names(0, meta(0, FfhqIndex.NULL)));
        });
        byte[] bytes = Files.readAllBytes(rec);
        int found = 0;
        for (int at = 32; at < bytes.length; at++) {
            bytes[at] ^= 0x10;
            Files.write(rec, bytes);
            bytes[at] ^= 0x10;
            try (UvRecords records = UvRecords.open(rec);
                    UvRecords.Reader reader = records.reader()) {
                UvRow row = UvRow.of(reader.at(0));
                assertThat(row.names()).as("offset %d", at).isEqualTo(names(0, meta(0, FfhqIndex.NULL)));
                assertThat(Objects.requireNonNull(row.light()).coefficients()).containsOnly(0f);
            } catch (CorruptDataException named) {
                found++;
            } catch (IndexOutOfBoundsException nothingLeft) {
                assertThat(nothingLeft).hasMessageContaining("position");
            }
        }
        assertThat(found).isGreaterThan(400);
    }
}
