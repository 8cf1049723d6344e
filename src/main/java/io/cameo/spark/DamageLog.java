package io.cameo.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.DamagedRegion;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The damage that one task meets: it ends the task, or is counted, and written down for a table. Not thread-safe. */
final class DamageLog {
    private static final Logger LOG = System.getLogger(DamageLog.class.getName());

    private final boolean passesOver;
    private final @Nullable String table;
    private final List<Entry> entries = new ArrayList<>();
    private long regions;
    private long bytes;

    private record Entry(
            String file, DamagedRegion region, @Nullable String key) {}

    /** @param table the folder for {@link #write}; null to keep no list */
    DamageLog(boolean passesOver, @Nullable String table) {
        this.passesOver = passesOver;
        this.table = table;
    }

    boolean passesOver() {
        return passesOver;
    }

    /** Throws, or counts. */
    void met(String file, long begin, long end, @Nullable Object key, String reason) {
        if (!passesOver) {
            throw new CorruptDataException(
                    FileBytes.named(file), begin, key == null ? reason : reason + ", key=" + key);
        }
        regions++;
        bytes += end - begin;
        DamagedRegion region = new DamagedRegion(begin, end, reason);
        LOG.log(Level.WARNING, "damage passed over: file=" + file + ", " + region);
        if (table != null) {
            entries.add(new Entry(file, region, key == null ? null : key.toString()));
        }
    }

    long regions() {
        return regions;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Makes the table's folder, so that there is one to read where no task meets anything.
     *
     * @return where it is, for tasks: they run in folders of their own, where a relative path would lead elsewhere
     */
    static String folder(String table, Configuration conf) throws IOException {
        Path folder = new Path(table);
        FileSystem files = folder.getFileSystem(conf);
        files.mkdirs(folder);
        return files.makeQualified(folder).toString();
    }

    /**
     * Writes what was met as lines of JSON into the table's folder, under a name that comes from the slice: who reads it
     * again, after a failure or twice at once, replaces it by the same. Nothing is written where nothing was met.
     *
     * @param attempt a number that no other task has that writes at the same time
     */
    void write(Slice first, long attempt, Configuration conf) throws IOException {
        if (table == null || entries.isEmpty()) {
            return;
        }
        Path folder = new Path(table);
        FileSystem files = folder.getFileSystem(conf);
        String rec = new Path(first.file().location()).getName();
        String name = String.format(
                Locale.ROOT, "%s-%08x-%016x.json", rec, first.file().location().hashCode(), first.beginBytes());
        Path target = new Path(folder, name);
        Path partial = new Path(folder, "." + name + "." + attempt + ".partial");
        files.mkdirs(folder);
        try (OutputStream out = files.create(partial, true)) {
            writeLines(out);
        }
        files.delete(target, false);
        if (!files.rename(partial, target)) {
            files.delete(partial, false);
            throw new IOException("list of damage could not be named: file=" + target);
        }
    }

    private void writeLines(OutputStream out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setRootValueSeparator(new SerializedString("\n"));
            for (Entry entry : entries) {
                json.writeStartObject();
                json.writeStringField("file", entry.file());
                json.writeNumberField("begin", entry.region().beginBytes());
                json.writeNumberField("end", entry.region().endBytes());
                if (entry.key() != null) {
                    json.writeStringField("key", entry.key());
                }
                json.writeStringField("reason", entry.region().reason());
                json.writeEndObject();
            }
            json.writeRaw('\n');
        }
    }
}
