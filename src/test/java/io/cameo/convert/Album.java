package io.cameo.convert;

import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** Record files for tests, with plain pictures of one shade. */
final class Album implements AutoCloseable {
    private final RecordWriter writer;
    private final Path rec;

    Album(Path rec) throws IOException {
        this.rec = rec;
        writer = RecordWriter.create(rec);
    }

    static byte[] picture(int widthPx, int heightPx, int shade, Encoding encoding, PixelFormat format) {
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, widthPx, heightPx, format);
            image.pixels().fill((byte) shade);
            return codec.encode(image, encoding, 90).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    static byte[] jpeg(int widthPx, int heightPx, int shade) {
        return picture(widthPx, heightPx, shade, Encoding.JPEG, PixelFormat.BGR8);
    }

    Album add(String key, IrHeader header, byte[] payload) throws IOException {
        byte[] content = new byte[header.sizeBytes() + payload.length];
        header.writeTo(MemorySegment.ofArray(content), 0);
        System.arraycopy(payload, 0, content, header.sizeBytes(), payload.length);
        return addContent(key, content);
    }

    Album add(int key, float label, byte[] payload) throws IOException {
        return add(Integer.toString(key), IrHeader.scalar(label, key), payload);
    }

    Album addContent(String key, byte[] content) throws IOException {
        writer.write(key, MemorySegment.ofArray(content));
        return this;
    }

    Path commit() throws IOException {
        writer.commit();
        return rec;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
