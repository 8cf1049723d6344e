package io.cameo.convert.matting;

import io.cameo.matte.AlphaBox;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a part out of a JPEG without decoding it, as {@code jpegtran -crop} does: whole MCUs, so that decoding the part gives the
 * pixels that decoding all of it gives. To find MCUs their codes must be walked, which takes a tenth of the time of decoding
 * them. One for each thread.
 */
final class JpegCrop {
    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

    private final CodedJpeg whole = new CodedJpeg();
    private final BitRow row = new BitRow();
    private final int[] levels = new int[CodedJpeg.COMPONENTS];
    private byte[] file = {};
    private int xPx;
    private int yPx;

    /**
     * A file that has the box, and around it as much as its pixels depend on: chroma is mixed with that of the next MCU.
     *
     * @param box within the picture
     * @return valid until the next call; null if the file is of another kind than {@link CodedJpeg} reads, is damaged, or has no
     *     codes for what would have to be counted anew
     */
    @Nullable
    MemorySegment crop(MemorySegment jpeg, AlphaBox box) {
        int endRow = (box.yPx() + box.heightPx() - 1) / CodedJpeg.MCU_PX + 2;
        if (!whole.read(jpeg, endRow)) {
            return null;
        }
        int left = Math.max(0, box.xPx() / CodedJpeg.MCU_PX - 1);
        int top = Math.max(0, box.yPx() / CodedJpeg.MCU_PX - 1);
        int right = Math.min(whole.columns(), (box.xPx() + box.widthPx() - 1) / CodedJpeg.MCU_PX + 2);
        int bottom = Math.min(whole.rows(), endRow);
        xPx = box.xPx() - left * CodedJpeg.MCU_PX;
        yPx = box.yPx() - top * CodedJpeg.MCU_PX;
        row.clear();
        Arrays.fill(levels, 0);
        for (int y = top; y < bottom; y++) {
            int line = y * whole.columns();
            if (!whole.canCount(line + left, levels)) {
                return null;
            }
            whole.copy(line + left, line + right, levels, row);
        }
        int widthPx = Math.min(whole.head().widthPx(), right * CodedJpeg.MCU_PX) - left * CodedJpeg.MCU_PX;
        int heightPx = Math.min(whole.head().heightPx(), bottom * CodedJpeg.MCU_PX) - top * CodedJpeg.MCU_PX;
        return assemble(whole.head().bytes(widthPx, heightPx));
    }

    private MemorySegment assemble(byte[] head) {
        int most = Math.addExact(head.length + END.length, row.mostStuffed());
        if (file.length < most) {
            file = new byte[most];
        }
        System.arraycopy(head, 0, file, 0, head.length);
        int end = row.stuffInto(file, head.length);
        System.arraycopy(END, 0, file, end, END.length);
        return MemorySegment.ofArray(file).asSlice(0, (long) end + END.length);
    }

    /** Where the box lies in what was cut last. */
    int xPx() {
        return xPx;
    }

    int yPx() {
        return yPx;
    }
}
