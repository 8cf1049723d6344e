package io.cameo.dataset.coco;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the HDF5 file of KerasPersonLab's {@code generate_hdf5.py}: a group {@code coco} that holds, for each image under
 * its id, the pixels as uint8 (H, W, 4) of blue, green, red and instance plane, with the attribute {@code keypoints}.
 *
 * <p>Pixels are on their way to disk when {@link #write} returns; only names and places stay in memory, about 200 bytes an
 * image. The file has its name with {@link #commit()} and is no HDF5 file before. Closing without a commit deletes what was
 * written, unless a {@link #checkpoint()} was taken: then the partial file stays for {@link #resume}. The same images in the
 * same order give the same bytes. Not thread-safe. The format is described in {@code docs/personlab-h5.md}.
 */
public final class PersonLabWriter implements AutoCloseable {
    /** With more persons an image cannot be stored: an attribute of such a file holds less than 64 KiB. */
    public static final int MOST_PERSONS = Hdf5ImageHeader.MOST_PERSONS;

    private final AtomicFile file;
    private final Hdf5Output out;
    private final SortedMap<String, Long> headers;
    private long forceEveryBytes = Long.MAX_VALUE;
    private long forcedBytes;
    private boolean closed;

    private PersonLabWriter(AtomicFile file, SortedMap<String, Long> headers, long sizeBytes) throws IOException {
        this.file = file;
        this.headers = headers;
        forcedBytes = sizeBytes;
        out = new Hdf5Output(file.channel(), sizeBytes);
        out.overwrite(0, MemorySegment.ofArray(new byte[Hdf5Layout.HEAD_BYTES]));
    }

    /**
     * A place up to which the partial file is whole and on disk.
     *
     * @param images how many it holds
     * @param sizeBytes how long it is
     */
    public record Checkpoint(long images, long sizeBytes) {}

    /** Starts a file. What stands under its name stays until {@link #commit()}. */
    public static PersonLabWriter create(Path h5) throws IOException {
        return begin(AtomicFile.create(h5), new TreeMap<>(), Hdf5Layout.HEAD_BYTES);
    }

    /** Whether the partial file of an earlier writer is there and reaches as far as a checkpoint. */
    public static boolean canResume(Path h5, Checkpoint from) throws IOException {
        Path partial = AtomicFile.partialOf(h5);
        return Files.isRegularFile(partial) && Files.size(partial) >= from.sizeBytes();
    }

    /**
     * Goes on behind a checkpoint of an earlier writer that was stopped; whatever it wrote later is cut off. Reads the head
     * of every image.
     *
     * @throws IOException if the partial file is gone or shorter than the checkpoint says
     * @throws CorruptDataException if it holds something else than so many images
     */
    public static PersonLabWriter resume(Path h5, Checkpoint from) throws IOException {
        // Before the file is opened for writing: closing a second channel would give up the first one's lock.
        SortedMap<String, Long> headers = walk(AtomicFile.partialOf(h5), from);
        AtomicFile file = AtomicFile.resume(h5, from.sizeBytes());
        file.keepPartial();
        return begin(file, headers, from.sizeBytes());
    }

    private static PersonLabWriter begin(AtomicFile file, SortedMap<String, Long> headers, long sizeBytes)
            throws IOException {
        try {
            return new PersonLabWriter(file, headers, sizeBytes);
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    /** Why an image with so many persons cannot be stored; empty if it can. */
    public static Optional<String> refusal(int persons) {
        return persons <= MOST_PERSONS
                ? Optional.empty()
                : Optional.of(
                        "more persons than an hdf5 attribute holds: persons=" + persons + ", most=" + MOST_PERSONS);
    }

    /**
     * Appends an image. Nothing is kept of what is given.
     *
     * @param imageId its name, in decimal digits
     * @param bgre uint8 (H, W, 4), rows from the top without gaps: blue, green, red, instance plane; heap or native
     * @param keypoints 51 numbers for each person, x, y and visibility by turns; more are ignored
     * @param persons rows of {@code keypoints}; 0 gives the empty float64 attribute of the original
     * @param whole whether to store them as int64, as the original does unless one of the image was written with a point;
     *     else as float64
     * @throws IllegalArgumentException if the image is there already, has no pixels or fewer than its size says, has more
     *     than {@link #MOST_PERSONS} or fewer key points than persons, or whole ones that are not
     */
    public void write(
            long imageId, MemorySegment bgre, int heightPx, int widthPx, double[] keypoints, int persons, boolean whole)
            throws IOException {
        check(imageId, bgre, heightPx, widthPx);
        check(imageId, keypoints, persons, whole);
        String name = Long.toString(imageId);
        if (headers.containsKey(name)) {
            throw new IllegalArgumentException("image is there already: image_id=" + imageId);
        }
        Hdf5ImageHeader header = new Hdf5ImageHeader(imageId, heightPx, widthPx, persons, whole);
        MemorySegment headerBytes = MemorySegment.ofArray(new byte[header.sizeBytes()]);
        long address = out.positionBytes();
        header.write(headerBytes, address, keypoints);
        out.write(headerBytes, 0, headerBytes.byteSize());
        out.write(bgre, 0, header.pixelBytes());
        out.align();
        headers.put(name, address);
        forceIfDue();
    }

    private static void check(long imageId, MemorySegment bgre, int heightPx, int widthPx) {
        if (heightPx <= 0 || widthPx <= 0) {
            throw new IllegalArgumentException(
                    "image has no pixels: image_id=" + imageId + ", height=" + heightPx + ", width=" + widthPx);
        }
        long expected = (long) heightPx * widthPx * Hdf5Layout.CHANNELS;
        if (bgre.byteSize() < expected) {
            throw new IllegalArgumentException("memory is smaller than the image: image_id=" + imageId + ", bytes="
                    + bgre.byteSize() + ", expected=" + expected);
        }
    }

    private static void check(long imageId, double[] keypoints, int persons, boolean whole) {
        refusal(persons).ifPresent(reason -> {
            throw new IllegalArgumentException(reason + ", image_id=" + imageId);
        });
        int room = keypoints.length / Hdf5Layout.PERSON_NUMBERS;
        if (persons < 0 || persons > room) {
            throw new IllegalArgumentException("key points are not those of so many persons: image_id=" + imageId
                    + ", persons=" + persons + ", numbers=" + keypoints.length);
        }
        for (int i = 0; whole && i < persons * Hdf5Layout.PERSON_NUMBERS; i++) {
            // The second is true of 2^63, which no long is.
            if (keypoints[i] != (long) keypoints[i] || keypoints[i] == 0x1p63) {
                throw new IllegalArgumentException(
                        "key point is not whole: image_id=" + imageId + ", index=" + i + ", value=" + keypoints[i]);
            }
        }
    }

    /** Brings the file to disk in steps of so many bytes as it is written, instead of all of it at the end. */
    public void forceEvery(long bytes) {
        forceEveryBytes = bytes;
    }

    /** Images written so far. */
    public long images() {
        return headers.size();
    }

    /** Bytes of the file so far. */
    public long sizeBytes() {
        return out.positionBytes();
    }

    /** Brings everything written so far to disk and says how far that is. */
    public Checkpoint checkpoint() throws IOException {
        force();
        file.keepPartial();
        return new Checkpoint(headers.size(), out.positionBytes());
    }

    /** Leaves nothing behind when this is closed, whatever checkpoints were taken. */
    public void discard() {
        file.dropPartial();
    }

    /** Writes the group, which makes the file one of HDF5, and gives it its name. Nothing can be written after it. */
    public void commit() throws IOException {
        Hdf5Group.write(out, headers);
        file.commit();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        out.close();
        file.close();
    }

    private void forceIfDue() throws IOException {
        if (out.positionBytes() - forcedBytes >= forceEveryBytes) {
            force();
        }
    }

    private void force() throws IOException {
        out.flush();
        file.channel().force(false);
        forcedBytes = out.positionBytes();
    }

    private static SortedMap<String, Long> walk(Path partial, Checkpoint from) throws IOException {
        SortedMap<String, Long> headers = new TreeMap<>();
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(Hdf5ImageHeader.FIXED_BYTES);
            long at = Hdf5Layout.HEAD_BYTES;
            while (at < from.sizeBytes()) {
                bytes.clear();
                int read = 0;
                while (read >= 0 && bytes.hasRemaining()) {
                    read = channel.read(bytes, at + bytes.position());
                }
                Hdf5ImageHeader header =
                        bytes.hasRemaining() ? null : Hdf5ImageHeader.read(MemorySegment.ofBuffer(bytes.flip()), at);
                if (header == null || headers.put(Long.toString(header.imageId()), at) != null) {
                    throw new CorruptDataException(partial, at, "not an image of a stopped run");
                }
                at += header.entryBytes();
            }
            if (at != from.sizeBytes() || headers.size() != from.images()) {
                throw new CorruptDataException(
                        partial,
                        at,
                        "partial file is not that of its journal: expected_size=" + from.sizeBytes() + ", images="
                                + headers.size() + ", expected_images=" + from.images());
            }
        }
        return headers;
    }
}
