package io.cameo.loader.rates;

import io.cameo.bytes.CorruptDataException;
import io.cameo.image.BadImageException;
import io.cameo.image.ChannelOrder;
import io.cameo.image.JpegDecoder;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * What MXNet is given: the images of a file in a file of their own, which lies among the temporary ones until this is closed.
 * A record without an image, as InsightFace's files have them, and an image that cannot be decoded would end MXNet's process
 * and with it ours; so each image is decoded first.
 */
final class PeerFile implements AutoCloseable {
    /** Some ten thousand faces; MXNet reads 64 MB at a time. */
    private static final long MOST_BYTES = 96L << 20;

    private final Path folder;
    private final JpegDecoder decoder = JpegDecoder.create();
    private final Arena arena = Arena.ofShared();
    private MemorySegment pixels = MemorySegment.NULL;
    private int widthPx;
    private int heightPx;
    private long images;
    private long leftOut;

    private PeerFile(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies images out.
     *
     * @throws CorruptDataException if there is none
     */
    static PeerFile of(RecordFile file, AtomicBoolean stop) throws IOException {
        PeerFile copy = new PeerFile(Files.createTempDirectory("cameo-peer"));
        try {
            copy.fill(file, stop);
            return copy;
        } catch (Throwable failure) {
            copy.close();
            throw failure;
        }
    }

    private void fill(RecordFile file, AtomicBoolean stop) throws IOException {
        RecordView view = new RecordView();
        long bytes = 0;
        try (RecordWriter writer = RecordWriter.create(path())) {
            RecordReader reader = file.reader();
            while (bytes < MOST_BYTES && !stop.get() && reader.next(view)) {
                view.detach();
                if (fits(view)) {
                    IrHeader header = IrHeader.scalar(view.label(0), images);
                    writer.write(images, header, view.payload());
                    bytes += view.payloadLength();
                    images++;
                } else {
                    leftOut++;
                }
            }
            writer.commit();
        }
        if (images == 0 && !stop.get()) {
            throw new CorruptDataException(file.path(), 0, "no JPEG that could be given to mxnet");
        }
    }

    /** Whether this is a sound JPEG of the size of the first one. */
    private boolean fits(RecordView view) {
        if (!DecodeWork.isJpeg(view) || view.labelCount() < 1) {
            return false;
        }
        try {
            decoder.read(view.segment(), view.payloadOffset(), view.payloadLength());
            if (images == 0) {
                widthPx = decoder.widthPx();
                heightPx = decoder.heightPx();
                pixels = arena.allocate(3L * widthPx * heightPx);
            } else if (decoder.widthPx() != widthPx || decoder.heightPx() != heightPx) {
                return false;
            }
            decoder.decode(pixels, 0, 3L * widthPx, ChannelOrder.RGB, 1);
            return true;
        } catch (BadImageException bad) {
            return false; // counted, and 'verify --level decode' names it
        }
    }

    /** Where the images lie, one label each. */
    Path path() {
        return folder.resolve("images.rec");
    }

    long images() {
        return images;
    }

    /** How many records were passed over on the way. */
    long leftOut() {
        return leftOut;
    }

    int widthPx() {
        return widthPx;
    }

    int heightPx() {
        return heightPx;
    }

    @Override
    public void close() throws IOException {
        decoder.close();
        arena.close();
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
