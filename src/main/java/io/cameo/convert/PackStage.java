package io.cameo.convert;

import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Integrity;
import io.cameo.image.Transform;
import io.cameo.lst.BadLine;
import io.cameo.lst.LstEntry;
import io.cameo.lst.LstLine;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import io.cameo.record.IrHeader;
import java.util.List;
import java.util.Optional;

/** What a worker does with a line of the list: read, check or decode, change, encode. */
final class PackStage implements Stage<LstLine, PackStage.Scratch, PackedImage> {
    private final Options options;

    PackStage(Options options) {
        this.options = options;
    }

    /** Everything that changes the bytes of a record. Its text is part of the journal. */
    record Options(
            ColorMode color,
            Encoding encoding,
            int quality,
            boolean passThrough,
            boolean packLabels,
            List<Transform> transforms) {}

    /** A worker's own reader and decoder; no decoder where nothing is decoded, so that OpenCV is not even loaded. */
    static final class Scratch implements AutoCloseable {
        private final Optional<ImageCodec> codec;
        private final PackedImage file = new PackedImage();
        private final ImageRoot.Reader images;

        Scratch(Options options, ImageRoot root) {
            images = root.reader();
            codec = options.passThrough() ? Optional.empty() : Optional.of(ImageCodec.create());
        }

        @Override
        public void close() {
            codec.ifPresent(ImageCodec::close);
            file.close();
            images.close();
        }
    }

    @Override
    public void apply(LstLine line, Scratch scratch, PackedImage out) throws RejectedItemException {
        LstEntry entry = switch (line) {
            case LstEntry good -> good;
            case BadLine bad -> throw new RejectedItemException("not a line of a list: " + bad.reason());
        };
        if (scratch.codec.isEmpty()) {
            scratch.images.read(entry.path(), out);
            Optional<String> fault = Integrity.fault(out.payload());
            if (fault.isPresent()) {
                throw new RejectedItemException(fault.get());
            }
        } else {
            scratch.images.read(entry.path(), scratch.file);
            encode(entry, scratch.codec.get(), scratch.file, out);
        }
        out.setHeader(header(entry));
    }

    private void encode(LstEntry entry, ImageCodec codec, PackedImage file, PackedImage out)
            throws RejectedItemException {
        try {
            Image image = codec.decode(file.payload(), options.color());
            for (Transform transform : options.transforms()) {
                image = transform.apply(image, entry.index(), codec);
            }
            out.copyFrom(codec.encode(image, options.encoding(), options.quality()));
        } catch (BadImageException bad) {
            throw new RejectedItemException(bad.reason());
        }
    }

    private IrHeader header(LstEntry entry) {
        double[] labels = entry.labels();
        if (!options.packLabels() || labels.length == 1) {
            return IrHeader.scalar((float) labels[0], entry.index());
        }
        float[] all = new float[labels.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) labels[i];
        }
        return IrHeader.vector(all, entry.index());
    }
}
