package io.cameo.convert;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.DamagedRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What repair could not keep: a TSV file of {@code begin, end, kind, keys, reason}, keys separated by blanks. It appears
 * whole.
 */
final class LostFile implements AutoCloseable {
    private static final String HEADER = "begin\tend\tkind\tkeys\treason\n";
    private static final int BUFFER_CHARS = 1 << 16;

    private final AtomicFile file;
    private final StringBuilder buffer = new StringBuilder(HEADER);

    LostFile(Path target) throws IOException {
        file = AtomicFile.create(target);
    }

    void begin(DamagedRegion region, String kind) {
        buffer.append(region.beginBytes())
                .append('\t')
                .append(region.endBytes())
                .append('\t');
        buffer.append(kind).append('\t');
    }

    void key(String key, boolean first) throws IOException {
        buffer.append(first ? "" : " ").append(field(key));
        flush(BUFFER_CHARS);
    }

    void end(String reason) throws IOException {
        buffer.append('\t').append(field(reason)).append('\n');
        flush(BUFFER_CHARS);
    }

    void commit() throws IOException {
        flush(0);
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void flush(int aboveChars) throws IOException {
        if (buffer.length() <= aboveChars) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer.toString().getBytes(StandardCharsets.UTF_8));
        buffer.setLength(0);
        while (bytes.hasRemaining()) {
            file.channel().write(bytes);
        }
    }

    /** A field cannot hold what separates fields. */
    private static String field(String text) {
        return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    }
}
