package io.cameo.spark;

import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.util.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Writes the shard of one attempt of a task. Where the target is no folder of this machine, the shard is made here and
 * brought there when the task commits.
 */
final class ShardWriter implements DataWriter<InternalRow> {
    private static final String[] ENDINGS = {Listing.IDX, Listing.CIX, Listing.REC}; // the record file last

    private final ShardPlace place;
    private final ShardColumns columns;
    private final Configuration conf;
    private final org.apache.hadoop.fs.Path attempt;
    private final String stem;
    private final Path workFolder;
    private final RecordWriter writer;
    private boolean closed;

    ShardWriter(ShardPlace place, ShardColumns columns, Configuration conf, int partition, long task)
            throws IOException {
        this.place = place;
        this.columns = columns;
        this.conf = conf;
        attempt = place.attempt(partition, task);
        stem = place.stem(partition);
        // Not with its parents: when those are gone the job is over, and nothing may come after it.
        workFolder = place.isLocal()
                ? Files.createDirectory(Path.of(attempt.toUri().getPath()))
                : Files.createTempDirectory(
                        Path.of(Utils.getLocalDir(SparkEnv.get().conf())), "cameo-");
        writer = RecordWriter.create(workFolder.resolve(stem + Listing.REC));
    }

    @Override
    public void write(InternalRow row) throws IOException {
        byte[] content = columns.bytes(row, RecordColumn.CONTENT);
        if (content != null) {
            write(row, MemorySegment.ofArray(content));
            return;
        }
        byte[] payload = columns.bytes(row, RecordColumn.PAYLOAD);
        MemorySegment bytes = MemorySegment.ofArray(payload == null ? new byte[0] : payload);
        long key = columns.hasTextKeys() ? 0 : columns.key(row, writer.records());
        IrHeader header = columns.header(row, key);
        if (header == null) {
            write(row, bytes);
        } else if (columns.hasTextKeys()) {
            MemorySegment joined = MemorySegment.ofArray(new byte[header.sizeBytes() + (int) bytes.byteSize()]);
            header.writeTo(joined, 0);
            joined.asSlice(header.sizeBytes()).copyFrom(bytes);
            writer.write(columns.textKey(row), joined);
        } else {
            writer.write(key, header, bytes);
        }
    }

    private void write(InternalRow row, MemorySegment content) throws IOException {
        if (columns.hasTextKeys()) {
            writer.write(columns.textKey(row), content);
        } else {
            writer.write(columns.key(row, writer.records()), content);
        }
    }

    @Override
    public WriterCommitMessage commit() throws IOException {
        Shard shard = new Shard(attempt.toString(), stem, writer.records(), writer.sizeBytes());
        if (shard.records() > 0) {
            writer.commit();
            if (!place.isLocal()) {
                bringThere();
            }
        }
        return shard;
    }

    private void bringThere() throws IOException {
        FileSystem files = place.files(conf);
        if (!files.exists(place.temporary())) {
            throw new IOException("the job of this task is over: folder=" + place.temporary());
        }
        files.mkdirs(attempt);
        for (String ending : ENDINGS) {
            files.copyFromLocalFile(
                    new org.apache.hadoop.fs.Path(
                            workFolder.resolve(stem + ending).toUri()),
                    new org.apache.hadoop.fs.Path(attempt, stem + ending));
        }
    }

    @Override
    public void abort() throws IOException {
        close();
        place.files(conf).delete(attempt, true);
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        writer.close();
        if (!place.isLocal()) {
            for (String ending : ENDINGS) {
                Files.deleteIfExists(workFolder.resolve(stem + ending));
            }
            Files.delete(workFolder);
        }
    }

    /** Moves the files of a shard that is committed to where they belong. */
    static void publish(Shard shard, ShardPlace place, Configuration conf) throws IOException {
        FileSystem files = place.files(conf);
        for (String ending : shard.records() > 0 ? ENDINGS : new String[0]) {
            org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(shard.attempt(), shard.stem() + ending);
            org.apache.hadoop.fs.Path to = new org.apache.hadoop.fs.Path(place.target(), shard.stem() + ending);
            if (!files.rename(from, to)) {
                throw new IOException("shard could not be named: from=" + from + ", to=" + to);
            }
        }
    }

    /** Takes back what {@link #publish} may have done. */
    static void withdraw(@Nullable Shard shard, ShardPlace place, Configuration conf) throws IOException {
        if (shard != null) {
            for (int i = ENDINGS.length - 1; i >= 0; i--) {
                place.files(conf)
                        .delete(new org.apache.hadoop.fs.Path(place.target(), shard.stem() + ENDINGS[i]), false);
            }
        }
    }
}
