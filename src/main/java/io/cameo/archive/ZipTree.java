package io.cameo.archive;

import io.cameo.bytes.CodePointOrder;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An archive in place of a folder. One whose names or places cannot be those of files in a folder is refused as a whole;
 * an entry that cannot be read is a {@link Problem}.
 */
final class ZipTree implements FileTree {
    private final ZipArchive archive;
    private final Map<String, ArchiveEntry> entries = new HashMap<>();
    private final List<TreeFile> files = new ArrayList<>();
    private final Map<String, TreeFile> filesByName = new HashMap<>();
    private final List<String> folders = new ArrayList<>();
    private final Map<String, TreeFolder> foldersByName = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private ZipTree(ZipArchive archive) {
        this.archive = archive;
    }

    static ZipTree open(Path path) throws IOException {
        ZipArchive archive = ZipArchive.open(path);
        try {
            archive.requireSafe();
            ZipTree tree = new ZipTree(archive);
            tree.list();
            return tree;
        } catch (Throwable failure) {
            archive.close();
            throw failure;
        }
    }

    /** What one folder holds, while it is not known to be all. */
    private record Contents(List<TreeFile> files, TreeSet<String> folders) {
        Contents() {
            this(new ArrayList<>(), new TreeSet<>(CodePointOrder.INSTANCE));
        }
    }

    private void list() {
        Map<String, Contents> contents = new TreeMap<>(CodePointOrder.INSTANCE);
        contents.put("", new Contents());
        for (ArchiveEntry entry : archive.entries()) {
            ArchiveFault fault = archive.fault(entry);
            if (fault != null) {
                problems.add(new Problem(entry.path(), fault.reason()));
            } else if (entry.isFolder()) {
                folder(entry.path(), contents);
            } else {
                TreeFile file = new TreeFile(entry.name(), entry.sizeBytes());
                entries.put(entry.name(), entry);
                files.add(file);
                filesByName.put(entry.name(), file);
                folder(file.folder(), contents).files().add(file);
            }
        }
        Comparator<TreeFile> byName = Comparator.comparing(TreeFile::name, CodePointOrder.INSTANCE);
        files.sort(byName);
        contents.forEach((name, held) -> {
            held.files().sort(byName);
            foldersByName.put(name, new TreeFolder(name, held.files(), List.copyOf(held.folders())));
            if (!name.isEmpty()) {
                folders.add(name);
            }
        });
    }

    /** A folder, made with all above it: archives need not name them. */
    private static Contents folder(String name, Map<String, Contents> contents) {
        Contents known = contents.get(name);
        if (known != null) {
            return known;
        }
        int slash = name.lastIndexOf('/');
        folder(name.substring(0, Math.max(0, slash)), contents).folders().add(name.substring(slash + 1));
        Contents made = new Contents();
        contents.put(name, made);
        return made;
    }

    @Override
    public Path path() {
        return archive.path();
    }

    @Override
    public List<TreeFile> files() {
        return List.copyOf(files);
    }

    @Override
    public @Nullable TreeFile file(String name) {
        return filesByName.get(name);
    }

    @Override
    public List<String> folders() {
        return List.copyOf(folders);
    }

    @Override
    public @Nullable TreeFolder folder(String name) {
        return foldersByName.get(name);
    }

    @Override
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    @Override
    public TreeReader reader() {
        return new EntryReader(archive.reader());
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }

    /** Finds entries by the names of files. */
    final class EntryReader implements TreeReader {
        private final ZipReader reader;

        EntryReader(ZipReader reader) {
            this.reader = reader;
        }

        @Override
        public MemorySegment read(TreeFile file) throws IOException {
            ArchiveEntry entry = entries.get(file.name());
            if (entry == null || entry.sizeBytes() != file.sizeBytes()) {
                throw new CorruptDataException(archive.path(), 0, "no such file in the archive: name=" + file.name());
            }
            TreeReader.requireSize(archive.path(), file);
            return reader.read(entry);
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
