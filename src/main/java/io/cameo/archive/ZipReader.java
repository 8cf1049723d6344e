package io.cameo.archive;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries of a {@link ZipArchive}, whole into memory of its own, which grows with the largest, or piece by piece. Every read checks the
 * local header against the directory, the size and the CRC-32: what is returned is what was packed. For one thread.
 */
public final class ZipReader implements AutoCloseable {
    /** What is inflated between two looks at the checksum, so that the bytes are still in the cache. */
    private static final long STEP_BYTES = 1 << 18;

    private static final long INPUT_BYTES = 1 << 18;
    private static final long FIRST_BYTES = 1 << 16;
    /** What is given out in one piece. */
    private static final long WHOLE_BYTES = 1 << 26;
    /** Room for what a local header usually has more than the directory. */
    private static final long USUAL_EXTRA_BYTES = 64;

    private final ZipArchive archive;
    private final ZipVolume volume;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final Arena inputArena = Arena.ofConfined();
    private final MemorySegment input = inputArena.allocate(INPUT_BYTES);
    private Arena outputArena = Arena.ofConfined();
    private MemorySegment output = outputArena.allocate(FIRST_BYTES);

    ZipReader(ZipArchive archive) {
        this.archive = archive;
        volume = archive.volume();
    }

    /**
     * The bytes of an entry: native memory, valid until the next call. Empty for a folder.
     *
     * @param entry of the archive that this reads
     * @throws CorruptDataException if the entry is one of those that cannot be read, or damaged
     * @throws IOException if a part cannot be read
     */
    public MemorySegment read(ArchiveEntry entry) throws IOException {
        ArchiveFault fault = archive.fault(entry);
        if (fault != null) {
            throw new CorruptDataException(fault.part(), fault.offsetBytes(), said(fault.reason(), entry));
        }
        long at = archive.position(entry);
        long room = archive.limit(at) - at;
        MemorySegment bytes =
                entry.method() == ZipLayout.STORED ? stored(entry, at, room) : inflated(entry, at, room, null);
        requireSum(entry, at);
        return bytes;
    }

    /** Takes the bytes of an entry as they come. */
    @FunctionalInterface
    public interface Pieces {
        /** The next bytes: native memory, valid during the call. */
        void take(MemorySegment bytes) throws IOException;
    }

    /**
     * Gives out the bytes of an entry, a large one in pieces, so that memory does not grow with it. What was given out counts
     * only when this returns: size and sum of a large entry are known at its end.
     *
     * @param entry of the archive that this reads
     * @return how many bytes
     * @throws CorruptDataException if the entry is one of those that cannot be read, or damaged
     * @throws IOException if a part cannot be read, or {@code to} throws it
     */
    public long read(ArchiveEntry entry, Pieces to) throws IOException {
        if (archive.fault(entry) != null || entry.sizeBytes() <= WHOLE_BYTES) {
            to.take(read(entry));
            return entry.sizeBytes();
        }
        long at = archive.position(entry);
        long room = archive.limit(at) - at;
        if (entry.method() == ZipLayout.STORED) {
            storedPieces(entry, at, room, to);
        } else {
            inflated(entry, at, room, to);
        }
        requireSum(entry, at);
        return entry.sizeBytes();
    }

    private void requireSum(ArchiveEntry entry, long at) {
        if ((int) sum.getValue() != entry.crc32()) {
            throw volume.corrupt(
                    at,
                    said(
                            "checksum mismatch: expected=0x" + Integer.toHexString(entry.crc32()) + ", actual=0x"
                                    + Long.toHexString(sum.getValue()),
                            entry));
        }
    }

    /** One read brings header and data, which stay where they are. */
    private MemorySegment stored(ArchiveEntry entry, long at, long room) throws IOException {
        long packed = entry.packedBytes();
        long have = Math.min(room, guessedHeader(entry) + packed);
        MemorySegment target = output(have);
        volume.read(at, target.asSlice(0, have));
        long dataAt = LocalHeader.dataOffset(target.asSlice(0, have));
        if (dataAt + packed > have) {
            have = Math.min(room, dataAt + packed);
            target = output(have);
            volume.read(at, target.asSlice(0, have));
        }
        checkHeader(entry, at, room, target.asSlice(0, have));
        MemorySegment bytes = target.asSlice(dataAt, packed);
        sum.reset();
        for (long done = 0; done < packed; done += STEP_BYTES) {
            sum.update(buffer(bytes, done, Math.min(STEP_BYTES, packed - done)));
        }
        return bytes;
    }

