package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeReader;
import io.cameo.bytes.CorruptDataException;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Integrity;
import io.cameo.image.PixelFormat;
import io.cameo.matte.AlphaBox;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystemException;

/**
 * Reads pictures of a tree as Pillow's {@code convert} would: as stored, whatever EXIF says, colours as three channels, mattes as
 * one. One for each thread.
 */
final class LayerReader implements AutoCloseable {
    private final TreeReader reader;
    private final ImageCodec codec;
    private final MattePlane plane = new MattePlane();
    private final GrayPng grayPng = new GrayPng();
    private final ColourJpeg jpeg = new ColourJpeg();

    /**
     * Colours and matte of one size.
     *
     * @param colours {@code BGR8}
     * @param alpha {@code GRAY8}
     */
    record Layer(Image colours, Image alpha) {}

    LayerReader(FileTree tree, ImageCodec codec) {
        reader = tree.reader();
        this.codec = codec;
    }

    /** The bytes of a file, valid until the next. */
    MemorySegment bytes(TreeFile file) throws IOException, RejectedItemException {
        try {
            return reader.read(file);
        } catch (CorruptDataException | FileSystemException unreadable) {
            throw new RejectedItemException("cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Colours, in the pool's memory. */
    Image colours(TreeFile file, PlanePool pool) throws IOException, RejectedItemException {
        MemorySegment bytes = bytes(file);
        Image colours = jpeg.whole(bytes, pool);
        return colours != null ? colours : colours(decode(bytes), pool);
    }

    /** One channel of a file, in the pool's memory: gray as it is, colours to luma. */
    Image gray(TreeFile file, PlanePool pool) throws IOException, RejectedItemException {
        return gray(decode(file), false, pool);
    }

    /** A matte in a file of its own, in the pool's memory; not one that may be meant to be the fourth channel of its file. */
    Image matte(TreeFile file, PlanePool pool) throws IOException, RejectedItemException {
        return gray(matte(file), false, pool);
    }

    private Image matte(TreeFile file) throws IOException, RejectedItemException {
        Image image = decode(file);
        if (image.format().channels() == 4) {
            plane.loadColors(image);
            if (!plane.isOpaque()) {
                throw new RejectedItemException(MattingFault.ALPHA_CHANNEL.words());
            }
        }
        return image;
    }

    /** A matte alone, in the pool's memory. */
    Image alpha(Foreground foreground, PlanePool pool) throws IOException, RejectedItemException {
        TreeFile beside = foreground.alpha();
        if (beside != null) {
            return matte(beside, pool);
        }
        return gray(requireFour(decode(foreground.image())), true, pool);
    }

    /** Both, in the pool's memory. */
    Layer read(Foreground foreground, PlanePool pool) throws IOException, RejectedItemException {
        TreeFile beside = foreground.alpha();
        if (beside == null) {
            Image both = requireFour(decode(foreground.image()));
            return new Layer(colours(both, pool), gray(both, true, pool));
        }
        Image alpha = matte(beside, pool);
        Image colours = colours(foreground.image(), pool);
        requireSize(colours, alpha.widthPx(), alpha.heightPx());
        return new Layer(colours, alpha);
    }

    /**
     * Both, cut to the box of what is not 0 in the matte, in the pool's memory.
     *
     * @throws RejectedItemException also if that is nothing
     */
    Layer cut(Foreground foreground, PlanePool pool) throws IOException, RejectedItemException {
        TreeFile beside = foreground.alpha();
        if (beside == null) {
            Layer both = read(foreground, pool);
            AlphaBox box = box(both.alpha());
            return new Layer(box.part(both.colours()), box.part(both.alpha()));
        }
        Image whole = matte(beside);
        Image alpha = whole.format() == PixelFormat.GRAY8 ? whole : gray(whole, false, pool);
        AlphaBox box = box(alpha);
        Image shown = pool.keep(box.part(alpha));
        int widthPx = alpha.widthPx();
        int heightPx = alpha.heightPx();
        MemorySegment bytes = bytes(foreground.image());
        Image part = jpeg.part(bytes, widthPx, heightPx, box, pool);
        if (part == null) {
            Image colours = colours(decode(bytes), pool);
            requireSize(colours, widthPx, heightPx);
            part = box.part(colours);
        }
        return new Layer(part, shown);
    }

    private static AlphaBox box(Image alpha) throws RejectedItemException {
        AlphaBox box = AlphaBox.of(alpha);
        if (box == null) {
            throw new RejectedItemException("matte is empty");
        }
        return box;
    }

    private static void requireSize(Image colours, int widthPx, int heightPx) throws RejectedItemException {
        if (widthPx != colours.widthPx() || heightPx != colours.heightPx()) {
            throw new RejectedItemException("matte has another size than its image: image=" + colours.widthPx() + "x"
                    + colours.heightPx() + ", matte=" + widthPx + "x" + heightPx);
        }
    }

    private Image decode(TreeFile file) throws IOException, RejectedItemException {
        return decode(bytes(file));
    }

    private Image decode(MemorySegment bytes) throws RejectedItemException {
        try {
            Image gray = grayPng.decode(bytes);
            if (gray != null && Integrity.fault(bytes).isEmpty()) {
                return gray;
            }
            return codec.decode(bytes, ColorMode.UNCHANGED);
        } catch (BadImageException bad) {
            throw new RejectedItemException(bad.reason(), bad);
        }
    }

    private static Image requireFour(Image image) throws RejectedItemException {
        if (image.format().channels() != 4) {
            throw new RejectedItemException("has no alpha channel, and no matte beside it");
        }
        return image;
    }

    private static Image colours(Image image, PlanePool pool) {
        if (image.format() == PixelFormat.BGR8) {
            return pool.keep(image);
        }
        Image colours = pool.take(image.widthPx(), image.heightPx(), PixelFormat.BGR8);
        int channels = image.format().channels();
        int step = image.format().bytesPerSample();
        for (int y = 0; y < image.heightPx(); y++) {
            for (int x = 0; x < image.widthPx(); x++) {
                // The upper byte of a sample of two: the machine is little-endian.
                long from = y * image.strideBytes() + (long) x * channels * step + step - 1;
                long to = y * colours.strideBytes() + 3L * x;
                for (int c = 0; c < 3; c++) {
                    long place = channels == 1 ? from : from + (long) c * step;
                    colours.pixels()
                            .set(ValueLayout.JAVA_BYTE, to + c, image.pixels().get(ValueLayout.JAVA_BYTE, place));
                }
            }
        }
        return colours;
    }

    private Image gray(Image image, boolean fourth, PlanePool pool) {
        if (image.format() == PixelFormat.GRAY8) {
            return pool.keep(image);
        }
        if (fourth) {
            plane.loadAlpha(image);
        } else {
            plane.loadColors(image);
        }
        Image gray = pool.take(image.widthPx(), image.heightPx(), PixelFormat.GRAY8);
        MemorySegment.copy(plane.values(), 0, gray.pixels(), ValueLayout.JAVA_BYTE, 0, plane.pixels());
        return gray;
    }

    /** Closes the tree's reader; the codec is the caller's. */
    @Override
    public void close() {
        grayPng.close();
        jpeg.close();
        reader.close();
    }
}
