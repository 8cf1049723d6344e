package io.cameo.spark;

import io.cameo.convert.Verify;
import io.cameo.convert.VerifyReport;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.BitSet;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks a whole file.
 *
 * @param level how deep to look; null for what the indexes beside it allow
 * @param workers threads of one task
 */
record VerifyTask(Verify.@Nullable Level level, int workers) implements Function<VerifyTask.Wanted, VerifyTask.Done> {
    /**
     * A file.
     *
     * @param given as the caller named it
     * @param absolute as all machines know it
     * @param whole what is known of its contents; null for nothing
     */
    record Wanted(String given, String absolute, @Nullable BitSet whole) implements Serializable {}

    /** A report, packed; or why there is none. */
    @SuppressWarnings("ArrayRecordComponent") // opened once
    record Done(byte @Nullable [] report, @Nullable IOException failure) implements Serializable {}

    @Override
    public Done call(Wanted file) {
        try {
            Verify job = Verify.of(Path.of(file.absolute())).level(level).workers(workers);
            BitSet whole = file.whole();
            VerifyReport report = (whole == null ? job : job.knowing(whole)).run();
            return new Done(ReportParcel.pack(report, file.given()), null);
        } catch (IOException unreadable) {
            return new Done(null, unreadable);
        }
    }
}
