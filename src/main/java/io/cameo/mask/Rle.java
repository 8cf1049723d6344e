package io.cameo.mask;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A mask as COCO's run lengths: pixels column after column from the left, in runs of unset and set ones by turns, the first
 * run unset and possibly empty.
 *
 * <p>The runs always add up to height times width; text and numbers that do not are refused. Sides go up to 1,048,576
 * pixels, masks up to 2,147,483,647. Immutable, free to share. Equal are masks with the same size and the same runs.
 *
 * <p>Results are those of pycocotools 2.0.11, except where that leaves memory undefined, overflows, or stops at empty runs
 * in the middle: those are refused or computed as the runs say.
 */
public final class Rle {
    private final int heightPx;
    private final int widthPx;
    private final int[] runs;

    private Rle(int heightPx, int widthPx, int[] runs) {
        this.heightPx = heightPx;
        this.widthPx = widthPx;
        this.runs = runs;
    }

    /**
     * A mask from its runs, which are copied: COCO's uncompressed form.
     *
     * @throws BadMaskException if a run is negative or they do not add up to the size
     */
    public static Rle of(int heightPx, int widthPx, int... runs) {
        return checked(heightPx, widthPx, runs.clone());
    }

    /**
     * A mask from COCO's compressed text.
     *
     * @throws BadMaskException if the text is cut off or holds a foreign character, or the runs do not add up to the size
     */
    public static Rle parse(int heightPx, int widthPx, String counts) {
        MaskSize.pixels(heightPx, widthPx);
        return checked(heightPx, widthPx, RleString.decode(counts));
    }

    /**
     * A mask from bytes; every byte that is not zero is a set pixel.
     *
     * @param src holds height times width bytes from {@code srcOffset} on
     * @throws IndexOutOfBoundsException if it does not
     */
    public static Rle encode(MaskOrder order, MemorySegment src, long srcOffset, int heightPx, int widthPx) {
        int pixels = MaskSize.pixels(heightPx, widthPx);
        Objects.checkFromIndexSize(srcOffset, pixels, src.byteSize());
        if (order == MaskOrder.ROW_MAJOR) {
            return BitMask.ofBytes(src, srcOffset, widthPx, heightPx, widthPx).toRle();
        }
        return new Rle(heightPx, widthPx, RleBytes.scanColumns(src, srcOffset, pixels));
    }

    /** The union of all, which must have one size. A single mask is returned as it is. */
    public static Rle union(List<Rle> masks) {
        return merge(masks, false);
    }

    /** The intersection of all, which must have one size. A single mask is returned as it is. */
    public static Rle intersection(List<Rle> masks) {
        return merge(masks, true);
    }

    /** Runs that are known to add up; not copied. */
    static Rle trusted(int heightPx, int widthPx, int[] runs) {
        return new Rle(heightPx, widthPx, runs);
    }

    public int heightPx() {
        return heightPx;
    }

    public int widthPx() {
        return widthPx;
    }

    /** A copy of the runs, unset pixels first. */
    public int[] runs() {
        return runs.clone();
    }

    /** The runs themselves, for reading. */
    int[] sharedRuns() {
        return runs;
    }

    /** The compressed text, as {@code rleToString} writes it. */
    public String counts() {
        return RleString.encode(runs);
    }

    /** How many pixels are set. */
    public long area() {
        long area = 0;
        for (int i = 1; i < runs.length; i += 2) {
            area += runs[i];
        }
        return area;
    }

    /** The smallest box around the set pixels, a column that a run crosses counted as full; all zero where none is set. */
    public PixelBox bounds() {
        int left = widthPx;
        int top = heightPx;
        int right = -1;
        int bottom = -1;
        int end = 0;
        for (int i = 0; i < runs.length; i++) {
            int start = end;
            end += runs[i];
            if ((i & 1) == 0 || runs[i] == 0) {
                continue;
            }
            int firstColumn = start / heightPx;
            int lastColumn = (end - 1) / heightPx;
            left = Math.min(left, firstColumn);
            right = lastColumn;
            if (firstColumn < lastColumn) {
                top = 0;
                bottom = heightPx - 1;
            } else {
                top = Math.min(top, start - firstColumn * heightPx);
                bottom = Math.max(bottom, end - 1 - lastColumn * heightPx);
            }
        }
        return right < 0 ? PixelBox.EMPTY : new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }

