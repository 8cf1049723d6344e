package io.cameo.convert.matting;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pictures of one frame, in memory that the next one takes over. One worker's. */
final class SheetFrame implements AutoCloseable {
    private final PlanePool pool = new PlanePool();
    private final List<MattingFinding> findings = new ArrayList<>();
    private @Nullable Image[] mattes = {};
    private @Nullable Image[] masks = {};
    private @Nullable Image photo;
    private @Nullable String photoFault;
    private int widthPx;
    private int heightPx;
    private int present;

    /** Forgets everything, for so many people. */
    void begin(int people) {
        pool.reset();
        findings.clear();
        mattes = new Image[people];
        masks = new Image[people];
        photo = null;
        photoFault = null;
        widthPx = 0;
        heightPx = 0;
        present = 0;
    }

    /** Takes a copy of the image itself, {@code BGR8}. */
    void keepPhoto(Image image) {
        photo = pool.keep(image);
        fits(image.widthPx(), image.heightPx());
    }

    /** Says why there is no image. */
    void lackPhoto(String reason) {
        photoFault = reason;
    }

    /** Whether a plane has the size of the others; the first one decides. */
    boolean fits(int planeWidthPx, int planeHeightPx) {
        if (widthPx == 0) {
            widthPx = planeWidthPx;
            heightPx = planeHeightPx;
        }
        return widthPx == planeWidthPx && heightPx == planeHeightPx;
    }

    /** Whether the size is known. */
    boolean hasSize() {
        return widthPx > 0;
    }

    /** Takes a copy of somebody's matte, which fits. */
    void keepMatte(int person, MattePlane plane) {
        mattes[person] = copy(plane);
    }

    /** Takes a copy of somebody's mask, which fits. */
    void keepMask(int person, MattePlane plane) {
        masks[person] = copy(plane);
    }

    /** A plane of this frame, which holds anything. */
    Image take(PixelFormat format) {
        return pool.take(widthPx, heightPx, format);
    }

    /** Somebody has a matte here, though perhaps none that can be shown. */
    void count() {
        present++;
    }

    void add(MattingFinding finding) {
        findings.add(finding);
    }

    private Image copy(MattePlane plane) {
        Image copy = pool.take(plane.widthPx(), plane.heightPx(), PixelFormat.GRAY8);
        MemorySegment.copy(MemorySegment.ofArray(plane.values()), 0, copy.pixels(), 0, plane.pixels());
        return copy;
    }

    int widthPx() {
        return widthPx;
    }

    int heightPx() {
        return heightPx;
    }

    /** The image; null where it is not to be had. */
    @Nullable
    Image photo() {
        return photo;
    }

    /** Why it is not. */
    @Nullable
    String photoFault() {
        return photoFault;
    }

    /** {@code GRAY8} planes by person; null for those who are not here, or whose matte is bad. */
    @Nullable
    Image[] mattes() {
        return mattes;
    }

    /** {@code GRAY8} planes by person, as {@link #mattes}. */
    @Nullable
    Image[] masks() {
        return masks;
    }

    /** How many people have a matte in this frame. */
    int present() {
        return present;
    }

    boolean hasMasks() {
        return Arrays.stream(masks).anyMatch(Objects::nonNull);
    }

    List<MattingFinding> findings() {
        return findings;
    }

    @Override
    public void close() {
        pool.close();
    }
}
