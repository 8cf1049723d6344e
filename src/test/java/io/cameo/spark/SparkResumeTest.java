package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import io.cameo.convert.insightface.FacePack;
import io.cameo.convert.insightface.FacePackReport;
import io.cameo.record.Shuffle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.TaskContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run goes on where one of the same job was killed or failed, and with nothing else. */
@Tag("spark")
@Timeout(200)
class SparkResumeTest {
    private static final Path IMAGES = Path.of("testdata/convert/images");
    private static final Path FACES = Path.of("testdata/face");

    private static final AtomicInteger PARTS_MADE = new AtomicInteger();

    @TempDir
    private Path temp;

    private Path list;
    private Path rec;
    private Path shards;

    @BeforeEach
    void packOnOne() throws IOException {
        list = temp.resolve("train.lst");
        rec = temp.resolve("many.rec");
        shards = temp.resolve("many.rec.shards");
        List<String> lines = new ArrayList<>();
        try (Stream<Path> images = Files.list(IMAGES)) {
            for (Path image : images.sorted().toList()) {
                lines.add(lines.size() + "\t1\t" + image.getFileName());
            }
        }
        lines.add(3, "this is no line of a list");
        Files.write(list, lines);
        Im2Rec job = Im2Rec.from(list, IMAGES);
        SparkPackTest.shrink(job);
        job.noErrorLimit().writeTo(temp.resolve("one.rec"));
    }

    private SparkPack job() {
        return SparkPack.from(list, IMAGES)
                .settings(SparkPackTest::shrink)
                .tasks(PackDriver.TASKS)
                .errorLimit(1000);
    }

    private PackReport run(SparkPack job) throws IOException {
        return job.writeTo(SparkRun.session(), rec);
    }

    /** A run in which the last part fails when others are done; they are few enough that these come first. */
    private void fail(SparkPack.Settings settings) throws InterruptedException, IOException {
        SparkPack failing = job().settings(job -> {
            settings.applyTo(job);
            TaskContext task = TaskContext.get();
            if (task != null && task.partitionId() == PackDriver.TASKS - 1) {
                throw new IllegalStateException("failed on purpose");
            }
        });
        assertThatThrownBy(() -> run(failing)).hasStackTraceContaining("failed on purpose");
        awaitIdle(shards);
        assertThat(PackDriver.marks(shards)).hasSizeGreaterThanOrEqualTo(PackDriver.TASKS / 2);
    }

    /** Tasks of a run that failed come to their end later, and may be done; Spark hears of some with delay. */
    private static void awaitIdle(Path shards) throws InterruptedException, IOException {
        SparkStatusTracker tracker = SparkRun.session().sparkContext().statusTracker();
        List<Path> before;
        List<Path> now = PackDriver.marks(shards);
        do {
            before = now;
            Thread.sleep(500);
            now = PackDriver.marks(shards);
        } while (!now.equals(before)
                || Stream.of(tracker.getExecutorInfos()).anyMatch(executor -> executor.numRunningTasks() > 0));
    }

    private void assertSame() {
        for (String ending : List.of(".rec", ".idx", ".cix", ".rejects.tsv")) {
            assertThat(temp.resolve("many" + ending)).hasSameBinaryContentAs(temp.resolve("one" + ending));
        }
        assertThat(shards).doesNotExist();
        assertThat(temp.resolve("many.rec.shards.over")).doesNotExist();
    }

