package io.cameo.convert.matting;

/** What keeps a matte from being scored. */
public enum ScoreFault {
    /** A true matte has no prediction of its name. */
    MISSING("true mattes without a prediction"),
    /** A prediction has no true matte of its name. */
    EXTRA("predictions without a true matte"),
    /** A file is damaged, or cannot be read. */
    UNREADABLE("files that cannot be read"),
    /** Prediction and truth are not of one size. */
    SIZE("predictions of another size"),
    /** A file has colours, or an alpha channel, so that nobody can tell which channel is the matte. */
    CHANNELS("files that are no gray planes"),
    /** There is no trimap of a true matte where trimaps were given, or none that fits. */
    TRIMAP("true mattes without a trimap that fits");

    private final String words;

    ScoreFault(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
