package io.cameo.record;

import io.cameo.bytes.AtomicFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of a split into a folder beside their names, {@code PREFIX.parts.partial/}, and gives all of them their
 * names when all are whole. A run that stops before leaves no part; the folder of a killed one is swept away by the next.
 */
final class PartWriters implements AutoCloseable {
    private final Path prefix;
    private final List<String> names;
    private final boolean oneAtATime;
    private final boolean renumber;
    private final RecordEdit edit;
    private final Path folder;
    private final AtomicFile lock;
    private final @Nullable RecordWriter[] open;
    private final SplitReport.@Nullable Part[] done;

    /**
     * Takes the folder, which no other run may have at the same time.
     *
     * @param prefix what comes before {@code _NAME.rec}
     * @param oneAtATime whether a part is finished when a record of another comes
     */
    PartWriters(Path prefix, List<String> names, boolean oneAtATime, boolean renumber, boolean keepIds)
            throws IOException {
        this.prefix = prefix;
        this.names = names;
        this.oneAtATime = oneAtATime;
        this.renumber = renumber;
        this.edit = new RecordEdit(!keepIds);
        this.folder = prefix.resolveSibling(prefix.getFileName() + ".parts.partial");
        this.open = new RecordWriter[names.size()];
        this.done = new SplitReport.Part[names.size()];
        lock = AtomicFile.create(prefix.resolveSibling(prefix.getFileName() + ".parts.lock"));
        try {
            BucketFiles.deleteFolder(folder);
            Files.createDirectory(folder);
        } catch (Throwable failure) {
            lock.close();
            throw failure;
        }
    }

    /** Where a part will stand. */
    static Path target(Path prefix, String name) {
        return prefix.resolveSibling(prefix.getFileName() + "_" + name + ".rec");
    }

    /** Writes a record to its part; {@code crc} is the CRC32C of the content when it was read. */
    void write(int part, long key, @Nullable String textKey, MemorySegment content, int crc) throws IOException {
        RecordWriter writer = writer(part);
        long newKey = renumber ? writer.records() : key;
        // An id follows only a key that is a number: what is text was never an id.
        long oldKey = textKey == null ? key : newKey;
        edit.rekeyed(writer.output(), renumber ? null : textKey, oldKey, newKey, content, crc);
    }

    /** Finishes all parts, those without a record too, and gives them their names. */
    List<SplitReport.Part> commit() throws IOException {
        List<SplitReport.Part> parts = new ArrayList<>();
        for (int part = 0; part < names.size(); part++) {
            if (done[part] == null) {
                writer(part);
                finish(part);
            }
        }
        for (SplitReport.Part part : done) {
            if (part != null) {
                publish(part.rec());
                parts.add(part);
            }
        }
        return parts;
    }

    private RecordWriter writer(int part) throws IOException {
        RecordWriter writer = open[part];
        if (writer == null) {
            for (int other = 0; oneAtATime && other < part; other++) {
                finish(other);
            }
            writer = RecordWriter.create(staged(target(prefix, names.get(part))));
            open[part] = writer;
        }
        return writer;
    }

    private void finish(int part) throws IOException {
        RecordWriter writer = open[part];
        if (writer != null) {
            writer.commit();
            done[part] = new SplitReport.Part(target(prefix, names.get(part)), writer.records(), writer.sizeBytes());
            writer.close();
            open[part] = null;
        }
    }

    /** As {@link RecordWriter#commit()} does it: never a record file beside the index of another. */
    private void publish(Path rec) throws IOException {
        Path idx = RecordIndex.besides(rec);
        Path cix = CixFile.besides(rec);
        boolean replaces = Files.exists(rec);
        if (replaces) {
            Files.deleteIfExists(idx);
            Files.deleteIfExists(cix);
        }
        for (Path file : replaces ? List.of(rec, idx, cix) : List.of(idx, cix, rec)) {
            Files.move(staged(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path staged(Path target) {
        return folder.resolve(target.getFileName());
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            for (RecordWriter writer : open) {
                if (writer != null) {
                    writer.close();
                }
            }
            BucketFiles.deleteFolder(folder);
        }
    }
}
