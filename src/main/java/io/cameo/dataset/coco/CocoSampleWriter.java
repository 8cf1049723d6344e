package io.cameo.dataset.coco;

import io.cameo.bundle.BundleWriter;
import io.cameo.bundle.Codec;
import io.cameo.bundle.DType;
import io.cameo.bytes.LittleEndian;
import io.cameo.image.Image;
import io.cameo.image.ImageKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Makes the bundle of a {@link CocoSample}. Meant to be used again: one for each worker. Not thread-safe. */
public final class CocoSampleWriter {
    /** The largest number that a person may have: {@code indexes} is uint16. */
    public static final int MOST_PERSONS = 0xffff;

    private static final int SAMPLE_BYTES_OF_A_BOX = 32;

    private final BundleWriter bundle = new BundleWriter();
    private List<CocoCategory> lastCategories = List.of();
    private byte[] categoryJson = CategoryJson.write(List.of());

    /** The most bytes that {@link #writeTo} can need for the sample that was taken last. */
    public long maxBytes() {
        return bundle.maxBytes();
    }

    /** Writes the sample that was taken last; see {@link BundleWriter#writeTo}. */
    public long writeTo(MemorySegment dst, long dstOffset) {
        return bundle.writeTo(dst, dstOffset);
    }

    /**
     * Takes a sample. Its image and plane must stay as they are until it is written.
     *
     * @throws IllegalArgumentException if the rows of the plane are not dense, persons differ in the number of key points, or
     *     one has a number beyond {@link #MOST_PERSONS}
     */
    public void take(CocoSample sample) {
        bundle.clear();
        MemorySegment encoded = sample.encoded();
        bundle.add(
                CocoSampleParts.IMAGE,
                mediaOf(ImageKind.of(encoded)),
                DType.UINT8,
                Codec.STORED,
                encoded,
                encoded.byteSize());
        plane(sample);
        byte[] name = sample.image().fileName().getBytes(StandardCharsets.UTF_8);
        bundle.add(
                CocoSampleParts.FILE_NAME,
                "text/plain; charset=utf-8",
                DType.UINT8,
                Codec.STORED,
                MemorySegment.ofArray(name),
                name.length);
        MemorySegment id = MemorySegment.ofArray(new byte[Long.BYTES]);
        id.set(LittleEndian.LONG, 0, sample.image().id());
        bundle.add(CocoSampleParts.IMAGE_ID, "", DType.INT64, Codec.STORED, id);
        if (!sample.categories().equals(lastCategories)) {
            lastCategories = sample.categories();
            categoryJson = CategoryJson.write(lastCategories);
        }
        bundle.add(
                CocoSampleParts.CATEGORIES,
                "application/json",
                DType.UINT8,
                Codec.LZ4,
                MemorySegment.ofArray(categoryJson),
                categoryJson.length);
        people(sample.people());
        keypoints(sample.people());
    }

    private void plane(CocoSample sample) {
        Image image = sample.plane().image();
        if (image.strideBytes() != image.rowBytes()) {
            throw new IllegalArgumentException("rows of the plane are not dense: image="
                    + sample.image().id() + ", stride=" + image.strideBytes() + ", row=" + image.rowBytes());
        }
        bundle.add(
                CocoSampleParts.PLANE,
                CocoSampleParts.mediaOf(sample.plane().format()),
                image.format().bytesPerSample() == 1 ? DType.UINT8 : DType.UINT16,
                Codec.LZ4,
                image.pixels().asSlice(0, image.rowBytes() * image.heightPx()),
                image.heightPx(),
                image.widthPx());
    }

    private void people(List<CocoPerson> people) {
        int count = people.size();
        MemorySegment ids = numbers(count, Long.BYTES);
        MemorySegment categories = numbers(count, Long.BYTES);
        MemorySegment indexes = numbers(count, Short.BYTES);
        MemorySegment flags = numbers(count, 1);
        MemorySegment areas = numbers(count, Double.BYTES);
        MemorySegment boxes = numbers(count, SAMPLE_BYTES_OF_A_BOX);
        for (int i = 0; i < count; i++) {
            CocoPerson person = people.get(i);
            if (person.index() < 0 || person.index() > MOST_PERSONS) {
                throw new IllegalArgumentException(
                        "number of a person is out of range: annotation=" + person.id() + ", index=" + person.index());
            }
            ids.set(LittleEndian.LONG, 8L * i, person.id());
            categories.set(LittleEndian.LONG, 8L * i, person.categoryId());
            indexes.set(LittleEndian.SHORT, 2L * i, (short) person.index());
            int flag = (person.crowd() ? CocoSampleParts.CROWD : 0)
                    | (person.unannotated() ? CocoSampleParts.UNANNOTATED : 0);
            flags.set(ValueLayout.JAVA_BYTE, i, (byte) flag);
            areas.set(LittleEndian.DOUBLE, 8L * i, person.area());
            for (int side = 0; side < 4; side++) {
                boxes.set(LittleEndian.DOUBLE, 32L * i + 8L * side, person.box()[side]);
            }
        }
        bundle.add(CocoSampleParts.ANNOTATION_IDS, "", DType.INT64, Codec.LZ4, ids, count);
        bundle.add(CocoSampleParts.CATEGORY_IDS, "", DType.INT64, Codec.LZ4, categories, count);
        bundle.add(CocoSampleParts.INDEXES, "", DType.UINT16, Codec.LZ4, indexes, count);
        bundle.add(CocoSampleParts.FLAGS, "", DType.UINT8, Codec.LZ4, flags, count);
        bundle.add(CocoSampleParts.AREAS, "", DType.FLOAT64, Codec.LZ4, areas, count);
        bundle.add(CocoSampleParts.BOXES, "", DType.FLOAT64, Codec.LZ4, boxes, count, 4);
    }

    private void keypoints(List<CocoPerson> people) {
        int each = people.isEmpty() ? 0 : people.getFirst().keypoints().length;
        boolean whole = true;
        for (CocoPerson person : people) {
            if (person.keypoints().length != each || each % 3 != 0) {
                throw new IllegalArgumentException("persons differ in key points: numbers=" + each + ", annotation="
                        + person.id() + ", its_numbers=" + person.keypoints().length);
            }
            whole &= Arrays.stream(person.keypoints()).allMatch(CocoSampleWriter::isInt);
        }
        int width = whole ? Integer.BYTES : Double.BYTES;
        MemorySegment numbers = numbers(people.size() * each, width);
        long at = 0;
        for (CocoPerson person : people) {
            for (double number : person.keypoints()) {
                if (whole) {
                    numbers.set(LittleEndian.INT, at, (int) number);
                } else {
                    numbers.set(LittleEndian.DOUBLE, at, number);
                }
                at += width;
            }
        }
        DType dtype = whole ? DType.INT32 : DType.FLOAT64;
        bundle.add(CocoSampleParts.KEYPOINTS, "", dtype, Codec.LZ4, numbers, people.size(), each / 3, 3);
    }

    private static boolean isInt(double number) {
        return Double.doubleToRawLongBits((int) number) == Double.doubleToRawLongBits(number);
    }

    private static MemorySegment numbers(int count, int bytesEach) {
        return MemorySegment.ofArray(new byte[Math.multiplyExact(count, bytesEach)]);
    }

    private static String mediaOf(ImageKind kind) {
        return kind == ImageKind.UNKNOWN
                ? "application/octet-stream"
                : "image/" + kind.name().toLowerCase(Locale.ROOT);
    }
}
