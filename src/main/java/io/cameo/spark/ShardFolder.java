package io.cameo.spark;

import io.cameo.convert.RunJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code OUT.rec.shards/}: what the tasks of a run make, each attempt in a folder of its own, and what is needed to go on
 * where a run was killed. Gone when a run has ended.
 *
 * <pre>
 * lock            locked by the run that has the folder
 * owner           whose it is, or was when it was killed
 * job.journal     what is being made, and in how many parts
 * stopped         there if the run ended by itself, at its error limit
 * run-UUID/       of each run: executors of one that was killed may be at work for a while
 *     3-17/       of an attempt, the 17th, at part 3
 *         shard.journal   there if it is done
 * </pre>
 *
 * <p>One thread at a time.
 */
final class ShardFolder implements AutoCloseable {
    private static final String JOB = "job";
    private static final String PARTS = "parts";
    private static final String STOPPED = "stopped";
    private static final String RUN_PREFIX = "run-";

    private final Path path;
    private final ShardLock lock;
    private final @Nullable ShardOwner then;
    private final Path own;
    private final SortedMap<Integer, ShardMark> done = new TreeMap<>();
    private List<ShardMark> before = List.of();
    private boolean begun;
    private boolean over;

    private ShardFolder(Path path, ShardLock lock, @Nullable ShardOwner then) {
        this.path = path;
        this.lock = lock;
        this.then = then;
        own = path.resolve(RUN_PREFIX + UUID.randomUUID());
    }

    /**
     * Takes the folder of an output, new or as a run left it.
     *
     * @param resume whether to go on with what was left; if not, it goes. Null to go on with what a run of this machine left
     *     when it was killed or failed, and to begin anew after one that ended at its error limit
     * @throws IOException if a living run has it; with null also if a run of another machine had it and did not end, of
     *     which nobody here can tell for sure that it was killed
     */
    static ShardFolder open(Path rec, @Nullable Boolean resume) throws IOException {
        Path target = rec.toAbsolutePath().normalize();
        Path path = target.resolveSibling(target.getFileName() + ".shards");
        ShardLock lock = ShardLock.take(path);
        try {
            ShardOwner then = ShardOwner.read(path);
            if (resume == null && then != null && !then.isHere()) {
                throw new IOException(
                        "shards of a run on another machine, which may be alive; if it is not, --resume goes"
                                + " on with them and --no-resume deletes them: folder=" + path + ", " + then.text());
            }
            ShardFolder folder = new ShardFolder(path, lock, then);
            FileUtil.fullyDelete(folder.moved().toFile()); // where a run was killed while it deleted
            boolean wanted = resume == null ? Files.notExists(path.resolve(STOPPED)) : resume;
            if (!wanted || folder.attempts(true).isEmpty()) {
                folder.clear();
            }
            ShardOwner.here().write(path);
            Files.createDirectory(folder.own);
            return folder;
        } catch (Throwable failure) {
            lock.close();
            throw failure;
        }
    }

    /** Where this run has its files. */
    Path path() {
        return own;
    }

    /** A folder for this attempt at a part, on the thread of its task. */
    static Path ofAttempt(String folder, int part) throws IOException {
        long attempt = TaskContext.get().taskAttemptId();
        // Not with its parents: when those are gone the job is over.
        return Files.createDirectory(Path.of(folder).resolve(part + "-" + attempt));
    }

    /** Into how many parts the run cut its work that is gone on with. */
    int partsBefore(int otherwise) throws IOException {
        RunJournal.Position then = journal(Map.of()).read();
        return then == null ? otherwise : (int) then.number(PARTS);
    }

    /**
     * Begins the run, with the parts that an earlier one left.
     *
     * @param kind of job
     * @param about what decides on the bytes of the result
     * @throws IOException if the earlier run was another one, naming what differs; nothing is touched then
     */
    void begin(JavaSparkContext context, String kind, Map<String, String> about, int parts) throws IOException {
        Map<String, String> job = new LinkedHashMap<>();
        job.put(JOB, kind);
        job.putAll(about);
        job.put("cut", parts + " parts");
        RunJournal journal = journal(job);
        try {
            journal.read();
        } catch (IOException another) {
            throw new IOException(another.getMessage() + "; --no-resume deletes what it left", another);
        }
        begun = true;
        journal.write(Map.of(PARTS, (long) parts));
        Files.deleteIfExists(path.resolve(STOPPED));
        takeUp(context);
    }

