package io.cameo.numpy;

import io.cameo.bytes.CorruptDataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A {@code .npz}: a zip of {@code .npy} files, stored or deflated, as {@code numpy.savez} and
 * {@code numpy.savez_compressed} write it. Meant for small arrays: each is unpacked to the heap. Safe for many threads.
 */
public final class NpzFile implements AutoCloseable {
    /** A larger array belongs into a {@code .npy}, which is mapped. */
    public static final int MOST_ARRAY_BYTES = 1 << 30;

    private static final String EXTENSION = ".npy";

    private final Path path;
    private final ZipFile zip;

    private NpzFile(Path path, ZipFile zip) {
        this.path = path;
        this.zip = zip;
    }

    /**
     * Opens an archive.
     *
     * @throws CorruptDataException if it is no zip
     * @throws IOException if it cannot be opened
     */
    public static NpzFile open(Path path) throws IOException {
        try {
            return new NpzFile(path, new ZipFile(path.toFile()));
        } catch (ZipException | EOFException notZip) {
            throw corrupt(path, "not a numpy archive", notZip);
        }
    }

    /** The names of its arrays as numpy shows them, without {@code .npy}, in the order of the archive. */
    public List<String> names() {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(EXTENSION))
                .map(name -> name.substring(0, name.length() - EXTENSION.length()))
                .toList();
    }

    /**
     * Unpacks one array.
     *
     * @throws IllegalArgumentException if the archive has none of this name
     * @throws CorruptDataException if the array is damaged, or larger than {@link #MOST_ARRAY_BYTES}
     * @throws IOException if the archive cannot be read
     */
    public NpyFile array(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name + EXTENSION);
        if (entry == null) {
            throw new IllegalArgumentException("archive has no such array: file=" + path + ", name=" + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MOST_ARRAY_BYTES);
            if (bytes.length == MOST_ARRAY_BYTES) {
                throw new CorruptDataException(path, 0, "array is too large for an archive: name=" + Shown.text(name));
            }
            CRC32 sum = new CRC32(); // ZipFile does not look at it
            sum.update(bytes);
            if (sum.getValue() != entry.getCrc()) {
                throw new CorruptDataException(path, 0, "array checksum mismatch: name=" + Shown.text(name));
            }
            return NpyFile.of(path, MemorySegment.ofArray(bytes));
        } catch (ZipException | EOFException damaged) {
            throw corrupt(path, "array cannot be unpacked: name=" + Shown.text(name), damaged);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static CorruptDataException corrupt(Path path, String reason, IOException cause) {
        CorruptDataException corrupt = new CorruptDataException(path, 0, reason + ": cause=" + cause.getMessage());
        corrupt.initCause(cause);
        return corrupt;
    }
}
