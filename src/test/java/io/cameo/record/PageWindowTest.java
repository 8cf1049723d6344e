package io.cameo.record;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cameo.nativelib.MappedPages;
import io.cameo.nativelib.NativeLibrary;
import io.cameo.nativelib.PageCache;
import io.cameo.nativelib.ReadAdvice;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
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
        assumeTrue(NativeLibrary.system().has("mincore"), "the system has no mincore");
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

    /** Bytes of a file that are in memory, in pages. */
    private static long residentBytes(MemorySegment mapped) {
        try (Arena arena = Arena.ofConfined()) {
            int pages = Math.toIntExact((mapped.byteSize() + PAGE_BYTES - 1) / PAGE_BYTES);
            MemorySegment vector = arena.allocate(pages);
            MethodHandle mincore = NativeLibrary.system()
                    .link("mincore", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS));
            assertThat((int) mincore.invokeExact(mapped, mapped.byteSize(), vector))
                    .isZero();
            long resident = 0;
            for (int page = 0; page < pages; page++) {
                resident += vector.get(JAVA_BYTE, page) & 1;
            }
            return resident * PAGE_BYTES;
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** Drops the whole file and says whether that is possible here: some container file systems keep it. */
    private boolean isDropped(RecordFile file) {
        MappedPages.release(file.segment(), 0, file.sizeBytes());
        try (PageCache cache = PageCache.of(rec)) {
            cache.drop(0, file.sizeBytes());
        }
        return residentBytes(file.segment()) < MIB;
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
                        most = Math.max(most, residentBytes(file.segment()));
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
            assertThat(residentBytes(file.segment())).isGreaterThan(file.sizeBytes() / 2);
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
