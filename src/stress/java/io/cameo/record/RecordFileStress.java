package io.cameo.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.cameo.bytes.LittleEndian;
import io.cameo.stress.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A record file that threads share, while it is closed, and while its records are looked for the first time. */
public final class RecordFileStress {
    private static final int RECORDS = 4;
    private static final int PAYLOAD_BYTES = 9_000;
    private static final Path REC = write();

    private RecordFileStress() {}

    private static Path write() {
        try {
            Path folder = Files.createTempDirectory("cameo-stress");
            Path rec = folder.resolve("shared.rec");
            byte[] payload = new byte[PAYLOAD_BYTES];
            try (RecordWriter writer = RecordWriter.create(rec)) {
                for (int key = 0; key < RECORDS; key++) {
                    Arrays.fill(payload, (byte) (key + 1));
                    writer.write(key, IrHeader.scalar(key, key), MemorySegment.ofArray(payload));
                }
                writer.commit();
            }
            try (var files = Files.list(folder)) {
                files.forEach(file -> file.toFile().deleteOnExit());
            }
            return rec;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordFile open() {
        try {
            return RecordFile.open(REC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordFile openWithoutIndex() {
        try {
            return RecordFile.open(REC, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one record and looks at all of it. */
    private static String read(RecordFile file, int key) {
        try {
            RecordView view = new RecordView();
            if (!file.find(key, view)) {
                return "not found";
            }
            view.detach();
            byte[] payload = view.payload().toArray(LittleEndian.BYTE);
            boolean right = view.key() == key
                    && view.id() == key
                    && payload.length == PAYLOAD_BYTES
                    && payload[0] == key + 1
                    && Arrays.equals(payload, 0, PAYLOAD_BYTES - 1, payload, 1, PAYLOAD_BYTES);
            return right ? "right" : "wrong";
        } catch (RuntimeException e) {
            return Told.by(e);
        }
    }

    @JCStressTest
    @Description("The file and its index are closed while a record is looked up and read.")
    @Outcome(id = "right, closed", expect = ACCEPTABLE, desc = "Read before it was closed.")
    @Outcome(id = "IllegalStateException, closed", expect = ACCEPTABLE, desc = "Told that it is closed.")
    @State
    public static class ReadWhileClosing {
        private final RecordFile file = open();

        @Actor
        public void read(LL_Result result) {
            result.r1 = RecordFileStress.read(file, 2);
        }

        @Actor
        public void close(LL_Result result) {
            file.close();
            result.r2 = "closed";
        }
    }

    @JCStressTest
    @Description("A file without an index: both threads look for its records at once.")
    @Outcome(id = "right, right", expect = ACCEPTABLE, desc = "Both find them.")
    @State
    public static class TwoWalks {
        private final RecordFile file = openWithoutIndex();

        @Actor
        public void here(LL_Result result) {
            result.r1 = RecordFileStress.read(file, 1);
        }

        @Actor
        public void there(LL_Result result) {
            result.r2 = RecordFileStress.read(file, 3);
        }

        @Arbiter
        public void close() {
            file.close();
        }
    }
}