    private void storedPieces(ArchiveEntry entry, long at, long room, Pieces to) throws IOException {
        long have = header(entry, at, room);
        long dataAt = LocalHeader.dataOffset(input.asSlice(0, have));
        sum.reset();
        for (long done = 0; done < entry.packedBytes(); ) {
            MemorySegment piece = input.asSlice(0, Math.min(INPUT_BYTES, entry.packedBytes() - done));
            volume.read(at + dataAt + done, piece);
            sum.update(piece.asByteBuffer());
            to.take(piece);
            done += piece.byteSize();
        }
    }

    /** Reads the header, and some of what is behind it, and checks it. Returns how many bytes of the input are filled. */
    private long header(ArchiveEntry entry, long at, long room) throws IOException {
        long have = Math.min(Math.min(room, INPUT_BYTES), guessedHeader(entry) + entry.packedBytes());
        volume.read(at, input.asSlice(0, have));
        long dataAt = LocalHeader.dataOffset(input.asSlice(0, have));
        if (dataAt > have) {
            have = Math.min(room, dataAt); // at most 30 bytes and twice 65,535
            volume.read(at, input.asSlice(0, have));
        }
        checkHeader(entry, at, room, input.asSlice(0, have));
        return have;
    }

    /** Whole, or where there is somebody to take them, in pieces; then nothing is returned. */
    private MemorySegment inflated(ArchiveEntry entry, long at, long room, @Nullable Pieces to) throws IOException {
        long have = header(entry, at, room);
        long dataAt = LocalHeader.dataOffset(input.asSlice(0, have));
        long size = entry.sizeBytes();
        // A byte more than there should be, to see whether one comes.
        MemorySegment target = output(to == null ? size + 1 : STEP_BYTES);
        long taken = Math.min(have - dataAt, entry.packedBytes());
        inflater.reset();
        inflater.setInput(buffer(input, dataAt, taken));
        sum.reset();
        long made = 0;
        try {
            while (!inflater.finished()) {
                long place = to == null ? made : 0;
                ByteBuffer step = buffer(target, place, Math.min(STEP_BYTES, size + 1 - made));
                int count = inflater.inflate(step);
                sum.update(step.flip());
                made += count;
                if (made > size) {
                    throw volume.corrupt(at, said("inflates beyond its size: size=" + size, entry));
                }
                if (to != null && count > 0) {
                    to.take(target.asSlice(0, count));
                }
                if (count == 0 && !inflater.finished()) {
                    long more = Math.min(INPUT_BYTES, entry.packedBytes() - taken);
                    if (more == 0 || !inflater.needsInput()) {
                        throw volume.corrupt(
                                at, said("packed bytes end too early: size=" + size + ", inflated=" + made, entry));
                    }
                    volume.read(at + dataAt + taken, input.asSlice(0, more));
                    inflater.setInput(buffer(input, 0, more));
                    taken += more;
                }
            }
        } catch (DataFormatException damaged) {
            CorruptDataException corrupt =
                    volume.corrupt(at, said("packed bytes are damaged: inflated=" + made, entry));
            corrupt.initCause(damaged);
            throw corrupt;
        }
        long left = entry.packedBytes() - taken + inflater.getRemaining();
        if (made != size || left > 0) {
            throw volume.corrupt(
                    at,
                    said(
                            "size mismatch: expected=" + size + ", actual=" + made + ", packed_bytes_left=" + left,
                            entry));
        }
        return target.asSlice(0, to == null ? size : 0);
    }

    private static long guessedHeader(ArchiveEntry entry) {
        return ZipLayout.LOCAL_BYTES + entry.storedName().length + entry.extraBytes() + USUAL_EXTRA_BYTES;
    }

    private void checkHeader(ArchiveEntry entry, long at, long room, MemorySegment head) {
        String wrong = LocalHeader.disagreement(head, entry);
        if (wrong == null && LocalHeader.dataOffset(head) + entry.packedBytes() > room) {
            wrong = "entry reaches into the next: room=" + room;
        }
        if (wrong != null) {
            throw volume.corrupt(at, said(wrong, entry));
        }
    }

    private static String said(String reason, ArchiveEntry entry) {
        return reason + (reason.indexOf(':') < 0 ? ": entry=" : ", entry=") + entry.name();
    }

    private MemorySegment output(long atLeastBytes) {
        if (output.byteSize() < atLeastBytes) {
            outputArena.close();
            outputArena = Arena.ofConfined();
            output = outputArena.allocate(Math.max(atLeastBytes, 2 * output.byteSize()));
        }
        return output;
    }

    private static ByteBuffer buffer(MemorySegment of, long offset, long length) {
        return of.asSlice(offset, length).asByteBuffer();
    }

    @Override
    public void close() {
        inflater.end();
        inputArena.close();
        outputArena.close();
    }
}
