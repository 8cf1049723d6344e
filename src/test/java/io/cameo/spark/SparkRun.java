package io.cameo.spark;

import java.nio.file.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/** The one session of all tests: two threads of this process, a task is tried twice. */
final class SparkRun {
    private static final SparkSession SESSION = SparkSession.builder()
            .master("local[2, 2]")
            .appName("cameo tests")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .getOrCreate();

    private SparkRun() {}

    static SparkSession session() {
        return SESSION;
    }

    static DataFrameReader reader() {
        return SESSION.read().format("cameo");
    }

    /** What Spark calls a file of this machine. */
    static String location(Path file) {
        return "file:" + file.toAbsolutePath().normalize();
    }
}