    @Test
    void aDriverThatWasKilledIsGoneOnWith() throws Exception {
        Process driver = PackDriver.start(list, IMAGES, rec);
        try {
            assertThatThrownBy(() -> run(job()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another run is making this file")
                    .hasMessageContaining("pid=" + driver.pid());
            assertThatThrownBy(() -> run(job().resume(false))).hasMessageContaining("pid=" + driver.pid());
        } finally {
            driver.destroyForcibly().waitFor();
        }
        assertThat(rec).doesNotExist();
        List<Path> done = PackDriver.marks(shards);
        assertThat(done).hasSize(PackDriver.QUICK_TASKS);
        flip(done.getFirst(), ".rec");
        Files.delete(find(done.get(1), ".idx"));
        long listed = Objects.requireNonNull(ShardMark.read(done.get(2))).number(PackedShard.LISTED);
        assertThat(listed).isPositive();
        PackReport report = run(counted());
        assertThat(report.resumedAt()).isEqualTo(listed);
        assertThat(PARTS_MADE).hasValue(PackDriver.TASKS - 1);
        assertSame();
    }

    /** The job, which counts the parts that are made. */
    private SparkPack counted() {
        PARTS_MADE.set(0);
        return job().settings(SparkResumeTest::count);
    }

    private static void count(Im2Rec job) {
        SparkPackTest.shrink(job);
        if (TaskContext.get() != null) {
            PARTS_MADE.incrementAndGet();
        }
    }

    private static Path find(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flip(Path folder, String ending) throws IOException {
        Path file = find(folder, ending);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void aRunThatFailedIsGoneOnWithInTheSameCut() throws Exception {
        fail(SparkPackTest::shrink);
        int done = PackDriver.marks(shards).size();
        PARTS_MADE.set(0);
        PackReport report = SparkPack.from(list, IMAGES) // tasks are not told: as many as before
                .settings(SparkResumeTest::count)
                .errorLimit(1000)
                .writeTo(SparkRun.session(), rec);
        assertThat(PARTS_MADE).hasValue(PackDriver.TASKS - done);
        assertThat(report.resumedAt()).isPositive().isLessThan(report.listed());
        assertSame();
    }

    @Test
    void whatAnotherJobLeftIsNamedAndKeptUntilItIsToGo() throws Exception {
        fail(job -> job.quality(70));
        List<Path> left = PackDriver.marks(shards);
        assertThatThrownBy(() -> run(job()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("quality was 70, is 80")
                .hasMessageContaining("--no-resume");
        assertThatThrownBy(() -> run(job().resume(true))).hasMessageContaining("quality was 70, is 80");
        assertThatThrownBy(() -> SparkFacePack.from(list).writeTo(SparkRun.session(), rec))
                .hasMessageContaining("job was pack, is face-pack");
        assertThatThrownBy(() -> SparkShuffle.of(temp.resolve("one.rec")).writeTo(SparkRun.session(), rec))
                .hasMessageContaining("job was pack, is shuffle");
        assertThat(PackDriver.marks(shards)).isEqualTo(left);
        assertThat(run(job().resume(false)).resumedAt()).isZero();
        assertSame();
        fail(SparkPackTest::shrink);
        assertThatThrownBy(() -> run(job().tasks(7))).hasMessageContaining("cut was 6 parts, is 7 parts");
        Files.writeString(list, "0\t1\tbmp.bmp\n");
        assertThatThrownBy(() -> run(job())).hasMessageContaining("list_bytes was");
        SparkShuffle.of(temp.resolve("one.rec")).discardLeft().writeTo(SparkRun.session(), rec);
        assertThat(shards).doesNotExist();
    }

    @Test
    void aRunOfAnotherMachineIsTakenOverOnRequestOnly() throws Exception {
        fail(SparkPackTest::shrink);
        new ShardOwner("elsewhere", "", 17).write(shards);
        List<Path> left = PackDriver.marks(shards);
        assertThatThrownBy(() -> run(job()))
                .hasMessageContaining("host=elsewhere, pid=17")
                .hasMessageContaining("--resume");
        assertThatThrownBy(() -> run(job().tasks(7).resume(true))).hasMessageContaining("is 7 parts");
        assertThatThrownBy(() -> run(job())).hasMessageContaining("host=elsewhere, pid=17");
        assertThat(PackDriver.marks(shards)).isEqualTo(left);
        assertThat(run(job().resume(true)).resumedAt()).isPositive();
        assertSame();
    }

    @Test
    void aRunAtItsErrorLimitIsGoneOnWithOnRequestOnly() throws IOException {
        assertThat(run(job().errorLimit(0)).end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        PackReport report = run(counted().resume(true));
        assertThat(PARTS_MADE).hasValue(0);
        assertThat(report.resumedAt()).isEqualTo(report.listed());
        assertSame();
        assertThat(run(job().errorLimit(0)).end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        assertThat(run(counted()).resumedAt()).isZero();
        assertThat(PARTS_MADE).hasValue(PackDriver.TASKS);
        assertSame();
    }

    @Test
    void facesAreGoneOnWith() throws Exception {
        Path source = FACES.resolve("align.lst");
        Path one = Files.createDirectory(temp.resolve("one"));
        Path many = Files.createDirectory(temp.resolve("many"));
        FacePackReport expected =
                FacePack.from(source).root(FACES).noErrorLimit().writeTo(one.resolve("faces.rec"));
        SparkFacePack job = SparkFacePack.from(source).root(FACES).tasks(4).errorLimit(1000);
        job.settings(_ -> {
            TaskContext task = TaskContext.get();
            if (task != null && task.partitionId() == 3) {
                throw new IllegalStateException("failed on purpose");
            }
        });
        assertThatThrownBy(() -> job.writeTo(SparkRun.session(), many.resolve("faces.rec")))
                .hasStackTraceContaining("failed on purpose");
        awaitIdle(many.resolve("faces.rec.shards"));
        assertThat(PackDriver.marks(many.resolve("faces.rec.shards"))).hasSizeGreaterThan(1);
        FacePackReport actual = job.settings(_ -> {}).writeTo(SparkRun.session(), many.resolve("faces.rec"));
        assertThat(actual.run().resumedAt())
                .isPositive()
                .isLessThan(actual.run().listed());
        assertThat(actual.origins()).isEqualTo(expected.origins());
        try (Stream<Path> files = Files.list(one)) {
            for (Path file : files.toList()) {
                assertThat(many.resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
        assertThat(many.resolve("faces.rec.shards")).doesNotExist();
    }

    /** A shuffle has nothing to go on with: what one leaves that was killed goes by itself. */
    @Test
    void whatAKilledShuffleLeftGoes() throws IOException {
        Path source = temp.resolve("one.rec");
        Shuffle.of(source).seed(3).to(temp.resolve("shuffled.rec"));
        Path attempt = Files.createDirectories(shards.resolve("run-killed/0-1"));
        Files.writeString(attempt.resolve("part.rec.partial"), "half of it");
        Files.createFile(shards.resolve("lock"));
        ShardOwner.here().write(shards);
        SparkShuffle.of(source).seed(3).tasks(2).writeTo(SparkRun.session(), rec);
        assertThat(rec).hasSameBinaryContentAs(temp.resolve("shuffled.rec"));
        assertThat(shards).doesNotExist();
    }

    @Test
    void aFolderThatIsNoneOfShardsIsLeftAlone() throws IOException {
        Path precious = Files.writeString(Files.createDirectory(shards).resolve("precious.txt"), "mine");
        assertThatThrownBy(() -> run(job().resume(false))).hasMessageContaining("is not a folder of shards");
        assertThat(precious).hasContent("mine");
        try (Stream<Path> files = Files.list(shards)) {
            assertThat(files).containsExactly(precious);
        }
    }

    @Test
    void twoRunsOfOneProcessDoNotShareAFolder() throws IOException {
        try (ShardLock held = ShardLock.take(shards)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> run(job())).hasMessageContaining("another run is making this file");
            assertThatThrownBy(() -> ShardLock.take(shards)).hasMessageContaining("another run is making this file");
        }
        run(job());
        assertSame();
    }
}
