package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.cameo.spark.SparkMaster;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is no Spark, its commands say in one line how to get it, and have a help page. */
class SparkAbsentTest {
    @TempDir
    private Path temp;

    @BeforeEach
    void withoutSpark() {
        assumeFalse(SparkMaster.isSparkThere(), "Spark is on the class path");
    }

    @Test
    void saysHowToGetIt() {
        for (String[] args : new String[][] {
            {"spark", "verify", "testdata/record/parts.rec"},
            {
                "spark",
                "shuffle",
                "testdata/record/parts.rec",
                "-o",
                temp.resolve("out.rec").toString()
            },
            {
                "spark",
                "face-pack",
                "testdata/face/align.lst",
                "testdata/face",
                "-o",
                temp.resolve("o.rec").toString()
            },
            {
                "spark",
                "coco-encode",
                "testdata/dataset/coco/people.json",
                "testdata/convert/coco/edge",
                temp.resolve("c.rec").toString()
            },
            {
                "spark",
                "matting-pack",
                "testdata/matting/tree/V-HIM-MINI",
                temp.resolve("m.rec").toString()
            },
            {
                "spark",
                "pack",
                "testdata/convert/im2rec/base.lst",
                "testdata/convert/images",
                "-o",
                temp.resolve("out.rec").toString()
            }
        }) {
            Terminal terminal = new Terminal();
            assertThat(terminal.run(args)).isEqualTo(ExitCode.USAGE);
            assertThat(terminal.err().lines()).singleElement().asString().contains("CAMEO_CLASSPATH", "spark-submit");
            assertThat(terminal.out()).isEmpty();
        }
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void helpNeedsNoSpark() {
        Terminal terminal = new Terminal();
        assertThat(terminal.run("spark")).isZero();
        assertThat(terminal.out()).contains("face-pack", "coco-encode");
    }
}
