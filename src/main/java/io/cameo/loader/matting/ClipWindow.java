package io.cameo.loader.matting;

/**
 * Where a sample stands in its run of frames.
 *
 * @param start the place in the run where it was begun to choose
 * @param skip how many of its frames the window before had already; 0 but for {@link ClipSampling#windows}
 * @param isFirst whether nothing of the run comes before it
 * @param isLast whether no sample of the run comes after it
 * @param isReversed whether its frames run backwards
 */
public record ClipWindow(int start, int skip, boolean isFirst, boolean isLast, boolean isReversed) {
    static final ClipWindow NONE = new ClipWindow(0, 0, false, false, false);
}
