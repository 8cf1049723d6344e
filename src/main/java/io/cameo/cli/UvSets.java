package io.cameo.cli;

import io.cameo.dataset.ffhquv.UvSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names of sets of FFHQ-UV on command lines. */
final class UvSets {
    static final String KNOWN = "ffhq-uv, interpolate, project";

    private UvSets() {}

    /** The set of a name, as the release names its folder or shorter. */
    static UvSet of(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "ffhq-uv" -> UvSet.FFHQ_UV;
            case "interpolate", "ffhq-uv-interpolate" -> UvSet.INTERPOLATE;
            case "project", "dataset-project" -> UvSet.PROJECT;
            default -> throw new IllegalArgumentException("no such set: set=" + name + ", known=" + KNOWN);
        };
    }

    /** All of them where none is named. */
    static Set<UvSet> of(List<String> names) {
        Set<UvSet> sets = names.isEmpty() ? EnumSet.allOf(UvSet.class) : EnumSet.noneOf(UvSet.class);
        names.forEach(name -> sets.add(of(name)));
        return sets;
    }
}
