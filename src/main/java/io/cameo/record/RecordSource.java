package io.cameo.record;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.zip.CRC32C;

/**
 * A whole record file in file order, for work that must lose nothing: every record has exactly one index entry, records
 * follow each other without a gap, and where a {@code .cix} has a checksum the content agrees with it. Whatever breaks
 * this is refused at the place where it is met.
 *
 * <p>Records are named by rank, their place in the file. Not thread-safe.
 */
final class RecordSource implements AutoCloseable {
    private final RecordFile file;
    private final RecordIndex index;
    private final int[] positions;
    private final CRC32C crc = new CRC32C();

    private RecordSource(RecordFile file) {
        this.file = file;
        index = file.index();
        positions = index.inFileOrder() ? new int[0] : KeySort.positionsByKey(index::offset, index.size());
    }

    /**
     * Opens a file with the index beside it.
     *
     * @throws IOException also if an append to it was stopped and neither undone nor completed yet
     * @throws CorruptDataException if there is a {@code .cix} and it does not fit: either it or the file has changed since,
     *     and to go on without its checksums might give damage new ones
     */
    static RecordSource open(Path rec) throws IOException {
        if (Files.exists(AppendJournal.besides(rec))) {
            throw new IOException("an append to this file was stopped; 'cameo append " + rec
                    + " --recover' undoes or completes it: file=" + rec);
        }
        RecordFile file = RecordFile.open(rec);
        try {
            Path cix = CixFile.besides(rec);
            if (file.cix() == null && Files.isRegularFile(cix)) {
                throw new CorruptDataException(
                        cix, 0, "cix does not fit its record file, one of the two is damaged or old");
            }
            return new RecordSource(file);
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    RecordFile file() {
        return file;
    }

    /** Number of records. */
    int size() {
        return index.size();
    }

    boolean hasTextKeys() {
        return index.hasTextKeys();
    }

    long key(int rank) {
        return index.key(position(rank));
    }

    String keyText(int rank) {
        return index.keyText(position(rank));
    }

    RecordIndex index() {
        return index;
    }

    /** The place in the index of the record of a rank. */
    int position(int rank) {
        return positions.length == 0 ? rank : positions[rank];
    }

    /** Where the record of a rank begins; the file's size for the rank behind the last. */
    long offset(int rank) {
        return rank == size() ? file.sizeBytes() : index.offset(position(rank));
    }

    /** Bytes of heads, content and padding of the records of a run of ranks. */
    long sizeBytes(int fromRank, int toRank) {
        return offset(toRank) - offset(fromRank);
    }

    /**
     * Moves a view to the record of a rank, with a copy of its content, which is safe to sum up and to write.
     *
     * @throws CorruptDataException if it is damaged, or the index skips or invents a record at its end
     */
    void read(int rank, RecordView view) {
        locate(rank, view);
        view.detach();
    }

    /** The same without a copy, for a look at its header. */
    void locate(int rank, RecordView view) {
        int position = position(rank);
        file.read(position, view);
        if (rank == 0 && view.offsetBytes() != 0) {
            throw misfit(0, "records before the first index entry: entry=" + view.offsetBytes());
        }
        long next = offset(rank + 1);
        if (view.endBytes() != next) {
            throw misfit(
                    view.endBytes(), "index does not fit the records: record=" + view.offsetBytes() + ", next=" + next);
        }
    }

    /** Refuses bytes in a file whose index has no entry. */
    void checkNotEmpty() {
        if (size() == 0 && file.sizeBytes() > 0) {
            throw misfit(0, "index has no entries, but the file has bytes: size=" + file.sizeBytes());
        }
    }

    /**
     * The CRC32C of the content that a view of this source shows.
     *
     * @throws CorruptDataException if the {@code .cix} has another
     */
    int checkedCrc(int rank, RecordView view) {
        crc.reset();
        crc.update(view.content().asByteBuffer());
        int actual = (int) crc.getValue();
        CixFile cix = file.cix();
        if (cix != null && cix.contentCrc(position(rank)) != actual) {
            file.checkWhole();
            throw new CorruptDataException(
                    file.path(),
                    view.offsetBytes(),
                    "content checksum mismatch: key=" + keyText(rank) + ", expected=0x"
                            + Integer.toHexString(cix.contentCrc(position(rank))) + ", actual=0x"
                            + Integer.toHexString(actual));
        }
        return actual;
    }

    /** The CRC32C of the payload, or of the content where there is no image header, that a view of this source shows. */
    int payloadCrc(RecordView view) {
        crc.reset();
        crc.update(DuplicateSearch.payload(view).asByteBuffer());
        return (int) crc.getValue();
    }

    /** Copies the records of some ranks, in order, with their keys and bytes. */
    void copy(BitSet ranks, RecordWriter writer, Watch watch) throws IOException {
        RecordView view = new RecordView();
        WatchedPhase phase = new WatchedPhase(watch, "writing", ranks.cardinality());
        for (int rank = ranks.nextSetBit(0); rank >= 0; rank = ranks.nextSetBit(rank + 1)) {
            read(rank, view);
            checkedCrc(rank, view);
            if (hasTextKeys()) {
                writer.write(keyText(rank), view.content());
            } else {
                writer.write(key(rank), view.content());
            }
            phase.step();
        }
        phase.end();
    }

    /** First label of the record of a rank, NaN where it has no image header; moves the view if it must read. */
    float label(int rank, RecordView view) {
        CixFile cix = file.cix();
        if (cix != null) {
            return cix.label(position(rank));
        }
        locate(rank, view);
        return view.hasHeader() ? view.label(0) : Float.NaN;
    }

    /** Bytes of payload of a record, or of content where it has no image header; moves the view if it must read. */
    long payloadLength(int rank, RecordView view) {
        CixFile cix = file.cix();
        if (cix != null) {
            int flag = cix.flag(position(rank));
            long header = IrHeaderLayout.BYTES + (long) Float.BYTES * flag;
            return cix.contentLength(position(rank)) - (flag == CixLayout.NO_HEADER_FLAG ? 0 : header);
        }
        locate(rank, view);
        return view.hasHeader() ? view.payloadLength() : view.contentLength();
    }

    /**
     * First label of the record that a view stands on.
     *
     * @throws CorruptDataException if it has no image header
     */
    float imageLabel(int rank, RecordView view) {
        if (!view.hasHeader()) {
            throw misfit(view.offsetBytes(), "record has no image header, so it has no label: key=" + keyText(rank));
        }
        return view.label(0);
    }

    private CorruptDataException misfit(long offset, String reason) {
        return new CorruptDataException(file.path(), offset, reason);
    }

    @Override
    public void close() {
        file.close();
    }
}
