package io.cameo.convert;

import io.cameo.bytes.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was not packed and why: a TSV file of {@code key, path, reason}, in the order of the list. It appears only where
 * something was rejected, and whole.
 */
public final class RejectsFile implements AutoCloseable {
    private static final String HEADER = "key\tpath\treason\n";

    private final Path target;
    private @Nullable AtomicFile file;
    private long sizeBytes;

    private RejectsFile(Path target, @Nullable AtomicFile file, long sizeBytes) {
        this.target = target;
        this.file = file;
        this.sizeBytes = sizeBytes;
    }

    /** Where the rejects of a run go: beside its output, {@code .rejects.tsv} in place of its extension. */
    public static Path besides(Path rec) {
        String name = rec.getFileName().toString();
        String stem = name.replaceFirst("\\.(rec|h5|hdf5)$", "");
        return rec.resolveSibling(stem + ".rejects.tsv");
    }

    /** Starts a list that has no file until something is rejected. */
    public static RejectsFile create(Path target) throws IOException {
        Files.deleteIfExists(AtomicFile.partialOf(target));
        return new RejectsFile(target, null, 0);
    }

    /**
     * Goes on with the list of a stopped run.
     *
     * @param sizeBytes what {@link #checkpoint()} said
     */
    public static RejectsFile resume(Path target, long sizeBytes) throws IOException {
        if (sizeBytes == 0) {
            return create(target);
        }
        Path partial = AtomicFile.partialOf(target);
        if (!Files.exists(partial) && Files.exists(target)) {
            // The stopped run was killed between naming this file and naming the record file.
            Files.copy(target, partial);
        }
        AtomicFile file = AtomicFile.resume(target, sizeBytes);
        file.keepPartial();
        return new RejectsFile(target, file, sizeBytes);
    }

    /** Goes on where a run stopped, or starts anew where there was none. */
    public static RejectsFile open(Path target, RunJournal.@Nullable Position from) throws IOException {
        return from == null ? create(target) : resume(target, from.rejectsBytes());
    }

    /**
     * Makes one list of those of a run's parts, in their order; those that do not exist are passed over. Where there is none,
     * an older list of the target's name goes.
     *
     * @return the target, or null if there is nothing to tell
     */
    public static @Nullable Path join(List<Path> lists, Path target) throws IOException {
        try (RejectsFile joined = create(target)) {
            for (Path list : lists) {
                if (Files.exists(list)) {
                    String text = Files.readString(list);
                    joined.addLines(text.substring(text.indexOf('\n') + 1));
                }
            }
            return joined.commit();
        }
    }

    /** Notes one rejected item. */
    public void add(String key, String path, String reason) throws IOException {
        addLines(field(key) + '\t' + field(path) + '\t' + field(reason) + '\n');
    }

    private void addLines(String lines) throws IOException {
        AtomicFile out = file;
        if (out == null) {
            out = AtomicFile.create(target);
            file = out;
            write(out, HEADER);
        }
        write(out, lines);
    }

    /** Brings the lines so far to disk and keeps them for a resumed run; returns their size. */
    public long checkpoint() throws IOException {
        AtomicFile out = file;
        if (out != null) {
            out.channel().force(false);
            out.keepPartial();
        }
        return sizeBytes;
    }

    /** Gives the file its name; where nothing was rejected, an older one of that name goes. Null if there is none. */
    public @Nullable Path commit() throws IOException {
        AtomicFile out = file;
        if (out == null) {
            Files.deleteIfExists(target);
            return null;
        }
        out.commit();
        return target;
    }

    /** Shows the lines so far under the final name, while the partial file stays for a resumed run. */
    public @Nullable Path publish() throws IOException {
        if (file == null) {
            return null;
        }
        Files.copy(AtomicFile.partialOf(target), target, StandardCopyOption.REPLACE_EXISTING);
        return target;
    }

    @Override
    public void close() throws IOException {
        AtomicFile out = file;
        if (out != null) {
            out.close();
        }
    }

    private void write(AtomicFile out, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        sizeBytes += bytes.remaining();
        while (bytes.hasRemaining()) {
            out.channel().write(bytes);
        }
    }

    /** A field cannot hold what separates fields. */
    private static String field(String text) {
        return text.replaceAll("[\\t\\r\\n]+", " ").strip();
    }
}
