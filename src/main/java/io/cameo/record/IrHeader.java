package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The image-record header: flag, labels and ids. Immutable.
 *
 * <p>With {@code flag == 0} there is one label and it stands in the header itself. With {@code flag == n} there are n
 * labels behind the header and {@link #labelField()} means nothing (Python's packer writes 0 there, {@code im2rec.cc} the
 * first label).
 */
public final class IrHeader {
    private static final float[] NO_LABELS = {};

    private final int flag;
    private final float labelField;
    private final long id;
    private final long id2;
    private final float[] labels;

    private IrHeader(int flag, float labelField, long id, long id2, float[] labels) {
        this.flag = flag;
        this.labelField = labelField;
        this.id = id;
        this.id2 = id2;
        this.labels = labels;
    }

    /** One label in the header, flag 0: what {@code mx.recordio.pack} writes for a number. */
    public static IrHeader scalar(float label, long id) {
        return new IrHeader(0, label, id, 0, NO_LABELS);
    }

    /**
     * Labels behind the header, flag = their number: what {@code mx.recordio.pack} writes for a list. An empty list
     * gives flag 0 and label 0, as there.
     */
    public static IrHeader vector(float[] labels, long id) {
        return new IrHeader(labels.length, 0f, id, 0, labels.clone());
    }

    /** Labels behind the header and the first of them in the header too: what {@code im2rec.cc} writes. */
    public static IrHeader vectorWithFirst(float[] labels, long id) {
        return new IrHeader(labels.length, labels.length == 0 ? 0f : labels[0], id, 0, labels.clone());
    }

    /** The same header with another second id. */
    public IrHeader withId2(long newId2) {
        return new IrHeader(flag, labelField, id, newId2, labels);
    }

    /** Reads the header of the record that a view stands on. */
    static IrHeader read(RecordView view) {
        float[] labels = NO_LABELS;
        if (view.flag() != 0) {
            labels = new float[view.labelCount()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = view.label(i);
            }
        }
        return new IrHeader(view.flag(), view.labelField(), view.id(), view.id2(), labels);
    }

    /** 0 for a single label, else the number of labels; an unsigned 32-bit number in the file. */
    public int flag() {
        return flag;
    }

    /** The label field as stored; the label itself only where {@link #flag()} is 0. */
    public float labelField() {
        return labelField;
    }

    /** The first label. */
    public float label() {
        return label(0);
    }

    /** Label {@code i}, from 0 to {@link #labelCount()} - 1. */
    public float label(int i) {
        if (flag != 0) {
            return labels[i];
        }
        if (i != 0) {
            throw new IndexOutOfBoundsException("the header holds one label: index=" + i);
        }
        return labelField;
    }

    public int labelCount() {
        return flag == 0 ? 1 : labels.length;
    }

    /** All labels, in a new array. */
    public float[] labels() {
        return flag == 0 ? new float[] {labelField} : labels.clone();
    }

    /** The first image id: the record's key, as a rule. Unsigned 64 bits in the file. */
    public long id() {
        return id;
    }

    /** The second image id: 0 in every file that the known writers make. */
    public long id2() {
        return id2;
    }

    /** How many bytes the header and its labels take: {@code 24 + 4 * labels}. A multiple of 4. */
    public int sizeBytes() {
        return IrHeaderLayout.BYTES + labels.length * Float.BYTES;
    }

    /** Writes {@link #sizeBytes()} bytes at an offset. */
    public void writeTo(MemorySegment target, long offsetBytes) {
        target.set(LittleEndian.INT, offsetBytes + IrHeaderLayout.FLAG_OFFSET, flag);
        target.set(LittleEndian.FLOAT, offsetBytes + IrHeaderLayout.LABEL_OFFSET, labelField);
        target.set(LittleEndian.LONG, offsetBytes + IrHeaderLayout.ID_OFFSET, id);
        target.set(LittleEndian.LONG, offsetBytes + IrHeaderLayout.ID2_OFFSET, id2);
        for (int i = 0; i < labels.length; i++) {
            target.set(LittleEndian.FLOAT, offsetBytes + IrHeaderLayout.LABELS_OFFSET + 4L * i, labels[i]);
        }
    }

    /** Equal when the bytes in the file would be. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IrHeader that
                && flag == that.flag
                && Float.floatToRawIntBits(labelField) == Float.floatToRawIntBits(that.labelField)
                && id == that.id
                && id2 == that.id2
                && Arrays.equals(labels, that.labels);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * flag + Float.hashCode(labelField)) + Long.hashCode(id) + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        return "IrHeader[flag=" + Integer.toUnsignedString(flag) + ", labels=" + Arrays.toString(labels()) + ", id="
                + Long.toUnsignedString(id) + ", id2=" + Long.toUnsignedString(id2) + "]";
    }
}
