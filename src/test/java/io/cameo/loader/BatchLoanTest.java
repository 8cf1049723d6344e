package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchLoanTest {
    @TempDir
    Path folder;

    private Path rec = Path.of("");

    @BeforeEach
    void writeRecords() throws IOException {
        rec = MadeRecords.write(folder.resolve("a.rec"), 0, 12);
    }

    @Test
    void noBatchIsDrawnWhileOneIsLent() throws IOException {
        try (Loader loader = Loader.of(rec).shuffle(3).batch(4).workers(2).open()) {
            Iterator<Batch> batches = loader.epoch(0).iterator();
            Batch batch = batches.next();
            long sum = MadeRecords.sum(batch);
            Position position = loader.position();
            BatchLoan first = batch.lend();
            BatchLoan second = batch.lend();
            first.close();
            first.close();
            assertThatThrownBy(batches::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("batch is lent: close what was made of it first: epoch=0, number=0, loans=1");
            assertThatThrownBy(() -> loader.epoch(1).iterator())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("batch is lent");
            assertThat(MadeRecords.sum(batch)).isEqualTo(sum);
            assertThat(loader.position()).isEqualTo(position);
            second.close();
            assertThat(batches.next().number()).isEqualTo(1);
            assertThatThrownBy(batch::lend).isInstanceOf(IllegalStateException.class);
            assertThat(batches.next().number()).isEqualTo(2);
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        }
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void theLastLoanOfAClosedLoaderFreesTheMemory() throws IOException {
        Loader loader = Loader.of(rec).batch(4).workers(2).open();
        Batch batch = loader.epoch(0).iterator().next();
        MemorySegment images = batch.images();
        byte[] pixels = images.toArray(LittleEndian.BYTE);
        BatchLoan first = batch.lend();
        BatchLoan second = batch.lend();
        loader.close();
        MadeRecords.assertNothingLeft(folder);
        assertThatThrownBy(batch::images).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(batch::lend).isInstanceOf(IllegalStateException.class);
        first.close();
        assertThat(images.toArray(LittleEndian.BYTE)).isEqualTo(pixels);
        second.close();
        assertThat(images.scope().isAlive()).isFalse();
        assertThatCode(second::close).doesNotThrowAnyException();
        loader.close();
    }

    @Test
    void withoutLoansClosingFreesAtOnce() throws IOException {
        Loader loader = Loader.of(rec).batch(4).open();
        Batch batch = loader.epoch(0).iterator().next();
        MemorySegment images = batch.images();
        batch.lend().close();
        loader.close();
        assertThat(images.scope().isAlive()).isFalse();
    }
}
