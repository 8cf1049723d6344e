package io.cameo.torch;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.MappedFile;
import io.cameo.numpy.Pickle;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .pt} file as {@code torch.save} writes it since torch 1.6, read without Python and without executing anything.
 *
 * <pre>{@code
 * try (TorchFile file = TorchFile.open(Path.of("000000_front_latent.pt"))) {
 *     float[] latent = new float[18 * 512];
 *     file.tensor("latent").copyTo(latent, 0);
 * }
 * }</pre>
 *
 * <p>Opening reads the directory and the pickle; tensors are views of the mapped bytes, whatever device they were on. A name
 * other than torch's and numpy's own few is refused. Sums are looked at by {@link #checkSums()} alone. Any number of threads
 * may read until {@link #close()}.
 */
public final class TorchFile implements AutoCloseable {
    /** torch's pickles name tensors, and do not hold them. */
    private static final long MOST_PICKLE_BYTES = 1 << 28;

    private final Path name;
    private final @Nullable MappedFile mapped;
    private final TorchEntries entries;
    private final TorchValue value;

    private TorchFile(Path name, @Nullable MappedFile mapped, MemorySegment bytes) {
        this.name = name;
        this.mapped = mapped;
        entries = TorchEntries.read(name, bytes);
        TorchEntries.@Nullable Entry pickle = entries.find(TorchLayout.PICKLE);
        if (pickle == null || pickle.payload().byteSize() > MOST_PICKLE_BYTES) {
            throw new CorruptDataException(name, 0, "torch file has no pickle that can be read");
        }
        checkByteOrder();
        long offset = pickle.offsetBytes();
        Pickle read = Pickle.read(name, pickle.payload(), offset, TorchRebuild.VOCABULARY);
        value = new TorchRebuild(name, entries, offset).value(read.value());
    }

    /**
     * Maps a file.
     *
     * @throws CorruptDataException if it is none of torch's, is damaged, or names what is not allowed
     * @throws IOException if it cannot be opened
     */
    public static TorchFile open(Path file) throws IOException {
        MappedFile mapped = MappedFile.open(file);
        try {
            return new TorchFile(file, mapped, mapped.segment());
        } catch (Throwable failure) {
            mapped.close();
            throw failure;
        }
    }

    /**
     * Reads a file that is in memory, as one from an archive is.
     *
     * @param name for messages only
     * @param bytes stay the caller's, and hold all that is read here
     * @throws CorruptDataException as {@link #open}
     */
    public static TorchFile of(Path name, MemorySegment bytes) {
        return new TorchFile(name, null, bytes);
    }

    /** What was saved. */
    public TorchValue value() {
        return value;
    }

    /**
     * The tensor that was saved, or one in a dictionary, or in one of its dictionaries.
     *
     * @param path the keys that lead to it; none for a bare tensor
     * @throws CorruptDataException if there is no tensor there
     */
    public TorchTensor tensor(String... path) {
        TorchValue at = value;
        for (String key : path) {
            at = at instanceof TorchMap map ? map.get(key) : null;
            if (at == null) {
                throw new CorruptDataException(name, 0, "torch file lacks a tensor: key=" + String.join("/", path));
            }
        }
        if (at instanceof TorchTensor tensor) {
            return tensor;
        }
        throw new CorruptDataException(
                name, 0, "torch file has something else than a tensor: key=" + String.join("/", path));
    }

    /**
     * Compares every entry with its CRC-32.
     *
     * @throws CorruptDataException at the first that differs
     */
    public void checkSums() {
        CRC32 sum = new CRC32();
        for (TorchEntries.Entry entry : entries.all()) {
            sum.reset();
            long size = entry.payload().byteSize();
            for (long at = 0; at < size; at += 1 << 20) {
                ByteBuffer step = entry.payload()
                        .asSlice(at, Math.min(1 << 20, size - at))
                        .asByteBuffer();
                sum.update(step);
            }
            if ((int) sum.getValue() != entry.crc32()) {
                throw new CorruptDataException(
                        name,
                        entry.offsetBytes(),
                        "checksum mismatch in torch file: expected=0x" + Integer.toHexString(entry.crc32())
                                + ", actual=0x" + Long.toHexString(sum.getValue()));
            }
        }
    }

    @Override
    public void close() {
        if (mapped != null) {
            mapped.close();
        }
    }

    /** torch 2 says which; before that all were little-endian. */
    private void checkByteOrder() {
        TorchEntries.@Nullable Entry order = entries.find(TorchLayout.BYTE_ORDER);
        if (order != null && order.payload().byteSize() > 0 && order.payload().get(LittleEndian.BYTE, 0) == 'b') {
            throw new CorruptDataException(name, order.offsetBytes(), "torch file is big-endian, which is not read");
        }
    }
}
