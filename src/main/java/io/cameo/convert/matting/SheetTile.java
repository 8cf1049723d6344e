package io.cameo.convert.matting;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** One frame as it stands on the sheet. Reused. */
final class SheetTile {
    private byte[] pixels = {};
    private final List<MattingFinding> findings = new ArrayList<>();

    /** Empty, {@code BGR8}. */
    Image clear(SheetPlan plan) {
        findings.clear();
        int bytes = 3 * plan.widthPx() * plan.heightPx();
        if (pixels.length != bytes) {
            pixels = new byte[bytes];
        }
        return image(plan);
    }

    Image image(SheetPlan plan) {
        return Image.wrap(
                MemorySegment.ofArray(pixels), plan.widthPx(), plan.heightPx(), 3L * plan.widthPx(), PixelFormat.BGR8);
    }

    /** What is wrong with the frame. */
    List<MattingFinding> findings() {
        return findings;
    }
}