    private RunJournal journal(Map<String, String> job) {
        return new RunJournal(path.resolve(JOB), "spark", job);
    }

    private void takeUp(JavaSparkContext context) throws IOException {
        List<String> marked = attempts(true).stream().map(Path::toString).toList();
        if (!marked.isEmpty()) {
            context.parallelize(marked, marked.size())
                    .flatMap(new ShardCheckTask())
                    .collect()
                    .forEach(mark -> done.putIfAbsent(mark.part(), mark));
        }
        before = List.copyOf(done.values());
        List<String> kept = before.stream().map(ShardMark::folder).toList();
        for (Path attempt : attempts(false)) {
            if (!kept.contains(attempt.toString())) {
                drop(attempt);
            }
        }
    }

    /** Folders of attempts, of all runs. */
    private List<Path> attempts(boolean markedOnly) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path run : list(path)) {
            if (run.getFileName().toString().startsWith(RUN_PREFIX)) {
                list(run).stream()
                        .filter(Files::isDirectory)
                        .filter(attempt -> !markedOnly || ShardMark.isIn(attempt))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /**
     * Has the parts made that are not, and returns what came of all, in their order.
     *
     * @param part what a task gets to know of a part
     */
    <P> List<ShardMark> make(JavaSparkContext context, int parts, IntFunction<P> part, Function<P, ShardMark> task)
            throws IOException {
        make(context, parts, part, task, _ -> {});
        return List.copyOf(done.values());
    }

    /** The same, and hands on what came of each as soon as it and all before it are there. */
    <P> void make(
            JavaSparkContext context,
            int parts,
            IntFunction<P> part,
            Function<P, ShardMark> task,
            InOrder.Taker<ShardMark> taker)
            throws IOException {
        List<P> left = IntStream.range(0, parts)
                .filter(number -> !done.containsKey(number))
                .mapToObj(part)
                .toList();
        HandingOn next = new HandingOn(taker);
        if (!left.isEmpty()) {
            InOrder.run(context, context.parallelize(left, left.size()).map(task), mark -> {
                done.put(mark.part(), mark);
                next.go();
            });
        }
        next.go();
    }

    /** Goes from part to part as far as they are there. */
    private final class HandingOn {
        private final InOrder.Taker<ShardMark> taker;
        private int part;

        HandingOn(InOrder.Taker<ShardMark> taker) {
            this.taker = taker;
        }

        void go() throws IOException {
            for (ShardMark mark = done.get(part); mark != null; mark = done.get(part)) {
                taker.take(mark);
                part++;
            }
        }
    }

    /** The sum of a number over the parts that an earlier run made. */
    long before(String number) {
        return before.stream().mapToLong(mark -> mark.number(number)).sum();
    }

    /** The run has ended and needs nothing of this any more. */
    void finished() {
        over = true;
    }

    /** The run has ended by itself: what it made stays for who asks for it. */
    void stopped() throws IOException {
        Files.createFile(path.resolve(STOPPED));
    }

    /** Leaves what can be gone on with: nothing of a run that is finished, or made nothing. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (!over && !attempts(true).isEmpty()) {
                if (!begun) {
                    delete(own);
                }
                if (begun || then == null) {
                    ShardOwner.delete(path);
                } else {
                    then.write(path);
                }
                return;
            }
            Files.move(path, moved()); // as in drop
        }
        delete(moved()); // without the lock: some disks keep a file that is open
    }

    private Path moved() {
        return path.resolveSibling(path.getFileName() + ".over");
    }

    private void clear() throws IOException {
        for (Path file : list(path)) {
            if (!ShardLock.isOf(file)) {
                drop(file);
            }
        }
    }

    /** Tasks of a run that is over may still write into it; under another name nothing comes in between. */
    private void drop(Path file) throws IOException {
        delete(Files.move(file, path.resolve("gone-" + UUID.randomUUID())));
    }

    private static void delete(Path file) throws IOException {
        if (!FileUtil.fullyDelete(file.toFile()) && Files.exists(file)) {
            throw new IOException("cannot delete what a run left: file=" + file);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
