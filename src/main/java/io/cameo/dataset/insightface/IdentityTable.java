package io.cameo.dataset.insightface;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Which images belong to whom: the body of an {@code .ids}, mapped or made in memory. Every look-up is a read or two and
 * checks what it reads. Any number of threads may read; the memory is somebody else's.
 */
final class IdentityTable {
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path origin;
    private final MemorySegment body;
    private final long bodyOffset;
    private final int images;
    private final int identities;
    private final boolean byLabel;
    private final boolean hasOrder;
    private final long beginsOffset;
    private final long identityOffset;
    private final long orderOffset;

    /**
     * Lays a table over memory of {@link IdsLayout#bodyBytes} bytes.
     *
     * @param origin what to blame for what cannot be
     * @param bodyOffset where the body begins in that file
     * @param byLabel whether identities are in ascending order of labels, each label once
     */
    IdentityTable(
            Path origin,
            MemorySegment body,
            long bodyOffset,
            int images,
            int identities,
            boolean hasOrder,
            boolean byLabel) {
        this.origin = origin;
        this.body = body;
        this.bodyOffset = bodyOffset;
        this.images = images;
        this.identities = identities;
        this.hasOrder = hasOrder;
        this.byLabel = byLabel;
        beginsOffset = (long) Double.BYTES * identities;
        identityOffset = beginsOffset + (long) Integer.BYTES * (identities + 1L);
        orderOffset = identityOffset + (long) Integer.BYTES * images;
    }

    int images() {
        return images;
    }

    int identities() {
        return identities;
    }

    boolean hasOrder() {
        return hasOrder;
    }

    boolean isByLabel() {
        return byLabel;
    }

    MemorySegment body() {
        return body;
    }

    double label(int identity) {
        return body.get(DOUBLE, (long) Double.BYTES * checked(identity, identities, "identity"));
    }

    int identityOf(int image) {
        long at = identityOffset + (long) Integer.BYTES * checked(image, images, "image");
        return sound(body.get(LittleEndian.INT, at), identities - 1, at);
    }

    /** How many images an identity has. */
    int count(int identity) {
        return end(identity) - begin(identity);
    }

    /** Image {@code n} of an identity, in file order. */
    int image(int identity, int n) {
        int begin = begin(identity);
        int count = end(identity) - begin;
        int at = begin + checked(n, count, "image of identity");
        if (!hasOrder) {
            return at;
        }
        long offset = orderOffset + (long) Integer.BYTES * at;
        return sound(body.get(LittleEndian.INT, offset), images - 1, offset);
    }

    /** The identity with a label, the first one if several have it, or -1. */
    int find(double label) {
        double wanted = label + 0.0;
        if (!byLabel) {
            for (int i = 0; i < identities; i++) {
                if (Double.compare(label(i), wanted) == 0) {
                    return i;
                }
            }
            return -1;
        }
        if (identities > 0) {
            double guess = wanted - label(0);
            if (guess >= 0 && guess < identities && label((int) guess) == wanted) {
                return (int) guess; // labels without gaps: no search
            }
        }
        int low = 0;
        int high = identities - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Double.compare(label(middle), wanted);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order > 0 ? middle - 1 : high;
        }
        return -1;
    }

    void setLabel(int identity, double label) {
        body.set(DOUBLE, (long) Double.BYTES * identity, label);
    }

    void setBegin(int identity, int at) {
        body.set(LittleEndian.INT, beginsOffset + (long) Integer.BYTES * identity, at);
    }

    void setIdentity(int image, int identity) {
        body.set(LittleEndian.INT, identityOffset + (long) Integer.BYTES * image, identity);
    }

    void setOrder(int at, int image) {
        body.set(LittleEndian.INT, orderOffset + (long) Integer.BYTES * at, image);
    }

    private int begin(int identity) {
        long at = beginsOffset + (long) Integer.BYTES * checked(identity, identities, "identity");
        return sound(body.get(LittleEndian.INT, at), images, at);
    }

    private int end(int identity) {
        int begin = begin(identity);
        long at = beginsOffset + (long) Integer.BYTES * (identity + 1L);
        int end = sound(body.get(LittleEndian.INT, at), images, at);
        if (end < begin) {
            throw damaged(at, "images of an identity end before they begin: begin=" + begin + ", end=" + end);
        }
        return end;
    }

    private int sound(int value, int highest, long at) {
        if (value < 0 || value > highest) {
            throw damaged(
                    at, "number lies outside: highest=" + highest + ", actual=" + Integer.toUnsignedString(value));
        }
        return value;
    }

    private CorruptDataException damaged(long at, String reason) {
        return new CorruptDataException(origin, bodyOffset + at, reason);
    }

    private static int checked(int index, int size, String what) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("no such " + what + ": index=" + index + ", size=" + size);
        }
        return index;
    }
}
