package io.cameo.loader.matting;

/** What becomes of a video with frames that could not be packed. */
public enum MissingFrames {
    /** No clip spans a gap: what stands on either side is a run of its own. */
    SPLIT,
    /** The frames that are there follow each other, as they would in a folder that lacks the others. */
    CLOSE_UP,
    /** The loader does not open. */
    FAIL
}
