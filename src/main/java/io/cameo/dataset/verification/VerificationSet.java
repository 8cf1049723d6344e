package io.cameo.dataset.verification;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.MappedFile;
import io.cameo.numpy.Pickle;
import io.cameo.numpy.PickleArray;
import io.cameo.numpy.PickleBytes;
import io.cameo.numpy.PickleSequence;
import io.cameo.numpy.PickleValue;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Objects;

/**
 * A verification set: pairs of encoded images, and of each pair whether both show the same person.
 *
 * <p>The file is a pickle of {@code (images, issame)}, where pair {@code i} has the images {@code 2i} and {@code 2i + 1}.
 * Every dialect in which such files were published is read; nothing in the file is executed. It is mapped: images are
 * slices of it, except under the protocols 0 to 2 of Python 3, which write bytes as text. Any number of threads may read
 * until {@link #close()}.
 */
public final class VerificationSet implements AutoCloseable {
    private final MappedFile mapped;
    private final Pickle pickle;
    private final PickleSequence images;
    private final BitSet same;
    private final int pairs;

    private VerificationSet(MappedFile mapped) {
        this.mapped = mapped;
        this.pickle = Pickle.read(mapped.path(), mapped.segment());
        if (!(pickle.value() instanceof PickleSequence set)
                || set.size() != 2
                || !(set.get(0) instanceof PickleSequence bins)) {
            throw fault("not a verification set: expected=a pickle of (images, issame)");
        }
        this.images = bins;
        this.same = new BitSet();
        this.pairs = readFlags(set.get(1));
        if (images.size() < 2L * pairs) {
            throw fault("verification set lacks images: pairs=" + pairs + ", images=" + images.size());
        }
        for (int i = 0; i < images.size(); i++) {
            if (!isImage(images.get(i))) {
                throw fault("verification set has an image that is no bytes: image=" + i);
            }
        }
    }

    /**
     * Maps a set and reads its structure; opens no image.
     *
     * @throws CorruptDataException if it is no pickle, asks for anything to be executed, or is no set of pairs
     * @throws IOException if it cannot be opened
     */
    public static VerificationSet open(Path file) throws IOException {
        MappedFile mapped = MappedFile.open(file);
        try {
            return new VerificationSet(mapped);
        } catch (Throwable failure) {
            mapped.close();
            throw failure;
        }
    }

    public Path path() {
        return mapped.path();
    }

    public long sizeBytes() {
        return mapped.sizeBytes();
    }

    public int pairs() {
        return pairs;
    }

    /** How many images the file holds: at least two for each pair. Trainers do not look at those beyond. */
    public int images() {
        return images.size();
    }

    /**
     * Whether both images of a pair show the same person.
     *
     * @throws IndexOutOfBoundsException if there is no such pair
     */
    public boolean same(int pair) {
        return same.get(Objects.checkIndex(pair, pairs));
    }

    /** Of all pairs, as a copy. */
    public boolean[] same() {
        boolean[] flags = new boolean[pairs];
        for (int i = 0; i < pairs; i++) {
            flags[i] = same.get(i);
        }
        return flags;
    }

    /**
     * The encoded bytes of an image: {@code 2 * pair} or {@code 2 * pair + 1}.
     *
     * @return a slice of the mapped file, valid until {@link #close()}, or a copy on the heap where the file holds text
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public MemorySegment image(int index) {
        return bytes(images.get(index)).segment();
    }

    /** How the file holds its images. */
    public Elements elements() {
        if (images.size() == 0) {
            return Elements.BYTES;
        }
        PickleValue first = images.get(0);
        if (first instanceof PickleArray) {
            return Elements.ARRAYS;
        }
        return bytes(first).isSlice() ? Elements.BYTES : Elements.TEXT;
    }

    /** The pickle protocol; 0 also stands for 1, which does not say its number. */
    public int protocol() {
        return pickle.protocol();
    }

    /** How many bytes follow the pickle. Python does not look at them. */
    public long trailingBytes() {
        return mapped.sizeBytes() - pickle.endBytes();
    }

    @Override
    public void close() {
        mapped.close();
    }

    private int readFlags(PickleValue flags) {
        return switch (flags) {
            case PickleSequence list -> {
                for (int i = 0; i < list.size(); i++) {
                    same.set(i, flag(list.get(i), i));
                }
                yield list.size();
            }
            case PickleArray array
            when array.shape().length == 1 && array.type().isWhole() -> {
                long[] values = array.toLongs();
                for (int i = 0; i < values.length; i++) {
                    same.set(i, flag(new PickleValue.Whole(values[i]), i));
                }
                yield values.length;
            }
            default -> throw fault("not a verification set: expected=a list of truth values behind the images");
        };
    }

    private boolean flag(PickleValue value, int pair) {
        if (value instanceof PickleValue.Truth truth) {
            return truth == PickleValue.Truth.TRUE;
        }
        if (value instanceof PickleValue.Whole whole && (whole.value() == 0 || whole.value() == 1)) {
            return whole.value() == 1;
        }
        throw fault("verification set has a pair that is neither the same nor different: pair=" + pair);
    }

    /** Arrays of bytes count whatever their shape: (n,), (n, 1) and (1, n) are all written. */
    private static boolean isImage(PickleValue value) {
        return value instanceof PickleBytes
                || (value instanceof PickleArray array && array.type().sizeBytes() == 1);
    }

    private static PickleBytes bytes(PickleValue value) {
        return value instanceof PickleArray array ? array.data() : (PickleBytes) value;
    }

    private CorruptDataException fault(String reason) {
        return new CorruptDataException(mapped.path(), 0, reason);
    }

    /** How a set holds its images. */
    public enum Elements {
        /** As bytes, as they are. */
        BYTES,
        /** As bytes written as text: larger, and decoded at every access. */
        TEXT,
        /** As numpy arrays of bytes. */
        ARRAYS
    }
}
