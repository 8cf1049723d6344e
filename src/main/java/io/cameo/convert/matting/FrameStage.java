package io.cameo.convert.matting;

import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeReader;
import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.matting.MattingInstance;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingTree;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import io.cameo.image.Integrity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes one frame after the other, with its mattes and masks. One for each worker. */
final class FrameStage implements AutoCloseable {
    /** MaGGIe drops an instance with no larger a part of its pixels above 127. */
    private static final double SMALLEST_PART = 0.001;
    /** What matching demands of a mask before it takes it for a matte's. */
    private static final double NEAR = 0.7;

    private static final int FULL = 255;
    /** Sums are kept in 16 bits. */
    private static final int MOST_SUMMED = 257;

    private static final int PNG_COLOR_TYPE_OFFSET = 25;
    private static final String[] PNG_COLOR_TYPES = {"gray", "", "rgb", "palette", "gray+alpha", "", "rgba"};

    private final MattingLayout layout;
    private final TreeReader reader;
    private final ImageCodec codec = ImageCodec.create();
    private final PictureCheck pictures = new PictureCheck(codec);
    private final MattePlane matte = new MattePlane();
    private final MattePlane mask = new MattePlane();
    private final PlaneCounts counts = new PlaneCounts();
    private int summed;
    private int large;
    private int faintMattes;
    private long faintPixels;

    FrameStage(MattingTree tree) {
        layout = tree.place().layout();
        reader = tree.files().reader();
    }

    void check(FrameItem item, FrameFacts out) {
        out.clear();
        TreeFile image = item.frame().image();
        MemorySegment bytes = read(image, MattingFault.IMAGE_BAD, out);
        if (bytes != null) {
            try {
                pictures.check(image, bytes, out);
            } catch (BadImageException bad) {
                out.add(MattingFault.IMAGE_BAD, image.name(), bad.reason());
            }
        }
        begin(out);
        for (MattingInstance instance : item.frame().instances()) {
            checkInstance(instance, out);
        }
        end(item, out);
    }

    private void begin(FrameFacts out) {
        summed = 0;
        large = 0;
        faintMattes = 0;
        faintPixels = 0;
        if (out.hasSize()) {
            counts.clearSums(Math.multiplyExact(out.widthPx, out.heightPx));
        }
    }

    private void checkInstance(MattingInstance instance, FrameFacts out) {
        out.mattes++;
        boolean good = loadMatte(instance.alpha(), out);
        TreeFile maskFile = instance.mask();
        if (maskFile == null) {
            return;
        }
        out.masks++;
        Image image = decode(maskFile, MattingFault.MASK_BAD, out);
        if (image == null) {
            return;
        }
        mask.loadColors(image);
        if (out.hasSize() && !out.fits(image.widthPx(), image.heightPx())) {
            out.add(MattingFault.MASK_SIZE, maskFile.name(), sizes(image, out));
            return;
        }
        counts.count(mask.values(), mask.pixels(), false);
        if (counts.visible == 0) {
            out.add(MattingFault.MASK_EMPTY, maskFile.name(), "");
        } else if (good && mask.pixels() == matte.pixels()) {
            if (counts.soft > 0) {
                out.add(MattingFault.MASK_GRAY, maskFile.name(), "pixels=" + counts.soft);
            }
            double overlap = PlaneCounts.overlap(matte.values(), mask.values(), mask.pixels());
            if (overlap <= NEAR) {
                String detail = String.format(Locale.ROOT, "iou=%.3f", overlap);
                out.add(MattingFault.MASK_FAR, maskFile.name(), detail);
            }
        }
    }

    /** Whether the plane holds the matte now, in the size of its image as far as that is known. */
    private boolean loadMatte(TreeFile file, FrameFacts out) {
        Image image = decode(file, MattingFault.ALPHA_BAD, out);
        if (image == null) {
            return false;
        }
        boolean own = layout == MattingLayout.RGBA;
        boolean fourth = image.format().channels() == 4;
        if (own && !fourth) {
            out.add(
                    MattingFault.NO_ALPHA_CHANNEL,
                    file.name(),
                    "channels=" + image.format().channels());
            return false;
        }
        boolean deep = image.format().bytesPerSample() > 1;
        if (deep) {
            out.add(MattingFault.ALPHA_16BIT, file.name(), "");
        }
        if (own) {
            matte.loadAlpha(image);
        } else {
            matte.loadColors(image);
        }
        if (own && matte.isOpaque()) {
            out.add(MattingFault.ALPHA_OPAQUE, file.name(), "");
        } else if (!own && !matte.isOpaque()) {
            out.add(MattingFault.ALPHA_CHANNEL, file.name(), "");
        }
        if (out.hasSize() && !out.fits(image.widthPx(), image.heightPx())) {
            out.add(MattingFault.ALPHA_SIZE, file.name(), sizes(image, out));
            return false;
        }
        count(file, out);
        return true;
    }

