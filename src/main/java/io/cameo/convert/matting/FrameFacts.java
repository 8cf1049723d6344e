package io.cameo.convert.matting;

import java.util.ArrayList;
import java.util.List;

/** What is known of one frame after its files were decoded. Reused from frame to frame. */
final class FrameFacts {
    final List<MattingFinding> findings = new ArrayList<>();
    /** Instances whose matte has a pixel above 0. */
    final List<String> visible = new ArrayList<>();

    /** As stored; 0 where it is not known. */
    int widthPx;

    int heightPx;
    long bytes;
    int mattes;
    int masks;

    void clear() {
        findings.clear();
        visible.clear();
        widthPx = 0;
        heightPx = 0;
        bytes = 0;
        mattes = 0;
        masks = 0;
    }

    void add(MattingFault fault, String path, String detail) {
        findings.add(new MattingFinding(fault, path, detail));
    }

    boolean hasSize() {
        return widthPx > 0;
    }

    boolean fits(int otherWidthPx, int otherHeightPx) {
        return widthPx == otherWidthPx && heightPx == otherHeightPx;
    }
}
