package io.cameo.record;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cameo.nativelib.MappedPages;
import io.cameo.nativelib.PageCache;
import io.cameo.nativelib.ReadAdvice;
import io.cameo.nativelib.ResidentPages;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at which pages of a file are in memory, with mincore(2). */
class PageWindowTest {
    private static final long MIB = 1 << 20;
    private static final int PAGE_BYTES = 4096;
    private static final int RECORDS = 480;
    private static final int PAYLOAD_BYTES = 100_000;
    private static final long WINDOW_BYTES = 8 * MIB;

    @TempDir
    Path temp;

    private Path rec;

    @BeforeEach
    void write() throws IOException {
        assumeTrue(ResidentPages.known(), "the system has no mincore");
        rec = temp.resolve("large.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            byte[] payload = new byte[PAYLOAD_BYTES];
            for (int i = 0; i < RECORDS; i++) {
                payload[0] = (byte) i;
                writer.write(i, IrHeader.scalar(i, i), MemorySegment.ofArray(payload));
            }
            writer.commit();
        }
        try (FileChannel channel = FileChannel.open(rec, StandardOpenOption.WRITE)) {
            channel.force(true); // only what is on disk can leave memory
        }
        assumeTrue(!Files.getFileStore(rec).type().equals("tmpfs"), "files of a tmpfs cannot leave memory");
    }

    /** Drops the whole file and says whether that is possible here: some container file systems keep it. */
    private boolean isDropped(RecordFile file) {
        MappedPages.release(file.segment(), 0, file.sizeBytes());
        try (PageCache cache = PageCache.of(rec)) {
            cache.drop(0, file.sizeBytes());
        }
        return ResidentPages.bytes(file.segment()) < MIB;
    }

    @Test
    void aWalkKeepsNoMoreThanTheWindow() throws IOException {
        try (RecordFile file = RecordFile.open(rec)) {
            assumeTrue(isDropped(file), "this file system keeps files in memory");
            RecordView view = new RecordView();
            long most = 0;
            int records = 0;
            try (PageWindow window = PageWindow.over(file, WINDOW_BYTES)) {
                RecordReader reader = file.reader();
                while (reader.next(view)) {
                    view.detach();
                    assertThat(view.segment().get(JAVA_BYTE, view.payloadOffset()))
                            .isEqualTo((byte) records++);
                    window.passed(view.endBytes());
                    if (records % 20 == 0) {
                        most = Math.max(most, ResidentPages.bytes(file.segment()));
                    }
                }
            }
            assertThat(records).isEqualTo(RECORDS);
            // The system reads ahead by itself, too, and in large pages.
            assertThat(most).isBetween(MIB, WINDOW_BYTES + 8 * MIB);
            assertThat(file.sizeBytes()).isGreaterThan(5 * WINDOW_BYTES);
        }
    }

    @Test
    void aWalkWithoutOneKeepsTheFile() throws IOException {
        try (RecordFile file = RecordFile.open(rec)) {
            assumeTrue(isDropped(file), "this file system keeps files in memory");
            file.advise(ReadAdvice.SEQUENTIAL);
            RecordView view = new RecordView();
            RecordReader reader = file.reader();
            while (reader.next(view)) {
                view.detach();
            }
            assertThat(ResidentPages.bytes(file.segment())).isGreaterThan(file.sizeBytes() / 2);
        }
    }

    @Test
    void adviceChangesNoResult() throws IOException {
        try (RecordFile file = RecordFile.open(rec)) {
            for (ReadAdvice advice : ReadAdvice.values()) {
                file.advise(advice);
                assertThat(file.get(77).header().label()).isEqualTo(77);
            }
            assertThat(MappedPages.advise(file.segment(), 5, 10, ReadAdvice.RANDOM))
                    .isTrue();
            assertThat(MappedPages.release(file.segment(), 5, 10)).isTrue(); // no whole page
            assertThat(file.get(0).key()).isZero();
            long size = file.sizeBytes();
            assertThatThrownBy(() -> MappedPages.release(file.segment(), 1, size))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> MappedPages.advise(file.segment(), -1, 5, ReadAdvice.NORMAL))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> PageWindow.over(file, 5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("window is too small: expected>=1048576, actual=5");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment plain = arena.allocate(PAGE_BYTES * 2L);
            assertThatThrownBy(() -> MappedPages.release(plain, 0, PAGE_BYTES * 2L))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not a mapped file: bytes=8192");
        }
    }

    @Test
    void aFileThatCannotBeOpenedHasNoCacheToDrop() {
        try (PageCache cache = PageCache.of(temp.resolve("none"))) {
            assertThat(cache.drop(0, 100)).isFalse();
        }
        PageCache cache = PageCache.of(rec);
        assertThat(cache.drop(0, 0)).isFalse();
        cache.close();
        cache.close();
    }
}
