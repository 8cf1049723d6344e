package io.cameo.mask;

import io.cameo.image.Image;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Paints the persons of an image into its {@link InstancePlane}, the last first, so that the first stays on top: what
 * KerasPersonLab's {@code generate_hdf5.py} gets from a stack of planes. Keeps its memory for the next image: one for each
 * worker. Not thread-safe.
 */
public final class PlanePainter {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

    private final PlaneFormat format;
    private final RowBits bits = new RowBits();

    /** For planes of one format. */
    public PlanePainter(PlaneFormat format) {
        this.format = format;
    }

    /**
     * Paints every pixel of {@code target}.
     *
     * @param image its name, for the text of exceptions
     * @param annotations in the order of the file; the first that counts and is no crowd is person 1
     * @param target of the image's size, in the format's pixels
     * @return the plane over {@code target}
     * @throws BadMaskException if there are more persons than the format holds, or a mask is not of the image's size
     * @throws IllegalArgumentException if {@code target} has other pixels
     */
    public InstancePlane paint(String image, List<PersonMask> annotations, Image target) {
        InstancePlane plane = InstancePlane.wrap(target, format);
        int persons = check(format, image, annotations, target.widthPx(), target.heightPx());
        clear(target);
        int index = persons;
        for (PersonMask annotation : annotations.reversed()) {
            if (annotation.isPerson()) {
                bits.load(annotation.mask());
                put(target, 0, index-- & format.indexBits());
            }
        }
        for (PersonMask annotation : annotations) {
            if (annotation.counts() && (annotation.crowd() || annotation.isUnannotated())) {
                bits.load(annotation.mask());
                put(target, -1, annotation.crowd() ? format.crowdBit() : format.unannotatedBit());
            }
        }
        return plane;
    }

    private static void clear(Image target) {
        BitKernel kernel = BitKernel.create();
        if (target.rowBytes() == target.strideBytes()) {
            kernel.fill(target.pixels(), 0, target.pixels().byteSize(), (byte) 0);
            return;
        }
        for (int y = 0; y < target.heightPx(); y++) {
            kernel.fill(target.pixels(), y * target.strideBytes(), target.rowBytes(), (byte) 0);
        }
    }

    /**
     * How many persons there are.
     *
     * @throws BadMaskException if they are too many, or a mask is not of this size
     */
    static int check(PlaneFormat format, String image, List<PersonMask> annotations, int widthPx, int heightPx) {
        int persons = 0;
        for (int i = 0; i < annotations.size(); i++) {
            PersonMask annotation = annotations.get(i);
            Rle mask = annotation.mask();
            if (!annotation.counts()) {
                continue;
            }
            if (mask.heightPx() != heightPx || mask.widthPx() != widthPx) {
                throw new BadMaskException(
                        "mask does not fit the image: image=" + image + ", annotation=" + i + ", mask=" + mask.widthPx()
                                + "x" + mask.heightPx() + ", expected=" + widthPx + "x" + heightPx);
            }
            if (annotation.isPerson()) {
                persons++;
            }
        }
        if (persons > format.mostPersons()) {
            throw new BadMaskException("more persons than a plane holds: image=" + image + ", persons=" + persons
                    + ", most=" + format.mostPersons() + ", format=" + format);
        }
        return persons;
    }

    private void put(Image target, int keep, int value) {
        if (format.pixels().bytesPerSample() == 1) {
            bits.paint(target.pixels(), 0, target.strideBytes(), (byte) keep, (byte) value);
            return;
        }
        for (int y = 0; y < bits.rowCount(); y++) {
            long row = (bits.firstRow() + y) * target.strideBytes();
            for (int word = 0; word < bits.wordsPerRow(); word++) {
                long first = bits.firstColumn() + (long) word * Long.SIZE;
                for (long rest = bits.words()[y * bits.wordsPerRow() + word]; rest != 0; rest &= rest - 1) {
                    long at = row + 2 * (first + Long.numberOfTrailingZeros(rest));
                    target.pixels().set(SHORT, at, (short) ((target.pixels().get(SHORT, at) & keep) | value));
                }
            }
        }
    }
}
