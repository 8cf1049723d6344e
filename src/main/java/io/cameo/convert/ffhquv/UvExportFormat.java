package io.cameo.convert.ffhquv;

import java.util.Locale;

/** What a set is exported to. */
public enum UvExportFormat {
    /** Tar archives of {@code KEY.png}, {@code KEY.front.pt}, {@code KEY.left.pt}, {@code KEY.right.pt} and {@code KEY.json}. */
    WEBDATASET,
    /** One numpy archive of all latents, conditions and columns. */
    NPZ,
    /** One table of what is known of samples, through a library that users add. */
    PARQUET,
    /** The same as text. */
    CSV;

    /** As command lines name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format that a file's name asks for, {@link #WEBDATASET} where it asks for none of the others. */
    public static UvExportFormat of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        for (UvExportFormat format : values()) {
            if (name.endsWith("." + format.word())) {
                return format;
            }
        }
        return WEBDATASET;
    }
}
