package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ResizeCuda;
import io.cameo.image.Transform;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.util.List;

/** What a worker does with a record: decode its image, change it, encode it otherwise. */
final class TranscodeStage implements Stage<TranscodeStage.Stored, TranscodeStage.Scratch, PackedImage> {
    private final RecordFile file;
    private final Options options;

    TranscodeStage(RecordFile file, Options options) {
        this.file = file;
        this.options = options;
    }

    /** A record: where it stands in the index, and its key. */
    record Stored(int position, long key) {}

    /** Everything that changes the bytes of a record. Its text is part of the journal. */
    record Options(ColorMode color, Encoding encoding, int quality, List<Transform> transforms) {}

    /** A worker's own. */
    static final class Scratch implements AutoCloseable {
        final ImageCodec codec = ImageCodec.create();
        final RecordView view = new RecordView();
        final DeviceWorker<ResizeCuda> device;

        Scratch(DeviceWorker<ResizeCuda> device) {
            this.device = device;
        }

        @Override
        public void close() {
            device.close();
            codec.close();
        }
    }

    @Override
    public void apply(Stored stored, Scratch scratch, PackedImage out) throws RejectedItemException {
        try {
            RecordView view = scratch.view;
            file.read(stored.position(), view);
            if (!view.hasHeader()) {
                throw new RejectedItemException("no image-record header: bytes=" + view.contentLength());
            }
            out.setHeader(view.toRecord().header());
            view.detach();
            if (view.payloadLength() == 0) {
                out.setLength(0);
                return;
            }
            Image image = scratch.codec.decode(view.payload(), options.color());
            for (Transform transform : options.transforms()) {
                image = transform.apply(image, stored.key(), scratch.codec);
            }
            out.copyFrom(scratch.codec.encode(image, options.encoding(), options.quality()));
        } catch (BadImageException bad) {
            throw new RejectedItemException(bad.reason(), bad);
        } catch (CorruptDataException damaged) {
            throw new RejectedItemException(damaged.reason() + ", offset=" + damaged.offsetBytes(), damaged);
        }
    }
}
