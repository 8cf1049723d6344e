package io.cameo.dataset.coco;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the annotations of a {@link CocoFile}, one image after the other in any order. Keeps its memory for the next: one
 * for each thread. Not thread-safe.
 */
public final class CocoReader implements AutoCloseable {
    private static final int FIRST_BYTES = 16 * 1024;

    private final CocoFile file;
    private final AnnotationEntry entry = new AnnotationEntry();
    private byte[] bytes = new byte[FIRST_BYTES];

    CocoReader(CocoFile file) {
        this.file = file;
    }

    /**
     * Every annotation of an image, in the order of the file.
     *
     * @throws BadAnnotationException if one of them makes no sense
     * @throws io.cameo.bytes.CorruptDataException if the file has changed since it was opened
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public List<CocoAnnotation> read(int imagePosition) throws IOException {
        int count = file.annotations(imagePosition);
        List<CocoAnnotation> all = new ArrayList<>(count);
        for (int nth = 0; nth < count; nth++) {
            all.add(read(imagePosition, nth));
        }
        return all;
    }

    /**
     * One annotation of an image.
     *
     * @param nth of the image, from 0
     * @throws BadAnnotationException if it makes no sense
     * @throws io.cameo.bytes.CorruptDataException if the file has changed since it was opened
     * @throws IndexOutOfBoundsException if there is no such image or annotation
     */
    public CocoAnnotation read(int imagePosition, int nth) throws IOException {
        AnnotationTable table = file.table();
        int at = file.content(imagePosition, nth);
        long offset = table.offsetBytes(at);
        long id = table.id(at);
        int length = table.lengthBytes(at);
        load(offset, length);
        if (bytes[0] != '{' || bytes[length - 1] != '}') {
            throw file.corrupt(offset, "file changed while it was open");
        }
        CocoAnnotation annotation;
        try {
            annotation = entry.read(bytes, length, id, file.kind());
        } catch (StreamConstraintsException tooMuch) {
            throw file.bad(id, offset, JsonValues.broken(tooMuch).reason());
        } catch (JsonProcessingException failure) {
            JsonFault fault = JsonValues.broken(failure);
            throw file.corrupt(
                    offset + fault.offsetBytes(), file.changed() ? "file changed while it was open" : fault.reason());
        } catch (JsonFault fault) {
            throw file.bad(id, offset + fault.offsetBytes(), fault.reason());
        }
        if (annotation.id() != id
                || annotation.imageId() != table.imageId(at)
                || annotation.categoryId() != table.categoryId(at)) {
            throw file.corrupt(offset, "file changed while it was open: expected_id=" + id);
        }
        return annotation;
    }

    private void load(long offset, int length) throws IOException {
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, Math.min(2 * bytes.length, JsonValues.LONGEST_BYTES))];
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            if (file.channel().read(buffer, offset + buffer.position()) < 0) {
                throw file.corrupt(
                        offset + buffer.position(),
                        "file shrank while it was open: expected_size=" + file.sizeBytes() + ", actual_size="
                                + file.channel().size());
            }
        }
    }

    /** Gives the memory back. Does not close the file. */
    @Override
    public void close() {
        bytes = new byte[0];
    }
}
