package io.cameo.dataset.coco;

import java.util.Arrays;

/** What is kept of annotations while their file is open: 36 bytes of each. One thread fills it, then any number may look. */
final class AnnotationTable {
    /** More would need longer arrays; at COCO's 870 bytes an annotation that is a file of 900 GB. */
    private static final int MOST = 1 << 30;

    private long[] ids = new long[1024];
    private long[] imageIds = new long[1024];
    private long[] categoryIds = new long[1024];
    private long[] offsets = new long[1024];
    private int[] lengths = new int[1024];
    private int count;

    /** Adds one at the end. */
    void add(long id, long imageId, long categoryId, long offsetBytes, long lengthBytes) {
        if (lengthBytes > JsonValues.LONGEST_BYTES) {
            throw new JsonFault(
                    offsetBytes,
                    "annotation is too long: bytes=" + lengthBytes + ", longest=" + JsonValues.LONGEST_BYTES);
        }
        if (count == MOST) {
            throw new JsonFault(offsetBytes, "too many annotations: most=" + MOST);
        }
        if (count == ids.length) {
            resize(count + (count >> 1));
        }
        ids[count] = id;
        imageIds[count] = imageId;
        categoryIds[count] = categoryId;
        offsets[count] = offsetBytes;
        lengths[count] = (int) lengthBytes;
        count++;
    }

    /** Gives back what is not used. */
    void trim() {
        resize(count);
    }

    private void resize(int size) {
        ids = Arrays.copyOf(ids, size);
        imageIds = Arrays.copyOf(imageIds, size);
        categoryIds = Arrays.copyOf(categoryIds, size);
        offsets = Arrays.copyOf(offsets, size);
        lengths = Arrays.copyOf(lengths, size);
    }

    int count() {
        return count;
    }

    long id(int at) {
        return ids[at];
    }

    long imageId(int at) {
        return imageIds[at];
    }

    long categoryId(int at) {
        return categoryIds[at];
    }

    long offsetBytes(int at) {
        return offsets[at];
    }

    int lengthBytes(int at) {
        return lengths[at];
    }
}