    /**
     * Intersection over union with a mask of the same size; over this mask's area alone where the other is a crowd. 0 where
     * they share no pixel.
     */
    public double iou(Rle truth, boolean crowd) {
        MaskSize.same(heightPx, widthPx, truth.heightPx, truth.widthPx);
        long common = RunSweep.intersection(runs, truth.runs);
        if (common == 0) {
            return 0;
        }
        long area = area();
        return (double) common / (crowd ? area : area + truth.area() - common);
    }

    /**
     * {@link #iou(Rle, boolean)} of every detection with every truth.
     *
     * @param crowd one flag for each truth
     * @return a row for each detection, a column for each truth
     */
    public static double[][] iou(List<Rle> detections, List<Rle> truths, boolean[] crowd) {
        if (crowd.length != truths.size()) {
            throw new IllegalArgumentException(
                    "flags and truths differ in number: flags=" + crowd.length + ", truths=" + truths.size());
        }
        PixelBox[] boxes = truths.stream().map(Rle::bounds).toArray(PixelBox[]::new);
        double[][] out = new double[detections.size()][truths.size()];
        for (int d = 0; d < out.length; d++) {
            Rle detection = detections.get(d);
            PixelBox box = detection.bounds();
            for (int t = 0; t < boxes.length; t++) {
                Rle truth = truths.get(t);
                MaskSize.same(detection.heightPx, detection.widthPx, truth.heightPx, truth.widthPx);
                if (box.overlaps(boxes[t])) {
                    out[d][t] = detection.iou(truth, crowd[t]);
                }
            }
        }
        return out;
    }

    /**
     * Writes the mask as bytes: {@code value} where it is set, zero elsewhere.
     *
     * @param dst receives height times width bytes from {@code dstOffset} on
     * @throws IndexOutOfBoundsException if it is too small
     */
    public void decode(MaskOrder order, MemorySegment dst, long dstOffset, byte value) {
        long pixels = (long) heightPx * widthPx;
        Objects.checkFromIndexSize(dstOffset, pixels, dst.byteSize());
        if (order == MaskOrder.COLUMN_MAJOR) {
            BitKernel.create().fillRuns(runs, dst, dstOffset, value);
        } else {
            BitKernel.create().fill(dst, dstOffset, pixels, (byte) 0);
            new RowBits().load(this).fill(dst, dstOffset, widthPx, value);
        }
    }

    /** The mask as bytes 0 and 1 in a new array. */
    public byte[] decode(MaskOrder order) {
        byte[] out = new byte[heightPx * widthPx];
        decode(order, MemorySegment.ofArray(out), 0, (byte) 1);
        return out;
    }

    private static Rle checked(int heightPx, int widthPx, int[] runs) {
        int pixels = MaskSize.pixels(heightPx, widthPx);
        long sum = 0;
        for (int i = 0; i < runs.length; i++) {
            if (runs[i] < 0) {
                throw new BadMaskException("run is negative: run=" + i + ", pixels=" + runs[i]);
            }
            sum += runs[i];
        }
        if (sum != pixels) {
            throw new BadMaskException("runs do not add up: sum=" + sum + ", expected=" + pixels + ", height="
                    + heightPx + ", width=" + widthPx + ", runs=" + runs.length);
        }
        return new Rle(heightPx, widthPx, runs);
    }

    private static Rle merge(List<Rle> masks, boolean intersect) {
        if (masks.isEmpty()) {
            throw new IllegalArgumentException("no masks to merge: masks=0");
        }
        Rle merged = masks.getFirst();
        for (Rle next : masks.subList(1, masks.size())) {
            MaskSize.same(merged.heightPx, merged.widthPx, next.heightPx, next.widthPx);
            merged = new Rle(merged.heightPx, merged.widthPx, RunSweep.merge(merged.runs, next.runs, intersect));
        }
        return merged;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rle that
                && heightPx == that.heightPx
                && widthPx == that.widthPx
                && Arrays.equals(runs, that.runs);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * heightPx + widthPx) + Arrays.hashCode(runs);
    }

    @Override
    public String toString() {
        return widthPx + "x" + heightPx + " mask of " + runs.length + " runs";
    }
}
