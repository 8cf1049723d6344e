package io.cameo.convert;

/** What the walk through a record file comes upon. */
sealed interface UnpackItem {
    /**
     * A record that can be read.
     *
     * @param offsetBytes where it begins
     * @param keyText its key as text; empty where no index entry points to it
     * @param key its key; {@link #NO_NUMBER} where that is text or there is none
     * @param path where its payload goes, relative to the folder
     */
    record Stored(long offsetBytes, String keyText, long key, String path) implements UnpackItem {
        static final long NO_NUMBER = Long.MIN_VALUE;
    }

    /** A place where there is nothing to unpack. */
    record Lost(SalvageWalk.Damage damage) implements UnpackItem {}
}
