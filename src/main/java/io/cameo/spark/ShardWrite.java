package io.cameo.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.util.SerializableConfiguration;

/**
 * One job that writes shards, as its driver sees it. Spark lets one attempt of each task commit; only what those wrote is
 * moved to where it belongs, when all of them are done.
 */
final class ShardWrite implements BatchWrite {
    private final ShardPlace place;
    private final ShardColumns columns;
    private final boolean replaces;
    private final Configuration conf;

    ShardWrite(LogicalWriteInfo info, ShardColumns columns, boolean replaces) {
        this.columns = columns;
        this.replaces = replaces;
        conf = ReadOptions.configuration(info.options().asCaseSensitiveMap());
        String path = info.options().get(ReadOptions.PATH);
        if (path == null) {
            throw new IllegalArgumentException("no path is given: paths=0");
        }
        try {
            Path target = new Path(path);
            Path qualified = target.getFileSystem(conf).makeQualified(target);
            place = new ShardPlace(qualified.toString(), info.queryId());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        try {
            FileSystem files = place.files(conf);
            if (files.exists(place.target())
                    && !files.getFileStatus(place.target()).isDirectory()) {
                throw new IllegalArgumentException("shards need a folder, this is a file: path=" + place.folder());
            }
            files.mkdirs(place.temporary());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new ShardWriterFactory(place, columns, new SerializableConfiguration(conf));
    }

    @Override
    public void commit(WriterCommitMessage[] messages) {
        List<Shard> shards = new ArrayList<>();
        for (WriterCommitMessage message : messages) {
            shards.add((Shard) message);
        }
        try {
            FileSystem files = place.files(conf);
            FileStatus[] before = replaces ? files.listStatus(place.target()) : new FileStatus[0];
            files.delete(place.success(), false);
            for (Shard shard : shards) {
                ShardWriter.publish(shard, place, conf);
            }
            for (FileStatus old : before) {
                if (!old.getPath().equals(place.temporary())) {
                    files.delete(old.getPath(), true);
                }
            }
            writeManifest(files, shards);
            place.removeTemporary(files);
            files.create(place.success(), true).close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Says which shards this job wrote, so that whoever copies them can see whether all have come. */
    private void writeManifest(FileSystem files, List<Shard> shards) throws IOException {
        try (OutputStream out = files.create(place.manifest(), true);
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField(
                    "records", shards.stream().mapToLong(Shard::records).sum());
            json.writeNumberField(
                    "bytes", shards.stream().mapToLong(Shard::recBytes).sum());
            json.writeArrayFieldStart("shards");
            for (Shard shard : shards) {
                if (shard.records() > 0) {
                    json.writeStartObject();
                    json.writeStringField("file", shard.stem() + Listing.REC);
                    json.writeNumberField("records", shard.records());
                    json.writeNumberField("bytes", shard.recBytes());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    @Override
    public void abort(WriterCommitMessage[] messages) {
        try {
            for (WriterCommitMessage message : messages) {
                ShardWriter.withdraw((Shard) message, place, conf);
            }
            place.removeTemporary(place.files(conf));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
