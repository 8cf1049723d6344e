package io.cameo.convert.matting;

import io.cameo.archive.TreeFile;
import io.cameo.image.BadImageException;
import io.cameo.image.ChannelOrder;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import io.cameo.image.JpegDecoder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/** Looks at images themselves: whether they can be decoded, and whether loaders see what people see. One worker's. */
final class PictureCheck implements AutoCloseable {
    /** All coded data is read at any size; pixels are made faster at this one. */
    private static final int DENOMINATOR = 8;

    private static final int CMYK_CHANNELS = 4;

    private final ImageCodec codec;
    private final JpegDecoder jpegs = JpegDecoder.create();
    private Arena arena = Arena.ofConfined();
    private MemorySegment pixels = MemorySegment.NULL;

    PictureCheck(ImageCodec codec) {
        this.codec = codec;
    }

    /**
     * Decodes an image and sets its size.
     *
     * @throws BadImageException if it cannot be decoded
     */
    void check(TreeFile file, MemorySegment bytes, FrameFacts out) {
        ImageHeader header = ImageHeader.of(bytes);
        if (header.kind() == ImageKind.JPEG) {
            checkJpeg(file, bytes, header, out);
            out.widthPx = header.widthPx();
            out.heightPx = header.heightPx();
            return;
        }
        Image image = codec.decode(bytes, ColorMode.UNCHANGED);
        out.widthPx = image.widthPx();
        out.heightPx = image.heightPx();
        String name = file.fileName().toLowerCase(Locale.ROOT);
        if (name.endsWith(".jpg") || name.endsWith(".jpeg")) {
            String kind = header.kind().name().toLowerCase(Locale.ROOT);
            out.add(MattingFault.IMAGE_KIND, file.name(), "kind=" + kind);
        }
        if (image.format().channels() == 1) {
            out.add(MattingFault.IMAGE_CHANNELS, file.name(), "channels=1");
        }
    }

    private void checkJpeg(TreeFile file, MemorySegment bytes, ImageHeader header, FrameFacts out) {
        jpegs.read(bytes, 0, bytes.byteSize());
        int widthPx = JpegDecoder.scaledPx(jpegs.widthPx(), DENOMINATOR);
        int heightPx = JpegDecoder.scaledPx(jpegs.heightPx(), DENOMINATOR);
        ChannelOrder order = ChannelOrder.BGR;
        long strideBytes = (long) widthPx * order.channels();
        jpegs.decode(buffer(strideBytes * heightPx), 0, strideBytes, order, DENOMINATOR);
        if (jpegs.sawDamage()) {
            out.add(MattingFault.IMAGE_DAMAGED, file.name(), "");
        }
        if (header.exifOrientation() != 1) {
            out.add(MattingFault.IMAGE_TURNED, file.name(), "orientation=" + header.exifOrientation());
        }
        if (header.channels() == 1 || header.channels() == CMYK_CHANNELS) {
            out.add(MattingFault.IMAGE_CHANNELS, file.name(), "channels=" + header.channels());
        }
        if (ColorProfile.isForeign(bytes)) {
            out.add(MattingFault.IMAGE_PROFILE, file.name(), "");
        }
    }

    private MemorySegment buffer(long bytes) {
        if (pixels.byteSize() < bytes) {
            arena.close();
            arena = Arena.ofConfined();
            pixels = arena.allocate(bytes);
        }
        return pixels;
    }

    @Override
    public void close() {
        arena.close();
        jpegs.close();
    }
}
