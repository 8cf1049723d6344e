package io.cameo.bytes;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.cameo.stress.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A mapping is closed while another thread reads it: the bytes are right, or it is told; the process goes on in any case. */
public final class MappedFileStress {
    private static final int BYTES = 64 << 10;
    private static final byte VALUE = 7;
    private static final Path FILE = write();

    private MappedFileStress() {}

    private static Path write() {
        try {
            Path file = Files.createTempFile("cameo-stress", ".bin");
            file.toFile().deleteOnExit();
            byte[] bytes = new byte[BYTES];
            Arrays.fill(bytes, VALUE);
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MappedFile open() {
        try {
            return MappedFile.open(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @JCStressTest
    @Description("Plain reads, one in each page.")
    @Outcome(id = "right, closed", expect = ACCEPTABLE, desc = "Read before it was closed.")
    @Outcome(id = "IllegalStateException, closed", expect = ACCEPTABLE, desc = "Told that it is closed.")
    @State
    public static class ReadWhileClosing {
        private final MappedFile file = open();

        @Actor
        public void read(LL_Result result) {
            try {
                MemorySegment bytes = file.segment();
                boolean right = true;
                for (long at = 5; at < BYTES; at += 4 << 10) {
                    right &= bytes.get(LittleEndian.BYTE, at) == VALUE;
                }
                result.r1 = right ? "right" : "wrong";
            } catch (RuntimeException e) {
                result.r1 = Told.by(e);
            }
        }

        @Actor
        public void close(LL_Result result) {
            file.close();
            result.r2 = "closed";
        }
    }

    @JCStressTest
    @Description("One copy of the whole file.")
    @Outcome(id = "right, closed", expect = ACCEPTABLE, desc = "Copied before it was closed.")
    @Outcome(id = "IllegalStateException, closed", expect = ACCEPTABLE, desc = "Told that it is closed.")
    @State
    public static class CopyWhileClosing {
        private static final ThreadLocal<byte[]> COPY = ThreadLocal.withInitial(() -> new byte[BYTES]);
        private final MappedFile file = open();

        @Actor
        public void copy(LL_Result result) {
            byte[] copy = COPY.get();
            Arrays.fill(copy, (byte) 0);
            try {
                MemorySegment.copy(file.segment(), LittleEndian.BYTE, 0, copy, 0, BYTES);
                result.r1 = copy[0] == VALUE && Arrays.equals(copy, 0, BYTES - 1, copy, 1, BYTES) ? "right" : "wrong";
            } catch (RuntimeException e) {
                result.r1 = Told.by(e);
            }
        }

        @Actor
        public void close(LL_Result result) {
            file.close();
            result.r2 = "closed";
        }
    }
}
