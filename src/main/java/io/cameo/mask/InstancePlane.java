package io.cameo.mask;

import io.cameo.image.Image;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * All persons of an image in one sample a pixel, {@code unannotated | crowd | first index}, as {@link PlaneFormat} lays
 * out.
 *
 * <p>The first index is the number, from 1, of the first person in the file's order who covers the pixel, 0 where nobody
 * does. The two flags stand for themselves: a pixel may belong to an annotated person, to an unannotated one behind and to
 * a crowd. Where persons overlap, the later ones' pixels are gone, which is all that the plane loses.
 *
 * <p>A view over an image: owns nothing, immutable itself, free to share as the memory is.
 */
public final class InstancePlane {
    /** No side of a plane whose masks are to be taken out may be longer. */
    public static final int LONGEST_SIDE_PX = MaskSize.LONGEST_SIDE_PX;

    private final Image image;
    private final PlaneFormat format;

    private InstancePlane(Image image, PlaneFormat format) {
        this.image = image;
        this.format = format;
    }

    /**
     * Looks at an image as a plane.
     *
     * @throws IllegalArgumentException if its pixels are not those of the format
     */
    public static InstancePlane wrap(Image image, PlaneFormat format) {
        if (image.format() != format.pixels()) {
            throw new IllegalArgumentException("plane has other pixels: pixels=" + image.format() + ", expected="
                    + format.pixels() + ", format=" + format);
        }
        return new InstancePlane(image, format);
    }

    public Image image() {
        return image;
    }

    public PlaneFormat format() {
        return format;
    }

    /** The whole sample of a pixel. */
    public int sampleAt(int xPx, int yPx) {
        return image.sample(xPx, yPx, 0);
    }

    /** The number of the first person who covers the pixel, 0 for nobody. */
    public int indexAt(int xPx, int yPx) {
        return sampleAt(xPx, yPx) & format.indexBits();
    }

    /** The highest number that any pixel shows; persons who are hidden or empty at the end do not count. */
    public int highestIndex() {
        BitKernel kernel = BitKernel.create();
        int highest = 0;
        for (int y = 0; y < image.heightPx(); y++) {
            long row = y * image.strideBytes();
            if (format.pixels().bytesPerSample() == 1) {
                int inRow = kernel.highest(image.pixels(), row, image.widthPx(), (byte) format.indexBits());
                highest = Math.max(highest, inRow);
                continue;
            }
            for (int x = 0; x < image.widthPx(); x++) {
                highest = Math.max(highest, wideSample(row, x) & format.indexBits());
            }
        }
        return highest;
    }

    /** What is visible of one person. */
    public BitMask instance(int index) {
        Objects.checkIndex(index - 1, format.indexBits());
        return matching(format.indexBits(), index);
    }

    /** What is visible of the persons 1 to {@link #highestIndex()}; those who are hidden are empty. */
    public List<BitMask> instances() {
        int highest = highestIndex();
        List<BitMask> out = new ArrayList<>(highest);
        for (int index = 1; index <= highest; index++) {
            out.add(instance(index));
        }
        return out;
    }

    /** The pixels of persons without key points, whole. */
    public BitMask unannotated() {
        return matching(format.unannotatedBit(), format.unannotatedBit());
    }

    /** The pixels of all crowds together, whole. */
    public BitMask crowd() {
        return matching(format.crowdBit(), format.crowdBit());
    }

    /** The pixels that belong to anybody. */
    public BitMask anybody() {
        return matching(0xffff, 0).not();
    }

    private BitMask matching(int mask, int value) {
        if (format.pixels().bytesPerSample() == 1) {
            return BitMask.matching(
                    image.pixels(), 0, image.strideBytes(), image.heightPx(), image.widthPx(), (byte) mask, (byte)
                            value);
        }
        BitMask out = new BitMask(image.heightPx(), image.widthPx());
        for (int y = 0; y < image.heightPx(); y++) {
            long row = y * image.strideBytes();
            for (int x = 0; x < image.widthPx(); x++) {
                if ((wideSample(row, x) & mask) == value) {
                    out.set(x, y, true);
                }
            }
        }
        return out;
    }

    private int wideSample(long rowOffset, int xPx) {
        return Short.toUnsignedInt(image.pixels().get(ValueLayout.JAVA_SHORT_UNALIGNED, rowOffset + 2L * xPx));
    }
}
