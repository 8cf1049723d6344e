package io.cameo.dataset.ffhquv;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sets of a release. Ids are unique within one. */
public enum UvSet {
    /** The maps of faces of FFHQ: 6-digit ids, in an order of their own. */
    FFHQ_UV("ffhq-uv"),
    /** The maps of interpolated latents. */
    INTERPOLATE("ffhq-uv-interpolate"),
    /** What the maps were made from, under the 5-digit ids of FFHQ. */
    PROJECT("dataset_project");

    private static final UvSet[] ALL = values();

    private final String word;

    UvSet(String word) {
        this.word = word;
    }

    /** As the release names its folder. */
    public String word() {
        return word;
    }

    /** The set that a folder or archive is named for; case, {@code _} and {@code .zip} do not count. Null if it is none. */
    static @Nullable UvSet named(String folder) {
        String name = folder.toLowerCase(Locale.ROOT).replace('_', '-');
        String plain = name.endsWith(".zip") ? name.substring(0, name.length() - 4) : name;
        for (UvSet set : ALL) {
            if (set.word.replace('_', '-').equals(plain)) {
                return set;
            }
        }
        return null;
    }
}