    private void count(TreeFile file, FrameFacts out) {
        boolean adds = out.hasSize() && summed < MOST_SUMMED;
        counts.count(matte.values(), matte.pixels(), adds);
        summed += adds ? 1 : 0;
        boolean isLarge = counts.core > SMALLEST_PART * matte.pixels();
        large += isLarge ? 1 : 0;
        faintMattes += counts.faint > 0 ? 1 : 0;
        faintPixels += counts.faint;
        if (counts.visible > 0) {
            out.visible.add(file.name());
        }
        if (layout.isVideo()) {
            return; // people come and go: planes of zeros are as they should be
        }
        if (counts.visible == 0) {
            out.add(MattingFault.ALPHA_EMPTY, file.name(), "");
        } else if (!isLarge && layout == MattingLayout.IMAGE_TRAIN) {
            out.add(MattingFault.ALPHA_SMALL, file.name(), "pixels=" + counts.core + ", of=" + matte.pixels());
        }
    }

    private void end(FrameItem item, FrameFacts out) {
        String image = item.frame().image().name();
        List<MattingInstance> instances = item.frame().instances();
        if (!instances.isEmpty() && summed == instances.size()) {
            if (layout == MattingLayout.IMAGE_TRAIN && large == 0) {
                out.add(MattingFault.NOTHING_LEFT, image, "mattes=" + instances.size());
            }
            if (layout == MattingLayout.VIDEO && out.visible.isEmpty()) {
                out.add(MattingFault.FRAME_EMPTY, image, "mattes=" + instances.size());
            }
        }
        if (faintPixels > 0) {
            out.add(MattingFault.ALPHA_FAINT, image, "mattes=" + faintMattes + ", pixels=" + faintPixels);
        }
        int allowed = FULL + summed; // each matte was rounded
        if (summed > 1) {
            counts.judgeSums(Math.multiplyExact(out.widthPx, out.heightPx), allowed);
            if (counts.overPixels() > 0) {
                String detail = "most=" + counts.mostSum() + ", allowed=" + allowed + ", pixels=" + counts.overPixels();
                out.add(MattingFault.SUM_ABOVE, image, detail);
            }
        }
    }

    private @Nullable Image decode(TreeFile file, MattingFault fault, FrameFacts out) {
        MemorySegment bytes = read(file, fault, out);
        if (bytes == null) {
            return null;
        }
        Optional<String> broken = Integrity.fault(bytes);
        if (broken.isPresent()) {
            out.add(fault, file.name(), broken.get());
            return null;
        }
        try {
            Image image = codec.decode(bytes, ColorMode.UNCHANGED);
            String color = colorType(bytes, image);
            if (fault == MattingFault.ALPHA_BAD && layout != MattingLayout.RGBA && !color.equals(PNG_COLOR_TYPES[0])) {
                out.add(MattingFault.ALPHA_COLOR, file.name(), "stored=" + color);
            }
            return image;
        } catch (BadImageException bad) {
            out.add(fault, file.name(), bad.reason());
            return null;
        }
    }

    private @Nullable MemorySegment read(TreeFile file, MattingFault fault, FrameFacts out) {
        out.bytes += file.sizeBytes();
        try {
            return reader.read(file);
        } catch (CorruptDataException damaged) {
            out.add(fault, file.name(), damaged.reason());
        } catch (IOException unreadable) {
            out.add(fault, file.name(), Refusal.reason(unreadable));
        }
        return null;
    }

    private static String colorType(MemorySegment bytes, Image image) {
        if (ImageHeader.of(bytes).kind() != ImageKind.PNG) {
            return image.format().channels() == 1 ? PNG_COLOR_TYPES[0] : PNG_COLOR_TYPES[2];
        }
        return PNG_COLOR_TYPES[bytes.get(ValueLayout.JAVA_BYTE, PNG_COLOR_TYPE_OFFSET)];
    }

    private static String sizes(Image image, FrameFacts out) {
        return "expected=" + out.widthPx + "x" + out.heightPx + ", actual=" + image.widthPx() + "x" + image.heightPx();
    }

    @Override
    public void close() {
        pictures.close();
        codec.close();
        reader.close();
    }
}
