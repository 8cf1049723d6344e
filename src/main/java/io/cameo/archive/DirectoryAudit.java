package io.cameo.archive;

import io.cameo.archive.ArchiveFault.Kind;
import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the directory of an archive shows to be wrong, before any data is read. */
final class DirectoryAudit {
    /** The most that deflate can make of a byte, 258 bytes of two bits, rounded up. */
    private static final long MOST_EXPANSION = 1032;

    private static final int TYPE_FOLDER = 0x4000;
    private static final int TYPE_FILE = 0x8000;
    private static final int TYPE_LINK = 0xA000;

    private final ZipVolume volume;
    private final long[] starts;
    private final long directory;
    private final List<ArchiveFault> faults = new ArrayList<>();
    private final IdentityHashMap<ArchiveEntry, ArchiveFault> unreadable;

    /**
     * An audit.
     *
     * @param directory where it begins: the end of the last entry at most
     * @param unreadable takes for each entry that cannot be read the reason
     */
    DirectoryAudit(
            ZipVolume volume, long[] starts, long directory, IdentityHashMap<ArchiveEntry, ArchiveFault> unreadable) {
        this.unreadable = unreadable;
        this.volume = volume;
        this.starts = starts;
        this.directory = directory;
    }

    /** Looks at all entries. */
    List<ArchiveFault> look(List<ArchiveEntry> entries) throws IOException {
        List<ArchiveEntry> placed = new ArrayList<>(entries.size());
        for (ArchiveEntry entry : entries) {
            String name = entry.name().isEmpty() && entry.storedName().length > 0
                    ? "name is not utf-8 as its flag says"
                    : EntryName.refusal(entry.name());
            if (name != null) {
                add(Kind.NAME, entry, name);
            }
            ArchiveFault own = ofEntry(entry);
            if (own != null) {
                faults.add(own);
                unreadable.put(entry, own);
            }
            if (isPlaced(entry)) {
                placed.add(entry);
            }
        }
        names(entries);
        places(placed);
        faults.sort(Comparator.comparing((ArchiveFault fault) -> !fault.kind().ofArchive()));
        return List.copyOf(faults);
    }

    private boolean isPlaced(ArchiveEntry entry) {
        long size = volume.sizeBytes();
        return entry.part() < starts.length
                && starts[entry.part()] >= 0
                && entry.offsetBytes() <= size
                && entry.packedBytes() <= size
                && begin(entry) + ZipLayout.LOCAL_BYTES + entry.storedName().length <= partEnd(entry.part());
    }

    private long begin(ArchiveEntry entry) {
        return starts[entry.part()] + entry.offsetBytes();
    }

    /** Headers do not go on in the next part; where parts were joined nobody knows their ends. */
    private long partEnd(int part) {
        return starts.length > 1 && volume.parts() == starts.length ? volume.start(part + 1) : directory;
    }

    private @Nullable ArchiveFault ofEntry(ArchiveEntry entry) {
        if (!isPlaced(entry)) {
            Path part = volume.name(Math.min(entry.part(), volume.parts() - 1));
            return new ArchiveFault(
                    Kind.PART_SHORT,
                    entry.name(),
                    part,
                    entry.offsetBytes(),
                    "part is shorter than the directory says: part=" + (entry.part() + 1));
        }
        int type = entry.type();
        if (type == TYPE_LINK) {
            return fault(Kind.TYPE, entry, "is a link");
        }
        if (entry.isFolder() ? entry.sizeBytes() > 0 : type != 0 && type != TYPE_FILE) {
            return fault(
                    Kind.TYPE,
                    entry,
                    entry.isFolder()
                            ? "folder has bytes: size=" + entry.sizeBytes()
                            : type == TYPE_FOLDER
                                    ? "is a folder by its mode and a file by its name"
                                    : "is not a regular file: mode=0" + Integer.toOctalString(entry.mode()));
        }
        if (entry.isEncrypted()) {
            return fault(Kind.ENCRYPTED, entry, "is encrypted");
        }
        if (entry.method() != ZipLayout.STORED && entry.method() != ZipLayout.DEFLATED) {
            return fault(Kind.METHOD, entry, "method is not supported: method=" + entry.methodName());
        }
        boolean possible = entry.method() == ZipLayout.STORED
                ? entry.sizeBytes() == entry.packedBytes()
                : entry.sizeBytes() / MOST_EXPANSION <= entry.packedBytes();
        return possible
                ? null
                : fault(
                        Kind.SIZE,
                        entry,
                        "sizes are impossible: method=" + entry.methodName() + ", packed=" + entry.packedBytes()
                                + ", size=" + entry.sizeBytes());
    }

