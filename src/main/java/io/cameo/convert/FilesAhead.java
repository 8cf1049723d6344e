package io.cameo.convert;

import io.cameo.nativelib.PageCache;
import io.cameo.pipeline.GroupStage;
import io.cameo.pipeline.Source;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Items whose files the disk begins to read a little before a worker asks for them: a disk that has several requests at
 * hand is faster than one that gets the next when the last is answered, and workers need not wait for it.
 *
 * <p>The source of a pipeline, and around its stage, which does the asking: that can take as long as a disk needs to find
 * the file, and the source belongs to one worker at a time.
 *
 * @param <I> an item; must stay valid while as many more as are read ahead are pulled
 */
public final class FilesAhead<I> implements Source<I> {
    /** Enough for the queue of a disk, and few enough for photographs of 20 MB to stay in memory until they are read. */
    private static final int FILES = 256;

    private final Source<? extends I> source;
    private final Function<? super I, @Nullable Path> fileOf;
    private final Queue<I> ahead = new ArrayDeque<>(FILES);
    private final Queue<I> due = new ConcurrentLinkedQueue<>();
    private boolean ended;
    private @Nullable Throwable failure;

    /** @param fileOf the file that an item is about, or null if it is about none; asked on any thread */
    public FilesAhead(Source<? extends I> source, Function<? super I, @Nullable Path> fileOf) {
        this.source = source;
        this.fileOf = fileOf;
    }

    @Override
    public @Nullable I next() throws IOException {
        while (!ended && ahead.size() < FILES) {
            pull();
        }
        I item = ahead.poll();
        if (item == null && failure != null) {
            throw rethrown(failure);
        }
        return item;
    }

    /** A failure waits until what came before it has been given. */
    private void pull() {
        try {
            I item = source.next();
            if (item == null) {
                ended = true;
                return;
            }
            ahead.add(item);
            due.add(item);
        } catch (Throwable thrown) {
            ended = true;
            failure = thrown;
        }
    }

    private static IOException rethrown(Throwable failure) {
        return switch (failure) {
            case Error error -> throw error;
            case RuntimeException unchecked -> throw unchecked;
            case IOException checked -> checked;
            default -> throw new AssertionError(failure); // a source throws nothing else
        };
    }

    /** A stage that first asks for the files that are due. */
    public <S, O> Stage<I, S, O> before(Stage<? super I, ? super S, ? super O> stage) {
        return (item, scratch, out) -> {
            fetchDue();
            stage.apply(item, scratch, out);
        };
    }

    /** The same for a stage of groups; those should not be larger than what is read ahead. */
    public <S, O> GroupStage<I, S, O> beforeGroups(GroupStage<? super I, ? super S, ? super O> stage) {
        return (group, scratch) -> {
            fetchDue();
            stage.apply(group, scratch);
        };
    }

    private void fetchDue() {
        for (I next = due.poll(); next != null; next = due.poll()) {
            fetch(next);
        }
    }

    private void fetch(I item) {
        Path file = fileOf.apply(item);
        // A pipe would be waited for, and has nothing to read ahead.
        if (file != null && Files.isRegularFile(file)) {
            try (PageCache cache = PageCache.of(file)) {
                boolean _ = cache.fetch();
            }
        }
    }
}
