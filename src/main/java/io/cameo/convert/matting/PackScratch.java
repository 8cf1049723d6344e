package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeReader;
import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.matting.MattingRecordWriter;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import io.cameo.image.Integrity;
import io.cameo.image.PixelFormat;
import io.cameo.matte.PlaneEffort;
import io.cameo.matte.PlaneEncoder;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a worker keeps for itself: readers, codecs, and memory for the parts of one record. */
final class PackScratch implements AutoCloseable {
    private static final int PNG_BIT_DEPTH_OFFSET = 24;
    private static final int PNG_COLOR_TYPE_OFFSET = 25;
    private static final int ALIGNMENT = 8;

    final MattingRecordWriter writer = new MattingRecordWriter();
    private final TreeReader reader;
    private final ImageCodec codec = ImageCodec.create();
    private final GrayPng grayPng = new GrayPng();
    private final PlaneEncoder encoder;
    private final MattePlane luma = new MattePlane();
    private Arena arena = Arena.ofConfined();
    private MemorySegment parts = arena.allocate(1 << 20);
    private long used;
    private long sizedClip = -1;
    private @Nullable ImageHeader sizeOfClip;

    PackScratch(FileTree files, PlaneEffort effort) {
        reader = files.reader();
        encoder = PlaneEncoder.create(effort);
    }

    /**
     * Where a part stands in the memory of this worker.
     *
     * @param offset of the coded plane
     * @param bytes of it
     * @param fileOffset of the file that goes with it
     * @param fileBytes of that; -1 where there is none
     */
    record Kept(long offset, long bytes, long fileOffset, long fileBytes) {}

    /** Forgets all parts. */
    void begin() {
        used = 0;
    }

    /** The bytes of a file, or a reason to reject what it belongs to. Valid until the next. */
    MemorySegment read(TreeFile file, MattingFault fault) throws RejectedItemException {
        try {
            return reader.read(file);
        } catch (CorruptDataException damaged) {
            throw Refusal.of(fault, file.name(), damaged.reason());
        } catch (IOException unreadable) {
            throw Refusal.of(fault, file.name(), Refusal.reason(unreadable));
        }
    }

    /** The same of a file that must be a whole image. */
    MemorySegment readImage(TreeFile file, MattingFault fault) throws RejectedItemException {
        MemorySegment bytes = read(file, fault);
        Optional<String> broken = Integrity.fault(bytes);
        if (broken.isPresent()) {
            throw Refusal.of(fault, file.name(), broken.get());
        }
        return bytes;
    }

    /** Size and kind of an image. */
    static ImageHeader header(TreeFile file, MemorySegment bytes) throws RejectedItemException {
        ImageHeader header = ImageHeader.of(bytes);
        if (header.kind() == ImageKind.NPY || !header.hasSize()) {
            throw Refusal.of(MattingFault.IMAGE_BAD, file.name(), "kind=" + header.kind());
        }
        return header;
    }

    /** The size of a video's first frame, read once while frames of the same video come; null if it cannot be told. */
    @Nullable
    ImageHeader sizeOfClip(long clip, TreeFile firstFrame) {
        if (sizedClip != clip) {
            sizedClip = clip;
            try {
                sizeOfClip = header(firstFrame, read(firstFrame, MattingFault.IMAGE_BAD));
            } catch (RejectedItemException notThisOnesFault) {
                sizeOfClip = null;
            }
        }
        return sizeOfClip;
    }

    /** Decodes an image, as it is. Valid until the next. */
    Image decode(TreeFile file, MemorySegment bytes, MattingFault fault) throws RejectedItemException {
        try {
            return codec.decode(bytes, ColorMode.UNCHANGED);
        } catch (BadImageException bad) {
            throw Refusal.of(fault, file.name(), bad.reason());
        }
    }

