package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.convert.Im2Rec;
import io.cameo.convert.coco.CocoEncode;
import io.cameo.convert.insightface.FacePack;
import io.cameo.record.Merge;
import io.cameo.record.Shuffle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is killed in the middle of a job does not show in what the job makes: mvn verify -Pcluster. */
@Tag("cluster")
@Timeout(400)
class SparkClusterTest {
    private static final Path IMAGES = Path.of("testdata/convert/images");
    private static final long SLOW_MS = 150;

    @TempDir
    private Path temp;

    @Test
    void packingSurvivesTheLossOfAWorker() throws Exception {
        Path list = temp.resolve("train.lst");
        List<String> lines = new ArrayList<>();
        try (Stream<Path> images = Files.list(IMAGES)) {
            for (Path image : images.sorted().toList()) {
                lines.add(lines.size() + "\t1\t" + image.getFileName());
            }
        }
        Files.write(list, lines);
        Im2Rec.from(list, IMAGES).noErrorLimit().workers(1).writeTo(temp.resolve("one.rec"));
        Path rec = temp.resolve("many.rec");
        try (SparkCluster cluster = new SparkCluster(Files.createDirectory(temp.resolve("cluster")), 2)) {
            SparkSession session = cluster.session();
            try {
                Saboteur saboteur = new Saboteur(cluster, temp.resolve("many.rec.shards"), 6);
                SparkPack.from(list, IMAGES)
                        .settings(_ -> pause())
                        .tasks(20)
                        .errorLimit(1000)
                        .writeTo(session, rec);
                saboteur.assertStruck();
            } finally {
                session.stop();
            }
        }
        for (String ending : List.of(".rec", ".idx", ".cix", ".rejects.tsv")) {
            assertThat(temp.resolve("many" + ending)).hasSameBinaryContentAs(temp.resolve("one" + ending));
        }
        assertThat(temp.resolve("many.rec.shards")).doesNotExist();
    }

    @Test
    void shufflingSurvivesTheLossOfAWorker() throws Exception {
        Path source = DrawnRecords.write(temp.resolve("source.rec"), 91, 300, rank -> rank);
        try (SparkCluster cluster = new SparkCluster(Files.createDirectory(temp.resolve("cluster")), 2)) {
            SparkSession session = cluster.session();
            try {
                shuffle(session, source, temp.resolve("calm"), 0);
                Path target = temp.resolve("stormy");
                Saboteur saboteur = new Saboteur(cluster, target, 3);
                shuffle(session, source, target, SLOW_MS / 10);
                saboteur.assertStruck();
            } finally {
                session.stop();
            }
        }
        Merge.of(SparkWriteTest.shards(temp.resolve("calm")))
                .keepKeys(Merge.OnCollision.REFUSE)
                .to(temp.resolve("calm.rec"));
        Merge.of(SparkWriteTest.shards(temp.resolve("stormy")))
                .keepKeys(Merge.OnCollision.REFUSE)
                .to(temp.resolve("stormy.rec"));
        assertThat(temp.resolve("stormy.rec")).hasSameBinaryContentAs(temp.resolve("calm.rec"));
        assertThat(temp.resolve("calm.rec")).hasSize(Files.size(source));
    }

    /**
     * What the jobs have that {@link SparkPack} has not: lines and places of annotations that the driver hands out, and an
     * exchange of records.
     */
    @Test
    void facesPersonsAndPlacesSurviveTheLossOfAWorker() throws Exception {
        Path list = temp.resolve("faces.lst");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lines.addAll(Files.readAllLines(Path.of("testdata/face/align.lst")));
        }
        Files.write(list, lines);
        Path root = Path.of("testdata/face");
        FacePack.from(list).root(root).noErrorLimit().writeTo(folder("one").resolve("faces.rec"));
        Path json = PeopleFiles.annotations(temp.resolve("people.json"));
        CocoEncode.from(json, PeopleFiles.IMAGES).noErrorLimit().writeTo(temp.resolve("one/persons.rec"));
        Path source = DrawnRecords.write(temp.resolve("source.rec"), 92, 4_000, rank -> rank);
        Shuffle.of(source).seed(5).to(temp.resolve("one/places.rec"));
        for (String job : List.of("faces", "persons", "places")) {
            Path rec = folder("many").resolve(job + ".rec");
            try (SparkCluster cluster = new SparkCluster(folder("cluster of " + job), 2)) {
                SparkSession session = cluster.session();
                try {
                    Saboteur saboteur = new Saboteur(cluster, temp.resolve("many/" + job + ".rec.shards"), 6);
                    switch (job) {
                        case "faces" ->
                            SparkFacePack.from(list)
                                    .root(root)
                                    .settings(_ -> pauseInTask())
                                    .tasks(24)
                                    .errorLimit(1000)
                                    .writeTo(session, rec);
                        case "persons" ->
                            SparkCocoEncode.from(json, PeopleFiles.IMAGES)
                                    .settings(_ -> pauseInTask())
                                    .tasks(24)
                                    .errorLimit(1000)
                                    .writeTo(session, rec);
                        default -> SparkShuffle.of(source).seed(5).tasks(60).writeTo(session, rec);
                    }
                    saboteur.assertStruck();
                } finally {
                    session.stop();
                }
            }
        }
        try (Stream<Path> files = Files.list(temp.resolve("one"))) {
            for (Path file : files.toList()) {
                assertThat(temp.resolve("many").resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
        try (Stream<Path> files = Files.list(temp.resolve("many"))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("shards"));
        }
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(temp.resolve(name));
    }

    private static void pauseInTask() {
        if (TaskContext.get() != null) {
            pause();
        }
    }

    private static void shuffle(SparkSession session, Path source, Path target, long pauseMs) {
        FilterFunction<Row> slow = _ -> {
            Thread.sleep(pauseMs);
            return true;
        };
        session.read()
                .format("cameo")
                .option("columns", "key,content")
                .option("splitBytes", 8000)
                .load(source.toString())
                .selectExpr("key", "content", "xxhash64(key, 7) as place")
                .orderBy("place")
                .drop("place")
                .filter(slow)
                .write()
                .format("cameo")
                .save(target.toString());
    }

    private static void pause() {
        try {
            Thread.sleep(SLOW_MS);
        } catch (InterruptedException ended) {
            throw new IllegalStateException(
                    "task was ended: attempt=" + TaskContext.get().taskAttemptId(), ended);
        }
    }

    /** Kills the first worker as soon as a folder holds so many folders of attempts, at any depth. */
    static final class Saboteur {
        private final AtomicBoolean struck = new AtomicBoolean();
        private final Thread thread;

        Saboteur(SparkCluster cluster, Path folder, int attempts) {
            thread = Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (count(folder) < attempts) {
                        Thread.sleep(5);
                    }
                    cluster.kill(0);
                    struck.set(true);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private static long count(Path folder) {
            try (Stream<Path> all = Files.walk(folder)) {
                return all.filter(path -> path.getFileName().toString().matches("\\d+-\\d+"))
                        .count();
            } catch (IOException | java.io.UncheckedIOException notThereOrGoing) {
                return 0;
            }
        }

        void assertStruck() throws InterruptedException {
            thread.join(1000);
            assertThat(struck).as("a worker was killed while the job ran").isTrue();
        }
    }
}
