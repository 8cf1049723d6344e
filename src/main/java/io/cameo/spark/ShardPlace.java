package io.cameo.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where the shards of one job go: each attempt of a task into a folder of its own, from there, when the job is done, to
 * where they belong.
 *
 * @param folder as Hadoop writes it, with its scheme
 * @param job what no other job is called
 */
record ShardPlace(String folder, String job) implements Serializable {
    /** Begins names that no reader of a folder takes for data. */
    private static final String HIDDEN = "_";

    Path target() {
        return new Path(folder);
    }

    FileSystem files(Configuration conf) throws IOException {
        return target().getFileSystem(conf);
    }

    /** What belongs to this job alone and is gone when it ends. */
    Path temporary() {
        return new Path(target(), HIDDEN + "temporary-" + job);
    }

    /**
     * Removes that. It gets another name first: tasks of a job that failed may still run, and where nothing can be made
     * under the old name any more, nothing comes in between.
     */
    void removeTemporary(FileSystem files) throws IOException {
        Path over = new Path(target(), HIDDEN + "over-" + job);
        if (files.exists(temporary()) && files.rename(temporary(), over)) {
            files.delete(over, true);
        }
    }

    Path attempt(int partition, long task) {
        return new Path(temporary(), partition + "-" + task);
    }

    Path manifest() {
        return new Path(target(), HIDDEN + "cameo-" + job + ".json");
    }

    /** Says that the last job that wrote here came to its end. */
    Path success() {
        return new Path(target(), HIDDEN + "SUCCESS");
    }

    /** The name of a shard without its ending: shards in order of names are partitions in order. */
    String stem(int partition) {
        return String.format(Locale.ROOT, "part-%05d-%s", partition, job);
    }

    boolean isLocal() {
        return FileBytes.LOCAL_SCHEME.equals(target().toUri().getScheme());
    }
}
