package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackReport;
import io.cameo.convert.matting.MattingPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@link SparkClusterTest} shows of other jobs, of images and mattes: mvn verify -Pcluster. */
@Tag("cluster")
@Timeout(400)
class SparkMattingClusterTest {
    private static final Path IMAGES = Path.of("testdata/matting/tree/I-HIM-MINI");
    private static final int COPIES = 40;
    private static final long SLOW_MS = 150;

    @TempDir
    private Path temp;

    @Test
    void packingSurvivesTheLossOfAWorker() throws Exception {
        Path tree = tree();
        PackReport one;
        try (FileTree files = FileTree.open(tree)) {
            one = MattingPack.from(files).keepFiles(true).noErrorLimit().writeTo(temp.resolve("one.rec"));
        }
        PackReport many;
        try (SparkCluster cluster = new SparkCluster(Files.createDirectory(temp.resolve("cluster")), 2)) {
            SparkSession session = cluster.session();
            try {
                SparkClusterTest.Saboteur saboteur =
                        new SparkClusterTest.Saboteur(cluster, temp.resolve("many.rec.shards"), 6);
                many = SparkMattingPack.from(tree)
                        .settings(job -> {
                            job.keepFiles(true);
                            pauseInTask();
                        })
                        .tasks(20)
                        .errorLimit(1000)
                        .writeTo(session, temp.resolve("many.rec"));
                saboteur.assertStruck();
            } finally {
                session.stop();
            }
        }
        for (String ending : new String[] {".rec", ".idx", ".cix", ".rejects.tsv"}) {
            assertThat(temp.resolve("many" + ending)).hasSameBinaryContentAs(temp.resolve("one" + ending));
        }
        assertThat(many.rejected()).isEqualTo(one.rejected()).isPositive();
        assertThat(many.packed()).isEqualTo(one.packed());
        assertThat(temp.resolve("many.rec.shards")).doesNotExist();
    }

    /** Many images, one of them damaged. */
    private Path tree() throws IOException {
        Path tree = temp.resolve("tree");
        byte[] image = Files.readAllBytes(IMAGES.resolve("images/2.jpg"));
        byte[] matte = Files.readAllBytes(IMAGES.resolve("alphas/2/0.png"));
        Files.createDirectories(tree.resolve("images"));
        for (int i = 0; i < COPIES; i++) {
            Files.write(tree.resolve("images/" + i + ".jpg"), i == 7 ? new byte[9] : image);
            Path mattes = Files.createDirectories(tree.resolve("alphas/" + i));
            Files.write(mattes.resolve("0.png"), matte);
        }
        Files.writeString(tree.resolve("note.txt"), "kept");
        return tree;
    }

    private static void pauseInTask() {
        if (TaskContext.get() == null) {
            return;
        }
        try {
            Thread.sleep(SLOW_MS);
        } catch (InterruptedException ended) {
            throw new IllegalStateException("task was ended", ended);
        }
    }
}
