package io.cameo.convert;

import io.cameo.bytes.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a list cannot tell of a record file: a TSV file of {@code key, path, offset, header, reason}, in file order. It
 * appears only where there is something to tell, and whole.
 */
final class NotesFile implements AutoCloseable {
    private static final String HEADER = "key\tpath\toffset\theader\treason\n";
    private static final int BUFFER_CHARS = 1 << 16;

    private final Path target;
    private final StringBuilder buffer = new StringBuilder();
    private @Nullable AtomicFile file;

    NotesFile(Path target) {
        this.target = target;
    }

    void add(String key, String path, long offsetBytes, String header, String reason) throws IOException {
        if (file == null) {
            file = AtomicFile.create(target);
            buffer.append(HEADER);
        }
        buffer.append(field(key)).append('\t');
        buffer.append(field(path)).append('\t');
        buffer.append(offsetBytes).append('\t');
        buffer.append(field(header)).append('\t');
        buffer.append(field(reason)).append('\n');
        if (buffer.length() > BUFFER_CHARS) {
            flush();
        }
    }

    /** Gives the file its name; where there are no notes, an older one of that name goes. Null if there is none. */
    @Nullable
    Path commit() throws IOException {
        AtomicFile out = file;
        if (out == null) {
            Files.deleteIfExists(target);
            return null;
        }
        flush();
        out.commit();
        return target;
    }

    @Override
    public void close() throws IOException {
        AtomicFile out = file;
        if (out != null) {
            out.close();
        }
    }

    private void flush() throws IOException {
        AtomicFile out = file;
        ByteBuffer bytes = ByteBuffer.wrap(buffer.toString().getBytes(StandardCharsets.UTF_8));
        buffer.setLength(0);
        while (out != null && bytes.hasRemaining()) {
            out.channel().write(bytes);
        }
    }

    /** A field cannot hold what separates fields. */
    private static String field(String text) {
        return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    }
}
