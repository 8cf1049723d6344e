package io.cameo.dataset.coco;

import io.cameo.bundle.Bundle;
import io.cameo.bundle.DType;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.image.Image;
import io.cameo.mask.InstancePlane;
import io.cameo.mask.PlaneFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a sample out of its bundle. Its plane stands in the reader's memory until the next one; its image is a slice of the
 * payload. Not thread-safe.
 */
public final class CocoSampleReader implements AutoCloseable {
    private static final long FIRST_BYTES = 1 << 19;

    private Arena arena = Arena.ofShared();
    private MemorySegment pixels = arena.allocate(FIRST_BYTES);
    private byte[] lastCategoryJson = {};
    private List<CocoCategory> lastCategories = List.of();

    /**
     * Reads a sample.
     *
     * @param bundle stands on the payload of a record, which is in memory, not mapped
     * @throws CorruptDataException if a part is missing or damaged, or the parts contradict each other
     */
    public CocoSample read(Bundle bundle) {
        InstancePlane plane = plane(bundle);
        long id = imageId(bundle);
        String name = new String(bundle.read(bundle.require(CocoSampleParts.FILE_NAME)), StandardCharsets.UTF_8);
        int imagePart = bundle.require(CocoSampleParts.IMAGE);
        bundle.check(imagePart);
        return new CocoSample(
                new CocoImage(id, name, plane.image().heightPx(), plane.image().widthPx()),
                bundle.stored(imagePart).asReadOnly(),
                plane,
                people(bundle),
                categories(bundle));
    }

    /** The id of a sample's image, without looking at the rest. */
    static long imageId(Bundle bundle) {
        return numbers(bundle, CocoSampleParts.IMAGE_ID, DType.INT64, 1).get(LittleEndian.LONG, 0);
    }

    private InstancePlane plane(Bundle bundle) {
        int part = bundle.require(CocoSampleParts.PLANE);
        PlaneFormat format = CocoSampleParts.formatOf(bundle.mediaType(part));
        DType expected = format == PlaneFormat.WIDE ? DType.UINT16 : DType.UINT8;
        if (format == null
                || bundle.rank(part) != 2
                || bundle.dtype(part) != expected
                || bundle.bytes(part) == 0
                || bundle.size(part, 0) > InstancePlane.LONGEST_SIDE_PX
                || bundle.size(part, 1) > InstancePlane.LONGEST_SIDE_PX) {
            throw bundle.corrupt(
                    part,
                    "not an instance plane: media_type=" + bundle.mediaType(part) + ", dtype="
                            + bundle.dtype(part).numpyName() + ", shape=" + Arrays.toString(bundle.shape(part)));
        }
        int bytes = bundle.bytes(part);
        if (pixels.byteSize() < bytes) {
            arena.close();
            arena = Arena.ofShared();
            pixels = arena.allocate(bytes);
        }
        bundle.read(part, pixels, 0);
        int widthPx = (int) bundle.size(part, 1);
        return InstancePlane.wrap(
                Image.wrap(
                        pixels.asSlice(0, bytes),
                        widthPx,
                        (int) bundle.size(part, 0),
                        (long) widthPx * expected.bytes(),
                        format.pixels()),
                format);
    }

