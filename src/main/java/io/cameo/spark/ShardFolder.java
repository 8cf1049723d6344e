package io.cameo.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.TaskContext;

/** {@code OUT.rec.shards/}: what the tasks of a run make, each attempt in a folder of its own. Gone when the run ends. */
final class ShardFolder implements AutoCloseable {
    private final Path path;

    private ShardFolder(Path path) {
        this.path = path;
    }

    /** @throws java.nio.file.FileAlreadyExistsException if another run has it, or one was killed */
    static ShardFolder besides(Path rec) throws IOException {
        return new ShardFolder(Files.createDirectory(rec.resolveSibling(rec.getFileName() + ".shards")));
    }

    Path path() {
        return path;
    }

    /** A folder for this attempt at a part, on the thread of its task. */
    static Path ofAttempt(String folder, int part) throws IOException {
        long attempt = TaskContext.get().taskAttemptId();
        // Not with its parents: when those are gone the job is over.
        return Files.createDirectory(Path.of(folder).resolve(part + "-" + attempt));
    }

    @Override
    public void close() throws IOException {
        // Tasks of a run that failed may still be at it; under another name nothing comes in between.
        Path over = Files.move(path, path.resolveSibling(path.getFileName() + ".over"));
        FileUtil.fullyDelete(over.toFile());
    }
}