    private ArchiveFault fault(Kind kind, ArchiveEntry entry, String reason) {
        long at = begin(entry);
        int part = volume.partAt(at);
        return new ArchiveFault(kind, entry.name(), volume.name(part), at - volume.start(part), reason);
    }

    /** About a directory record, which is where names stand. */
    private void add(Kind kind, ArchiveEntry entry, String reason) {
        int part = volume.partAt(entry.recordPosition());
        faults.add(new ArchiveFault(
                kind, entry.name(), volume.name(part), entry.recordPosition() - volume.start(part), reason));
    }

    private void names(List<ArchiveEntry> entries) {
        Map<String, ArchiveEntry> byPath = new HashMap<>();
        Map<String, ArchiveEntry> folded = new HashMap<>();
        for (ArchiveEntry entry : entries) {
            ArchiveEntry same = byPath.putIfAbsent(entry.path(), entry);
            if (same != null) {
                add(Kind.DUPLICATE, entry, "name stands twice");
                continue;
            }
            ArchiveEntry alike = folded.putIfAbsent(fold(entry.path()), entry);
            if (alike != null) {
                add(Kind.CASE, entry, "name differs from another in case alone: other=" + alike.name());
            }
        }
        Map<String, String> folders = new HashMap<>();
        Set<String> twins = new HashSet<>();
        for (ArchiveEntry entry : entries) {
            String path = entry.path();
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                String folder = path.substring(0, slash);
                String alike = folders.putIfAbsent(fold(folder), folder);
                if (alike != null && !alike.equals(folder) && twins.add(folder)) {
                    add(Kind.CASE, entry, "name of a folder differs from another in case alone: other=" + alike);
                }
                ArchiveEntry above = byPath.get(folder);
                if (above != null && !above.isFolder()) {
                    add(Kind.DUPLICATE, entry, "name of a file is also that of its folder: file=" + above.name());
                }
            }
        }
    }

    private static String fold(String path) {
        // Through upper case, as file systems do: it knows more letters that are one.
        return Normalizer.normalize(path, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** Each entry must have room before the next. Where too little lies between two of one part, one of them lies. */
    private void places(List<ArchiveEntry> placed) throws IOException {
        List<ArchiveEntry> ordered = new ArrayList<>(placed);
        ordered.sort(JoinedParts.IN_FILE);
        for (int i = 0; i < ordered.size(); i++) {
            ArchiveEntry entry = ordered.get(i);
            ArchiveEntry next = i + 1 < ordered.size() ? ordered.get(i + 1) : null;
            long end = next == null ? directory : begin(next);
            int endPart = next == null ? volume.partAt(directory) : next.part();
            boolean crosses = next == null || endPart != entry.part();
            long needed = ZipLayout.LOCAL_BYTES
                    + entry.storedName().length
                    + entry.packedBytes()
                    + (crosses ? localExtraBytes(entry) : 0);
            if (end - begin(entry) >= needed) {
                continue;
            }
            if (crosses && volume.parts() > 1 && volume.parts() == starts.length) {
                int cut = shortest(volume, entry.part(), endPart);
                ArchiveFault fault = new ArchiveFault(
                        Kind.PART_SHORT,
                        entry.name(),
                        volume.name(cut),
                        volume.sizeBytes(cut),
                        "part is shorter than the directory says: missing=" + (needed - end + begin(entry)));
                faults.add(fault);
                unreadable.putIfAbsent(entry, fault);
            } else {
                add(
                        Kind.OVERLAP,
                        entry,
                        "shares bytes with " + (next == null ? "the directory" : "another: other=" + next.name()));
            }
        }
    }

    /** What the directory does not say; 0 where there is no header. */
    private long localExtraBytes(ArchiveEntry entry) throws IOException {
        MemorySegment head = MemorySegment.ofArray(new byte[ZipLayout.LOCAL_BYTES]);
        volume.read(begin(entry), head);
        return head.get(LittleEndian.INT, 0) == ZipLayout.LOCAL_SIGNATURE
                ? EndRecord.u16(head, ZipLayout.LOCAL_EXTRA_LENGTH)
                : 0;
    }

    /** The shortest part of some, of which the last is left out: it may be short. */
    static int shortest(ZipVolume volume, int from, int to) {
        int found = from;
        for (int part = from; part < to; part++) {
            if (volume.sizeBytes(part) < volume.sizeBytes(found)) {
                found = part;
            }
        }
        return found;
    }

    /** Of pieces, which are of one size but for the last, the first of another size; else the last. */
    static int odd(ZipVolume volume) {
        for (int part = 1; part < volume.parts() - 1; part++) {
            if (volume.sizeBytes(part) != volume.sizeBytes(0)) {
                return volume.sizeBytes(part) < volume.sizeBytes(0) ? part : 0;
            }
        }
        return volume.parts() - 1;
    }
}
