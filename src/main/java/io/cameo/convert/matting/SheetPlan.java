package io.cameo.convert.matting;

/**
 * Where everything stands on a sheet: the tile of a frame has a line with its name, its panels side by side, or one below the
 * other where frames stand side by side, each with a line that says what it is.
 *
 * @param upright whether panels stand one below the other
 * @param masks what coarse masks are called, empty if there is no panel of them
 * @param panelWidthPx of each panel
 * @param panelHeightPx of each panel
 */
record SheetPlan(boolean upright, String masks, int panelWidthPx, int panelHeightPx) {
    static final int TEXT_PX = 9;
    static final int GAP_PX = 6;
    /** A line with room around it. */
    static final int LINE_PX = 20;

    private static final int PANELS = 4;

    int panels() {
        return masks.isEmpty() ? PANELS : PANELS + 1;
    }

    int widthPx() {
        return upright ? panelWidthPx : panels() * (panelWidthPx + GAP_PX) - GAP_PX;
    }

    int heightPx() {
        int panelPx = panelHeightPx + LINE_PX;
        return LINE_PX + (upright ? panels() * panelPx : panelPx);
    }

    int panelX(int panel) {
        return upright ? 0 : panel * (panelWidthPx + GAP_PX);
    }

    int panelY(int panel) {
        return LINE_PX + (upright ? panel * (panelHeightPx + LINE_PX) : 0);
    }
}
