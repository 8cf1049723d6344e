package io.cameo.loader;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.cameo.record.RecordFile;
import io.cameo.stress.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Single samples, decoded by native code, out of a file that another thread closes. */
public final class SamplerStress {
    private static final SampleFormat FORMAT = SampleFormat.rgb(MadeRecords.WIDTH_PX, MadeRecords.HEIGHT_PX);

    private SamplerStress() {}

    private static RecordFile open() {
        try {
            return RecordFile.open(MadeFile.REC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @JCStressTest
    @Description("The file is closed while a sample is read from it.")
    @Outcome(id = "right, closed", expect = ACCEPTABLE, desc = "Read before it was closed.")
    @Outcome(id = "IllegalStateException, closed", expect = ACCEPTABLE, desc = "Told that it is closed.")
    @State
    public static class ReadWhileClosing {
        private final RecordFile file = open();
        private final SampleReader reader = SampleReader.of(file, FORMAT);

        @Actor
        public void read(LL_Result result) {
            MemorySegment sample = MemorySegment.ofArray(new byte[FORMAT.sizeBytes()]);
            try (Sampler sampler = reader.sampler()) {
                sampler.read(2, sample);
                result.r1 = MadeFile.isPicture(2, sample, 0) ? "right" : "wrong";
            } catch (RuntimeException e) {
                result.r1 = Told.by(e);
            }
        }

        @Actor
        public void close(LL_Result result) {
            try {
                file.close();
                result.r2 = "closed";
            } catch (RuntimeException e) {
                result.r2 = Told.by(e);
            }
        }
    }
}
