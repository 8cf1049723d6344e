package io.cameo.dataset.verification;

import io.cameo.bytes.AtomicFile;
import io.cameo.numpy.PickleWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * Writes a verification set as Python 3 would under protocol 4, byte for byte: lists of bytes and of truth values.
 *
 * <p>Holds no images. The number of pairs must be known before. The file appears whole with {@link #finish()}, or not at
 * all. One thread at a time.
 */
public final class VerificationWriter implements AutoCloseable {
    private final AtomicFile file;
    private final PickleWriter pickle;
    private final PickleWriter.ListState images;
    private final BitSet same = new BitSet();
    private final int pairs;
    private int added;

    private VerificationWriter(AtomicFile file, int pairs) throws IOException {
        this.file = file;
        this.pairs = pairs;
        this.pickle = new PickleWriter(file.channel());
        pickle.beginTuple();
        this.images = pickle.beginList(2L * pairs);
    }

    /**
     * Starts a set.
     *
     * @throws IllegalArgumentException if the number of pairs is negative or beyond what a list of images holds
     * @throws IOException if the file cannot be made
     */
    public static VerificationWriter create(Path path, int pairs) throws IOException {
        if (pairs < 0 || pairs > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("number of pairs is out of range: pairs=" + pairs);
        }
        AtomicFile file = AtomicFile.create(path);
        try {
            return new VerificationWriter(file, pairs);
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    /**
     * Adds a pair of encoded images, which are written as they are.
     *
     * @throws IllegalStateException if there are as many pairs as were promised
     */
    public void add(MemorySegment first, MemorySegment second, boolean isSame) throws IOException {
        if (added == pairs) {
            throw new IllegalStateException("verification set is full: pairs=" + pairs);
        }
        pickle.item(images);
        pickle.bytes(first);
        pickle.item(images);
        pickle.bytes(second);
        same.set(added++, isSame);
    }

    /**
     * Writes the flags and gives the file its name.
     *
     * @throws IllegalStateException if pairs are missing
     */
    public void finish() throws IOException {
        pickle.endList(images);
        PickleWriter.ListState flags = pickle.beginList(pairs);
        for (int i = 0; i < pairs; i++) {
            pickle.item(flags);
            pickle.truth(same.get(i));
        }
        pickle.endList(flags);
        pickle.endTuple(2);
        pickle.finish();
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
