package io.cameo.convert.matting;

import io.cameo.dataset.matting.MattingManifest;
import org.jspecify.annotations.Nullable;

/** What a worker wrote of a record, for the sink to count. Reused. */
final class UnpackedRecord {
    /** The sample's name; empty where the record holds none. */
    String sample = "";

    /** The name that it was asked for by; empty where all were. */
    String askedFor = "";

    boolean chosen;
    long exactFiles;
    long encodedFiles;

    @Nullable
    MattingManifest manifest;

    void clear() {
        sample = "";
        askedFor = "";
        chosen = false;
        exactFiles = 0;
        encodedFiles = 0;
        manifest = null;
    }
}
