package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cameo.nativelib.PageCache;
import io.cameo.nativelib.ResidentPages;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Source;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesAheadTest {
    @TempDir
    private Path folder;

    @Test
    void givesEveryItemInOrder() throws IOException {
        List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
        assertThat(all(new FilesAhead<>(sourceOf(numbers), item -> null), 101)).isEqualTo(numbers);
    }

    @Test
    void aFailureOfTheSourceWaitsForTheItemsBeforeIt() throws IOException {
        AtomicInteger given = new AtomicInteger();
        FilesAhead<Integer> ahead = new FilesAhead<>(
                () -> {
                    if (given.get() == 5) {
                        throw new IOException("the sixth");
                    }
                    return given.getAndIncrement();
                },
                item -> null);
        assertThat(all(ahead, 5)).containsExactly(0, 1, 2, 3, 4);
        assertThatThrownBy(ahead::next).isExactlyInstanceOf(IOException.class).hasMessage("the sixth");
    }

    @Test
    void asksForEachFileOnceAndBeforeItsTurn() throws IOException, RejectedItemException {
        List<Integer> asked = new ArrayList<>();
        FilesAhead<Integer> ahead =
                new FilesAhead<>(sourceOf(IntStream.range(0, 50).boxed().toList()), item -> {
                    asked.add(item);
                    return null;
                });
        List<Integer> seen = new ArrayList<>();
        for (Integer item = ahead.next(); item != null; item = ahead.next()) {
            ahead.before((Integer own, Object scratch, Object out) -> {
                        assertThat(asked).contains(own);
                        seen.add(own);
                    })
                    .apply(item, this, this);
            if (item == 0) {
                assertThat(asked).hasSizeGreaterThan(16);
            }
        }
        assertThat(seen).hasSize(50);
        assertThat(asked).isEqualTo(seen);
    }

    /** Of a file that no cache holds the system reads all there is, though nobody has read a byte. */
    @Test
    void bringsTheFileIntoTheCache() throws Exception {
        assumeTrue(ResidentPages.known(), "the system has no mincore");
        int bytes = 1 << 20;
        Path file = folder.resolve("photograph");
        Files.write(file, new byte[bytes]);
        assumeTrue(!Files.getFileStore(file).type().equals("tmpfs"), "files of a tmpfs cannot leave memory");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined();
                PageCache cache = PageCache.of(file)) {
            channel.force(true); // only what is on disk can leave memory
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
            assumeTrue(
                    cache.drop(0, bytes) && ResidentPages.bytes(mapped) == 0, "this file system keeps files in memory");
            FilesAhead<Path> ahead = new FilesAhead<>(sourceOf(List.of(file)), item -> item);
            Path item = Objects.requireNonNull(ahead.next());
            ahead.before((Path own, Object scratch, Object out) -> {}).apply(item, this, this);
            for (int wait = 0; wait < 1000 && ResidentPages.bytes(mapped) < bytes; wait++) {
                Thread.sleep(10);
            }
            assertThat(ResidentPages.bytes(mapped)).isEqualTo(bytes);
        }
    }

    @Test
    void passesOverWhatCannotBeReadAhead() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        List<Path> files = List.of(pipe, folder, folder.resolve("missing"));
        FilesAhead<Path> ahead = new FilesAhead<>(sourceOf(files), item -> item);
        List<Path> seen = new ArrayList<>();
        for (Path item = ahead.next(); item != null; item = ahead.next()) {
            ahead.before((Path own, Object scratch, Object out) -> seen.add(own))
                    .apply(item, this, this);
        }
        assertThat(seen).isEqualTo(files);
    }

    private static <T> Source<T> sourceOf(List<T> items) {
        Iterator<T> left = items.iterator();
        return () -> left.hasNext() ? left.next() : null;
    }

    private static <T> List<T> all(FilesAhead<T> ahead, int most) throws IOException {
        List<T> items = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            T item = ahead.next();
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }
}
