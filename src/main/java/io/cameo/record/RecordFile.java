package io.cameo.record;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.MappedFile;
import io.cameo.bytes.PageFault;
import io.cameo.nativelib.MappedPages;
import io.cameo.nativelib.ReadAdvice;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A record file, mapped: any record by key or by position, from any number of threads, without copying.
 *
 * <p>{@link #get(long)} and {@link #at(int)} make a {@link Record}; {@link #read(int, RecordView)} allocates nothing.
 * Every frame is checked when it is read: a damaged record throws
 * {@link CorruptDataException} and the others stay readable. The file must not change while it is open. If
 * it shrinks all the same, reading a record throws, too; but native code, vector loads and checksum intrinsics that touch
 * a slice whose pages are gone end the process ({@link PageFault}), so {@link RecordView#detach()} first what you hand to
 * them from a file that others may cut.
 */
public final class RecordFile implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RecordFile.class.getName());

    private final MappedFile mapped;
    private final @Nullable CixFile cix;
    private final boolean indexWasRead;
    private volatile @Nullable RecordIndex index;

    private RecordFile(MappedFile mapped, @Nullable CixFile cix, @Nullable RecordIndex index) {
        this.mapped = mapped;
        this.cix = cix;
        this.index = index;
        this.indexWasRead = index != null;
    }

    /**
     * Opens a record file with the index beside it: the {@code .cix} if it was made for this very file, else the
     * {@code .idx}. Where there is neither, keys count up from 0 in file order, and the first access by key or position
     * walks the file once to find the records.
     */
    public static RecordFile open(Path rec) throws IOException {
        MappedFile mapped = MappedFile.open(rec);
        CixFile cix = null;
        try {
            cix = openCix(mapped);
            if (cix != null) {
                return new RecordFile(mapped, cix, cix.index());
            }
            Path idx = RecordIndex.besides(rec);
            return new RecordFile(mapped, null, Files.isRegularFile(idx) ? RecordIndex.read(idx) : null);
        } catch (Throwable failure) {
            if (cix != null) {
                cix.close();
            }
            mapped.close();
            throw failure;
        }
    }

    /** Opens a record file with a given index and no other; null for none. */
    public static RecordFile open(Path rec, @Nullable RecordIndex index) throws IOException {
        return new RecordFile(MappedFile.open(rec), null, index);
    }

    private static @Nullable CixFile openCix(MappedFile rec) throws IOException {
        Path path = CixFile.besides(rec.path());
        if (!Files.isRegularFile(path)) {
            return null;
        }
        try {
            CixFile cix = CixFile.open(path);
            if (cix.belongsTo(rec.segment())) {
                return cix;
            }
            cix.close();
            LOG.log(Level.DEBUG, "cix is of another record file and is not used: file=" + path);
        } catch (CorruptDataException damaged) {
            LOG.log(Level.DEBUG, "cix is damaged and is not used", damaged);
        }
        return null;
    }

    public Path path() {
        return mapped.path();
    }

    public long sizeBytes() {
        return mapped.sizeBytes();
    }

    /** The {@code .cix} in use, with the checksum of every record; null where the file was opened without one. */
    public @Nullable CixFile cix() {
        return cix;
    }

    /** Whether the keys come from an index file, rather than from counting. */
    public boolean hasIndexFile() {
        return indexWasRead;
    }

    /**
     * The index: the one that the file was opened with, or one made by walking the file.
     *
     * @throws CorruptDataException if the walk meets damage
     */
    public RecordIndex index() {
        RecordIndex known = index;
        if (known == null) {
            known = walk(); // two threads may both walk; they find the same
            index = known;
        }
        return known;
    }

    /** Number of index entries. */
    public int size() {
        return index().size();
    }

    /** The record at a position of the index, from 0 to {@link #size()} - 1. */
    public Record at(int position) {
        RecordView view = new RecordView();
        read(position, view);
        return view.toRecord();
    }

    /**
     * The record with a key.
     *
     * @throws NoSuchElementException if no record has it
     */
    public Record get(long key) {
        return at(found(index().find(key), key));
    }

    /**
     * The record with a key given as text; works for numbers too.
     *
     * @throws NoSuchElementException if no record has it
     */
    public Record get(String key) {
        return at(found(index().find(key), key));
    }

    public boolean contains(long key) {
        return index().find(key) >= 0;
    }

    /**
     * Moves a view to the record at a position of the index.
     *
     * @throws CorruptDataException if there is no sound record where the index points
     */
    public void read(int position, RecordView view) {
        RecordIndex known = index();
        readAt(known.offset(position), view);
        view.setOrigin(path(), known, position);
    }

    /** Moves a view to the record with a key; false, and the view unmoved, if no record has it. */
    public boolean find(long key, RecordView view) {
        int position = index().find(key);
        if (position < 0) {
            return false;
        }
        read(position, view);
        return true;
    }

    /**
     * Moves a view to a record that a {@link RecordScanner} of this file found, at a multiple of 4 or not; position and key are
     * not known then.
     *
     * @param offsetBytes where its first head stands
     * @throws CorruptDataException if no record stands there
     */
    public void readFound(long offsetBytes, RecordView view) {
        try {
            FrameParser.parseAnywhere(path(), mapped.segment(), mapped.sizeBytes(), offsetBytes, view);
        } catch (InternalError fault) {
            throw lost(offsetBytes, null, fault);
        }
    }

    /** Moves a view to the record whose first head stands at an offset; position and key are not known then. */
    void readAt(long offsetBytes, RecordView view) {
        try {
            FrameParser.parse(path(), mapped.segment(), mapped.sizeBytes(), offsetBytes, view);
        } catch (InternalError fault) {
            throw lost(offsetBytes, cix, fault);
        }
    }

    /** What to throw for a page that is gone: of this file, unless the index that led there is the one that was cut. */
    CorruptDataException lost(long offsetBytes, @Nullable CixFile guide, InternalError fault) {
        if (guide != null && guide.isCut()) {
            return PageFault.in(guide.path(), 0, fault);
        }
        return PageFault.in(path(), offsetBytes, fault);
    }

    /** Reads the whole file from its beginning, in file order. */
    public RecordReader reader() {
        return new RecordReader(this, 0, sizeBytes());
    }

    /**
     * Reads the records whose first head stands in {@code [beginBytes, endBytes)}; {@code beginBytes} must be such a head
     * or {@code endBytes}. See {@link RecordPartition}.
     */
    public RecordReader reader(long beginBytes, long endBytes) {
        return new RecordReader(this, beginBytes, Math.min(endBytes, sizeBytes()));
    }

    /**
     * Refuses to go on if the file was cut since it was opened. Whoever reads all of it and then says that all is well
     * asks this last.
     *
     * @throws CorruptDataException if it is shorter than it was
     */
    public void checkWhole() {
        PageFault.meet();
        mapped.checkWhole();
    }

    /**
     * Tells the system how the file will be read, by all threads and until told otherwise: {@link ReadAdvice#RANDOM} for
     * single samples of a large file, {@link ReadAdvice#SEQUENTIAL} for walks, {@link ReadAdvice#WILL_NEED} to bring it
     * into memory before it is needed. Changes no result, and does nothing where the system knows no such thing.
     */
    public void advise(ReadAdvice advice) {
        MappedPages.advise(mapped.segment(), 0, mapped.sizeBytes(), advice);
    }

    /** The whole file; valid until {@link #close()}. */
    MemorySegment segment() {
        return mapped.segment();
    }

    @Override
    public void close() {
        if (cix != null) {
            cix.close();
        }
        mapped.close();
    }

    private RecordIndex walk() {
        OffsetList offsets = new OffsetList(1024);
        RecordView view = new RecordView();
        view.setOrigin(path(), null, 0);
        for (long at = 0; at < sizeBytes(); at = view.endBytes()) {
            readAt(at, view);
            offsets.add(at);
        }
        return new RecordIndex(new CounterKeys(0, offsets.size()), offsets.trim());
    }

    private int found(int position, Object key) {
        if (position < 0) {
            throw new NoSuchElementException("no record with this key: file=" + path() + ", key=" + key);
        }
        return position;
    }
}