    private static List<CocoPerson> people(Bundle bundle) {
        MemorySegment ids = numbers(bundle, CocoSampleParts.ANNOTATION_IDS, DType.INT64);
        int count = (int) (ids.byteSize() / Long.BYTES);
        MemorySegment categories = numbers(bundle, CocoSampleParts.CATEGORY_IDS, DType.INT64, count);
        MemorySegment indexes = numbers(bundle, CocoSampleParts.INDEXES, DType.UINT16, count);
        MemorySegment flags = numbers(bundle, CocoSampleParts.FLAGS, DType.UINT8, count);
        MemorySegment areas = finite(bundle, CocoSampleParts.AREAS, count);
        MemorySegment boxes = finite(bundle, CocoSampleParts.BOXES, 4L * count);
        double[][] keypoints = keypoints(bundle, count);
        List<CocoPerson> people = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double[] box = new double[4];
            for (int side = 0; side < box.length; side++) {
                box[side] = boxes.get(LittleEndian.DOUBLE, 32L * i + 8L * side);
            }
            int flag = flags.get(LittleEndian.BYTE, i);
            people.add(new CocoPerson(
                    ids.get(LittleEndian.LONG, 8L * i),
                    categories.get(LittleEndian.LONG, 8L * i),
                    Short.toUnsignedInt(indexes.get(LittleEndian.SHORT, 2L * i)),
                    (flag & CocoSampleParts.CROWD) != 0,
                    (flag & CocoSampleParts.UNANNOTATED) != 0,
                    areas.get(LittleEndian.DOUBLE, 8L * i),
                    box,
                    keypoints[i]));
        }
        return people;
    }

    private static double[][] keypoints(Bundle bundle, int count) {
        int part = bundle.require(CocoSampleParts.KEYPOINTS);
        DType dtype = bundle.dtype(part);
        if (bundle.rank(part) != 3
                || bundle.size(part, 0) != count
                || bundle.size(part, 2) != 3
                || (dtype != DType.INT32 && dtype != DType.FLOAT64)) {
            throw bundle.corrupt(
                    part,
                    "not the key points of the annotations: annotations=" + count + ", dtype=" + dtype.numpyName()
                            + ", shape=" + Arrays.toString(bundle.shape(part)));
        }
        MemorySegment numbers = MemorySegment.ofArray(bundle.read(part));
        int each = count == 0 ? 0 : bundle.bytes(part) / dtype.bytes() / count;
        double[][] out = new double[count][each];
        long at = 0;
        for (double[] row : out) {
            for (int i = 0; i < each; i++) {
                row[i] =
                        dtype == DType.INT32 ? numbers.get(LittleEndian.INT, at) : numbers.get(LittleEndian.DOUBLE, at);
                if (!Double.isFinite(row[i])) {
                    throw bundle.corrupt(part, "number is not finite: at=" + at / dtype.bytes());
                }
                at += dtype.bytes();
            }
        }
        return out;
    }

    private List<CocoCategory> categories(Bundle bundle) {
        int part = bundle.require(CocoSampleParts.CATEGORIES);
        byte[] json = bundle.read(part);
        if (!Arrays.equals(json, lastCategoryJson)) {
            try {
                lastCategories = CategoryJson.read(json);
                lastCategoryJson = json;
            } catch (IOException bad) {
                CorruptDataException corrupt = bundle.corrupt(part, String.valueOf(bad.getMessage()));
                corrupt.initCause(bad);
                throw corrupt;
            }
        }
        return lastCategories;
    }

    /** What no annotation file can say is damage, too: JSON has no such numbers. */
    private static MemorySegment finite(Bundle bundle, String name, long expected) {
        MemorySegment numbers = numbers(bundle, name, DType.FLOAT64, expected);
        for (long at = 0; at < numbers.byteSize(); at += Double.BYTES) {
            if (!Double.isFinite(numbers.get(LittleEndian.DOUBLE, at))) {
                throw bundle.corrupt(bundle.require(name), "number is not finite: at=" + at / Double.BYTES);
            }
        }
        return numbers;
    }

    private static MemorySegment numbers(Bundle bundle, String name, DType dtype, long expected) {
        MemorySegment numbers = numbers(bundle, name, dtype);
        if (numbers.byteSize() != expected * dtype.bytes()) {
            throw bundle.corrupt(
                    bundle.require(name),
                    "parts of a sample differ in length: expected=" + expected + ", actual="
                            + numbers.byteSize() / dtype.bytes());
        }
        return numbers;
    }

    private static MemorySegment numbers(Bundle bundle, String name, DType dtype) {
        int part = bundle.require(name);
        if (bundle.dtype(part) != dtype) {
            throw bundle.corrupt(
                    part,
                    "part has another type: expected=" + dtype.numpyName() + ", actual="
                            + bundle.dtype(part).numpyName());
        }
        return MemorySegment.ofArray(bundle.read(part));
    }

    @Override
    public void close() {
        arena.close();
    }
}
