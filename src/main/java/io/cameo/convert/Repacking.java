package io.cameo.convert;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.Integrity;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordView;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether packing a payload from a list gives its record back, bit for bit: with {@code --pass-through --pack-label}, key
 * and id the index of the line, labels as the line has them. One object per thread.
 */
final class Repacking {
    /** A line of a list has at most 1 MiB; a label takes at most 26 characters. */
    private static final int MOST_LABELS = 32_768;

    /** Every part of a record begins with it; inside a part it never stands at a multiple of 4. */
    private static final int MAGIC = 0xCED7230A;

    private static final int LABEL_FIELD_OFFSET = 4;
    private static final int WORD_BYTES = Integer.BYTES;

    private final MemorySegment file;
    private MemorySegment header = MemorySegment.ofArray(new byte[24]);

    /** @param file all bytes of the record file */
    Repacking(MemorySegment file) {
        this.file = file;
    }

    /** Why it would not, as {@code reason: key=value}; null if it would. */
    @Nullable
    String whyNot(RecordView view, long key) {
        if (!view.hasHeader()) {
            return "no image-record header: bytes=" + view.contentLength();
        }
        String inHeader = headerFault(view, key);
        if (inHeader != null) {
            return inHeader;
        }
        if (view.payloadLength() == 0) {
            return "no payload";
        }
        Optional<String> fault = Integrity.fault(view.payload());
        if (fault.isPresent()) {
            return "payload is no sound image: " + fault.get();
        }
        return isFramedAsWritten(view) ? null : "parts or padding are not as MXNet writes them: parts=" + view.parts();
    }

    private @Nullable String headerFault(RecordView view, long key) {
        if (key < 0) {
            return "key is negative: key=" + key;
        }
        if (view.id() != key) {
            return "id is not the key: id=" + Long.toUnsignedString(view.id());
        }
        if (view.id2() != 0) {
            return "second id is not 0: id2=" + Long.toUnsignedString(view.id2());
        }
        if (view.flag() == 1) {
            return "list of one label, which packs as a plain label";
        }
        if (view.labelCount() > MOST_LABELS) {
            return "more labels than a line of a list holds: labels=" + view.labelCount();
        }
        if (view.flag() != 0 && view.segment().get(LittleEndian.INT, view.contentOffset() + LABEL_FIELD_OFFSET) != 0) {
            return "label field is not 0 beside a list of labels, as im2rec.cc writes it";
        }
        IrHeader packed = view.flag() == 0
                ? IrHeader.scalar(readBack(view.label(0)), key)
                : IrHeader.vector(readBack(labels(view)), key);
        if (header.byteSize() < packed.sizeBytes()) {
            header = MemorySegment.ofArray(new byte[packed.sizeBytes()]);
        }
        packed.writeTo(header, 0);
        long from = view.contentOffset();
        boolean same =
                MemorySegment.mismatch(header, 0, packed.sizeBytes(), view.segment(), from, from + packed.sizeBytes())
                        < 0;
        return same ? null : "a label is a NaN with bits that text does not keep";
    }

    static float[] labels(RecordView view) {
        float[] labels = new float[view.labelCount()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = view.label(i);
        }
        return labels;
    }

    /** Text keeps every float but the bits of a NaN. */
    private static float readBack(float label) {
        return Float.isNaN(label) ? Float.NaN : label;
    }

    private static float[] readBack(float[] labels) {
        for (int i = 0; i < labels.length; i++) {
            labels[i] = readBack(labels[i]);
        }
        return labels;
    }

    /** One part more than there are magic words at multiples of 4, and zeros behind the last one. */
    private boolean isFramedAsWritten(RecordView view) {
        int magics = 0;
        long begin = view.contentOffset();
        long end = begin + (view.contentLength() & -WORD_BYTES);
        for (long at = begin; at < end; at += WORD_BYTES) {
            magics += view.segment().get(LittleEndian.INT, at) == MAGIC ? 1 : 0;
        }
        if (magics != view.parts() - 1) {
            return false;
        }
        for (int padding = -view.contentLength() & 3; padding > 0; padding--) {
            if (file.get(LittleEndian.BYTE, view.endBytes() - padding) != 0) {
                return false;
            }
        }
        return true;
    }
}
