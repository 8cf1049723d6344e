package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is closed while it is read: whoever reads on gets an {@link IllegalStateException}, and nothing worse. */
class ClosedFileTest {
    private static final int RECORDS = 300;
    private static final int ROUNDS = 25;
    private static final int WARM_UP_READS = 2_000;

    @TempDir
    Path temp;

    /** What a thread does with a file again and again. */
    private interface Use {
        void once(RecordFile file, RecordView view, int step);
    }

    private static final List<Use> USES = List.of(
            (file, view, step) -> file.read(step % RECORDS, view),
            (file, view, step) -> file.find(step % RECORDS, view),
            (file, view, step) -> file.get(step % RECORDS).header(),
            (file, view, step) -> file.reader().next(view),
            (file, view, step) -> {
                file.read(step % RECORDS, view);
                view.detach();
            },
            (file, view, step) -> new RecordScanner(file).next(view),
            (file, view, step) -> new RecordScanner(file, file.cix()).next(view),
            (file, view, step) -> RecordPartition.byBytes(List.of(file), step % 7, 7));

    @Test
    void closingUnderReadersGivesThemIllegalState() throws Exception {
        Path rec = write();
        for (Use use : USES) {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(closedUnder(use, rec))
                        .as("use %d, round %d", USES.indexOf(use), round)
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void everythingButItsNameIsIllegalOnAClosedFile() throws IOException {
        Path rec = write();
        RecordFile file = RecordFile.open(rec);
        RecordView view = new RecordView();
        file.read(3, view);
        Record record = file.at(4);
        file.close();
        for (Use use : USES) {
            assertThatIllegalStateException().isThrownBy(() -> use.once(file, view, 1));
        }
        file.path();
        assertThat(file.sizeBytes()).isPositive();
        RecordView before = new RecordView();
        try (RecordFile again = RecordFile.open(rec)) {
            again.read(3, before);
        }
        assertThatIllegalStateException().isThrownBy(before::id);
        assertThatIllegalStateException().isThrownBy(before::detach);
        assertThatIllegalStateException().isThrownBy(record::header);
        assertThatIllegalStateException().isThrownBy(file::close);
    }

    /** What the reader got. */
    private static Throwable closedUnder(Use use, Path rec) throws Exception {
        RecordFile file = RecordFile.open(rec);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch reading = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            RecordView view = new RecordView();
            try {
                for (int step = 0; ; step++) {
                    use.once(file, view, step);
                    if (step == WARM_UP_READS / ROUNDS) {
                        reading.countDown();
                    }
                }
            } catch (Throwable failure) {
                thrown.set(failure);
            }
        });
        reader.start();
        try {
            assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            file.close();
            reader.join(TimeUnit.SECONDS.toMillis(20));
        }
        assertThat(reader.isAlive()).isFalse();
        return thrown.get();
    }

    private Path write() throws IOException {
        Path rec = temp.resolve("closed.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            MemorySegment payload = MemorySegment.ofArray(new byte[20_000]);
            for (int i = 0; i < RECORDS; i++) {
                writer.write(i, IrHeader.scalar(i, i), payload);
            }
            writer.commit();
        }
        return rec;
    }
}
