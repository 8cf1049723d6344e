package io.cameo.archive;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive of one file or of many parts, read as it is: nothing is joined and nothing is unpacked on disk.
 *
 * <pre>{@code
 * try (ZipArchive archive = ZipArchive.open(Path.of("I-HIM50K.zip")); ZipReader reader = archive.reader()) {
 *     for (ArchiveEntry entry : archive.entries()) {
 *         show(entry.name(), reader.read(entry));
 *     }
 * }
 * }</pre>
 *
 * <p>Opening reads the directory alone, and asks for every part. What the directory shows to be wrong stands in
 * {@link #faults()}; what can only be seen in the data is thrown by the readers. Thread-safe, with a reader for each
 * thread. {@code docs/zip.md} says what is read and what is refused.
 */
public final class ZipArchive implements AutoCloseable {
    private final Path path;
    private final ZipVolume volume;
    private final long[] starts;
    private final List<ArchiveEntry> entries;
    private final List<ArchiveFault> faults;
    private final IdentityHashMap<ArchiveEntry, ArchiveFault> faultOf = new IdentityHashMap<>();
    /** Where entries and the directory begin, in order. */
    private final long[] begins;

    private ZipArchive(Path path, ZipVolume volume, long[] starts, List<ArchiveEntry> entries, long directory)
            throws IOException {
        this.path = path;
        this.volume = volume;
        this.starts = starts;
        this.entries = List.copyOf(entries);
        DirectoryAudit audit = new DirectoryAudit(volume, starts, directory, faultOf);
        faults = audit.look(this.entries);
        begins = new long[entries.size() + 1];
        for (int i = 0; i < entries.size(); i++) {
            begins[i] = position(entries.get(i));
        }
        begins[entries.size()] = directory;
        Arrays.sort(begins);
    }

    /**
     * Whether a path is to be taken for an archive rather than for another file: one whose name says so, or that begins as
     * an archive does. A folder never is.
     */
    public static boolean is(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        if (PartNames.saysArchive(path)) {
            return true;
        }
        byte[] first = new byte[Integer.BYTES];
        try (var in = Files.newInputStream(path)) {
            int signature = in.readNBytes(first, 0, first.length) < first.length
                    ? 0
                    : MemorySegment.ofArray(first).get(LittleEndian.INT, 0);
            return signature == ZipLayout.LOCAL_SIGNATURE
                    || signature == ZipLayout.END_SIGNATURE
                    || signature == ZipLayout.SPLIT_SIGNATURE
                    || signature == ZipLayout.UNSPLIT_SIGNATURE;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Opens an archive by any of its parts.
     *
     * @throws CorruptDataException if it is none, parts are missing, or its directory cannot be read
     * @throws IOException if a part cannot be read
     */
    public static ZipArchive open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new FileSystemException(path.toString(), null, "is a folder");
        }
        Files.readAttributes(path, "size"); // one that is not there is said to be so
        List<Path> pieces = PartNames.pieces(path);
        Path last = pieces == null ? PartNames.last(path) : pieces.getLast();
        ZipVolume volume = new ZipVolume(FileParts.open(pieces == null ? List.of(last) : pieces));
        try {
            EndRecord.Tail tail = requireTail(volume);
            int disks = tail.disks(volume);
            List<Path> parts = pieces == null && disks > 1 ? PartNames.split(last, disks, tail.position()) : null;
            if (parts != null) {
                volume.close();
                volume = new ZipVolume(FileParts.open(parts));
                return split(path, volume, tail);
            }
            if (disks > 1 && signature(volume) != ZipLayout.SPLIT_SIGNATURE) {
                PartNames.requireAll(last, tail.position(), PartNames.all(last, disks));
            }
            return whole(path, volume, tail, disks);
        } catch (Throwable failure) {
            volume.close();
            throw failure;
        }
    }

    /**
     * Opens an archive whose parts, all of them and in order, are at hand, wherever they lie; it takes them over.
     *
     * @param path what {@link #path()} will be
     * @throws CorruptDataException as {@link #open(Path)}
     */
    static ZipArchive of(Path path, PartSource parts) throws IOException {
        ZipVolume volume = new ZipVolume(parts);
        try {
            EndRecord.Tail tail = requireTail(volume);
            int disks = tail.disks(volume);
            long lastStart = volume.start(volume.parts() - 1);
            if (disks == 1 || disks != volume.parts() || tail.position() < lastStart) {
                return whole(path, volume, tail, disks);
            }
            return split(path, volume, new EndRecord.Tail(tail.position() - lastStart, tail.end(), tail.locator()));
        } catch (Throwable failure) {
            volume.close();
            throw failure;
        }
    }

    private static EndRecord.Tail requireTail(ZipVolume volume) throws IOException {
        EndRecord.Tail tail = EndRecord.find(volume);
        if (tail == null) {
            throw volume.corrupt(
                    volume.sizeBytes(), "no end of a zip archive: cut off, its last part missing, or no archive");
        }
        return tail;
    }

    /** Each part begins where its file does. */
    private static ZipArchive split(Path path, ZipVolume volume, EndRecord.Tail inLast) throws IOException {
        int last = volume.parts() - 1;
        if (signature(volume) != ZipLayout.SPLIT_SIGNATURE) {
            throw volume.corrupt(
                    0,
                    "first part does not begin as one: expected=0x" + Integer.toHexString(ZipLayout.SPLIT_SIGNATURE)
                            + ", actual=0x" + Integer.toHexString(signature(volume)));
        }
        long[] starts = new long[volume.parts()];
        for (int i = 0; i <= last; i++) {
            starts[i] = volume.start(i);
        }
        EndRecord.Tail tail = new EndRecord.Tail(starts[last] + inLast.position(), inLast.end(), inLast.locator());
        EndRecord end = EndRecord.read(volume, tail, starts);
        if (end.lastDisk() != last) {
            throw volume.corrupt(
                    tail.position(), "end records disagree: last_part=" + end.lastDisk() + ", parts=" + (last + 1));
        }
        long directory = starts[end.directoryDisk()] + end.directoryOffset();
        if (directory + end.directoryBytes() > end.directoryEnd()) {
            int cut = DirectoryAudit.shortest(volume, end.directoryDisk(), last);
            throw new CorruptDataException(
                    volume.name(cut),
                    volume.sizeBytes(cut),
                    "part is shorter than the directory in it: missing="
                            + (directory + end.directoryBytes() - end.directoryEnd()));
        }
        List<ArchiveEntry> entries = DirectoryReader.read(volume, directory, end.directoryBytes(), end.entries());
        return new ZipArchive(path, volume, starts, entries, directory);
    }

    /** One file, or pieces of one, or the parts of a split archive one behind the other. */
    private static ZipArchive whole(Path path, ZipVolume volume, EndRecord.Tail tail, int disks) throws IOException {
        EndRecord end = EndRecord.read(volume, tail, new long[] {0});
        long directory = end.directoryEnd() - end.directoryBytes();
        List<ArchiveEntry> entries;
        if (disks > 1) {
            entries = DirectoryReader.read(volume, directory, end.directoryBytes(), end.entries());
            long[] starts = JoinedParts.starts(volume, entries, disks, directory);
            return new ZipArchive(path, volume, starts, entries, directory);
        }
        // What was put in front of an archive, as a program that unpacks it, moves everything.
        long moved = directory - end.directoryOffset();
        if (moved < 0) {
            int cut = DirectoryAudit.odd(volume);
            throw new CorruptDataException(
                    volume.name(cut), volume.sizeBytes(cut), "shorter than the end record says: missing=" + -moved);
        }
        entries = DirectoryReader.read(volume, directory, end.directoryBytes(), end.entries());
        return new ZipArchive(path, volume, new long[] {moved}, entries, directory);
    }

    private static int signature(ZipVolume volume) throws IOException {
        if (volume.sizeBytes() < Integer.BYTES) {
            return 0;
        }
        MemorySegment first = MemorySegment.ofArray(new byte[Integer.BYTES]);
        volume.read(0, first);
        return first.get(LittleEndian.INT, 0);
    }

    /** What was opened. */
    public Path path() {
        return path;
    }

    /** The files that it lies in, in order. */
    public List<Path> parts() {
        List<Path> parts = new ArrayList<>();
        for (int i = 0; i < volume.parts(); i++) {
            parts.add(volume.name(i));
        }
        return parts;
    }

    /** All parts together. */
    public long sizeBytes() {
        return volume.sizeBytes();
    }

    /** Every entry in the order of the directory, also those that cannot be read. */
    public List<ArchiveEntry> entries() {
        return entries;
    }

    /** What the directory shows to be wrong, in its order. */
    public List<ArchiveFault> faults() {
        return faults;
    }

    /** What the directory shows to be wrong with one entry itself, so that it cannot be read; null if nothing. */
    public @Nullable ArchiveFault fault(ArchiveEntry entry) {
        return faultOf.get(entry);
    }

    /**
     * Refuses an archive that cannot stand in for a folder: names that lead out of it or are not unique, entries that share
     * bytes, parts that are cut.
     *
     * @throws CorruptDataException with the first such fault, and how many there are
     */
    public void requireSafe() {
        List<ArchiveFault> grave =
                faults.stream().filter(fault -> fault.kind().ofArchive()).toList();
        if (!grave.isEmpty()) {
            ArchiveFault first = grave.getFirst();
            throw new CorruptDataException(
                    first.part(),
                    first.offsetBytes(),
                    first.reason()
                            + (first.entry() == null ? "" : ", entry=" + first.entry())
                            + (grave.size() == 1 ? "" : ", faults=" + grave.size()));
        }
    }

    /** A reader for one thread, which ends with this archive at the latest. */
    public ZipReader reader() {
        return new ZipReader(this);
    }

    ZipVolume volume() {
        return volume;
    }

    /** Where the local header of an entry begins in the volume; not within it if its part is cut. */
    long position(ArchiveEntry entry) {
        return entry.part() < starts.length && entry.offsetBytes() <= volume.sizeBytes()
                ? starts[entry.part()] + entry.offsetBytes()
                : Long.MAX_VALUE;
    }

    /** Where the next entry begins, or the directory: no entry reaches further. */
    long limit(long position) {
        int found = Arrays.binarySearch(begins, position);
        int next = found < 0 ? -found - 1 : found + 1;
        return next < begins.length ? begins[next] : position;
    }

    @Override
    public void close() throws IOException {
        volume.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
