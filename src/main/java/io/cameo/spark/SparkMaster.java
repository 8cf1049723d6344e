package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.PackReport;
import io.cameo.convert.insightface.FacePackReport;
import io.cameo.record.ShuffleReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Spark master, by its name, that runs this package's jobs: for those who know nothing else of Spark.
 *
 * <pre>{@code
 * try (SparkMaster master = SparkMaster.connect("local[*]", Map.of())) {
 *     master.shuffle(SparkShuffle.of(in).seed(7), out);
 * }
 * }</pre>
 *
 * <p>One thread at a time.
 */
public final class SparkMaster implements AutoCloseable {
    /** All cores of this machine, within this process. */
    public static final String LOCAL = "local[*]";

    private static final String SPARK_CLASS = "org.apache.spark.sql.SparkSession";

    private static final String NO_MASTER = "Could not parse Master URL: ";

    private final SparkSession session;
    private final boolean owned;

    private SparkMaster(SparkSession session, boolean owned) {
        this.session = session;
        this.owned = owned;
    }

    /** Whether Spark is on the class path. Ask before anything else of this package is touched. */
    public static boolean isSparkThere() {
        try {
            Class.forName(SPARK_CLASS, false, SparkMaster.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /**
     * Starts a session, or joins the one that this process has.
     *
     * @param master as Spark names it, as {@code local[4]} or {@code spark://host:7077}; null for what {@code spark-submit}
     *     said, or {@link #LOCAL}
     * @param settings of Spark, by their names
     * @throws IOException if Spark does not start
     */
    public static SparkMaster connect(@Nullable String master, Map<String, String> settings) throws IOException {
        boolean joined = SparkSession.getDefaultSession().isDefined();
        SparkSession.Builder builder = SparkSession.builder().appName("cameo");
        String told = System.getProperty("spark.master");
        builder.config("spark.master", master != null ? master : told != null ? told : LOCAL);
        usual(builder, "spark.ui.enabled", "false");
        usual(builder, "spark.log.level", "WARN");
        settings.forEach(builder::config);
        return run(() -> new SparkMaster(builder.getOrCreate(), !joined));
    }

    /** A setting that {@code spark-submit} may have said otherwise. */
    private static void usual(SparkSession.Builder builder, String name, String value) {
        builder.config(name, System.getProperty(name, value));
    }

    /** As {@link SparkPack#writeTo}. */
    public PackReport pack(SparkPack job, Path rec) throws IOException {
        return run(() -> job.writeTo(session, rec));
    }

    /** As {@link SparkFacePack#writeTo}. */
    public FacePackReport pack(SparkFacePack job, Path rec) throws IOException {
        return run(() -> job.writeTo(session, rec));
    }

    /** As {@link SparkMattingPack#writeTo}. */
    public PackReport pack(SparkMattingPack job, Path rec) throws IOException {
        return run(() -> job.writeTo(session, rec));
    }

    /** As {@link SparkCocoEncode#writeTo}. */
    public PackReport encode(SparkCocoEncode job, Path rec) throws IOException {
        return run(() -> job.writeTo(session, rec));
    }

    /** As {@link SparkVerify#run}. */
    public List<SparkVerify.Checked> verify(SparkVerify job) throws IOException {
        return run(() -> job.run(session));
    }

    /** As {@link SparkShuffle#writeTo}. */
    public ShuffleReport shuffle(SparkShuffle job, Path out) throws IOException {
        return run(() -> job.writeTo(session, out));
    }

    private interface Job<T> {
        T run() throws IOException;
    }

    /** What goes wrong in a task comes wrapped by Spark; what is told is what a run on one machine would have thrown. */
    private static <T> T run(Job<T> job) throws IOException {
        try {
            return job.run();
        } catch (IOException ours) {
            throw ours;
        } catch (Exception failure) {
            if (failure instanceof IllegalArgumentException wrong && isOurs(wrong)) {
                throw wrong;
            }
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof CorruptDataException damage) {
                    throw damage;
                }
                if (cause instanceof IOException io) {
                    throw io;
                }
            }
            String text = String.valueOf(failure.getMessage());
            if (text.startsWith(NO_MASTER)) {
                throw new IllegalArgumentException(
                        "spark knows no such master, or has no module for it: " + text.substring(NO_MASTER.length()),
                        failure);
            }
            throw new IOException(
                    "spark could not do it: " + text.lines().findFirst().orElse(""), failure);
        }
    }

    private static boolean isOurs(Exception failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        return frames.length > 0 && frames[0].getClassName().startsWith("io.cameo.");
    }

    /** Ends what runs, from any thread; whoever waits for it gets an {@code IOException}. */
    public void cancel() {
        try {
            session.sparkContext().cancelAllJobs();
        } catch (IllegalStateException stopped) {
            return; // Spark heard of it, too, and was faster
        }
    }

    /** Ends the session, unless it was there before. */
    @Override
    public void close() {
        if (owned) {
            session.stop();
        }
    }
}