    /**
     * Codes the plane of a matte or mask and keeps it, with its file where that is wanted or the plane alone could not give
     * it back.
     *
     * @param header of the image that it must fit
     */
    Kept keepPlane(TreeFile file, ImageHeader header, MattingFault bad, MattingFault otherSize, boolean keepFile)
            throws RejectedItemException {
        MemorySegment bytes = readImage(file, bad);
        long fileOffset = used;
        boolean keeps = keepFile || !isGrayPng(bytes);
        if (keeps) {
            keep(bytes);
        }
        long fileBytes = keeps ? bytes.byteSize() : -1;
        Image gray = grayPng.decode(bytes);
        Image image = gray != null ? gray : decode(file, bytes, bad);
        if (image.widthPx() != header.widthPx() || image.heightPx() != header.heightPx()) {
            throw Refusal.of(
                    otherSize,
                    file.name(),
                    "expected=" + header.widthPx() + "x" + header.heightPx() + ", actual=" + image.widthPx() + "x"
                            + image.heightPx());
        }
        long offset = used;
        return new Kept(offset, keepCoded(file, plane(file, image), bad), fileOffset, fileBytes);
    }

    /** Codes the fourth channel of an image. */
    Kept keepAlpha(TreeFile file, MemorySegment bytes) throws RejectedItemException {
        Image image = decode(file, bytes, MattingFault.IMAGE_BAD);
        if (image.format().channels() != 4) {
            throw Refusal.of(
                    MattingFault.NO_ALPHA_CHANNEL,
                    file.name(),
                    "channels=" + image.format().channels());
        }
        long offset = used;
        return new Kept(offset, keepCoded(file, AlphaChannel.of(image), MattingFault.IMAGE_BAD), 0, -1);
    }

    /** Returns how many bytes the plane became. */
    private long keepCoded(TreeFile file, Image plane, MattingFault bad) throws RejectedItemException {
        int longest = Math.max(plane.widthPx(), plane.heightPx());
        if (longest > PlaneEncoder.MOST_SIDE_PX) {
            throw Refusal.of(
                    bad,
                    file.name(),
                    "too large for a record: side=" + longest + ", most=" + PlaneEncoder.MOST_SIDE_PX);
        }
        MemorySegment coded = encoder.encode(plane);
        keep(coded);
        return coded.byteSize();
    }

    /** Gray samples as they are, colours as their luma. */
    private Image plane(TreeFile file, Image image) throws RejectedItemException {
        if (image.format().channels() == 1) {
            return image;
        }
        luma.loadColors(image);
        if (!luma.isOpaque()) {
            throw Refusal.of(MattingFault.ALPHA_CHANNEL, file.name(), "");
        }
        MemorySegment values = MemorySegment.ofArray(luma.values());
        return Image.wrap(values, image.widthPx(), image.heightPx(), image.widthPx(), PixelFormat.GRAY8);
    }

    /** Whether encoding its samples as a gray PNG gives an equal image: nothing else is in it. */
    private static boolean isGrayPng(MemorySegment bytes) {
        if (ImageHeader.of(bytes).kind() != ImageKind.PNG) {
            return false;
        }
        int depth = bytes.get(ValueLayout.JAVA_BYTE, PNG_BIT_DEPTH_OFFSET);
        return bytes.get(ValueLayout.JAVA_BYTE, PNG_COLOR_TYPE_OFFSET) == 0 && (depth == 8 || depth == 16);
    }

    /** Copies bytes to where they stay until {@link #begin()}; returns where. */
    long keep(MemorySegment bytes) {
        long at = used;
        long end = at + bytes.byteSize();
        if (parts.byteSize() < end) {
            Arena larger = Arena.ofConfined();
            MemorySegment grown = larger.allocate(Math.max(end, 2 * parts.byteSize()), ALIGNMENT);
            MemorySegment.copy(parts, 0, grown, 0, at);
            arena.close();
            arena = larger;
            parts = grown;
        }
        MemorySegment.copy(bytes, 0, parts, at, bytes.byteSize());
        used = end;
        return at;
    }

    /** What was kept; ask when nothing more is to be kept. */
    MemorySegment kept(long offset, long bytes) {
        return parts.asSlice(offset, bytes);
    }

    @Override
    public void close() {
        arena.close();
        grayPng.close();
        encoder.close();
        codec.close();
        reader.close();
    }
}
