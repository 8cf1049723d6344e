package io.cameo.convert.ffhquv;

import io.cameo.table.ColumnKind;
import io.cameo.texture.BsProfile;
import java.util.ArrayList;
import java.util.List;

/** Which columns a measurement has, in their order. */
final class MetricColumns {
    private static final int SKIN_FIGURES = 5;
    private static final int AREA_FIGURES = 5;

    private final List<UvMetricsReport.Column> all = new ArrayList<>();
    private final List<BsProfile> profiles = new ArrayList<>();
    private final boolean hasMeta;
    private final boolean hasArea;
    private final boolean hasCosine;

    MetricColumns(BsProfile profile, RegionMasks masks, boolean hasMeta, boolean hasArea, boolean hasCosine) {
        this.hasMeta = hasMeta;
        this.hasArea = hasArea;
        this.hasCosine = hasCosine;
        add("id", ColumnKind.WORD, "six digits, or five for FFHQ's");
        if (hasMeta) {
            add("age", ColumnKind.NUMBER, "years, from the meta file");
            add("beard", ColumnKind.NUMBER, "0 to 1, from the meta file");
            add("gender", ColumnKind.WORD, "female or male, from the meta file");
            add("ffhq_index", ColumnKind.WHOLE, "the image of FFHQ, from the meta file");
        }
        profiles.add(profile);
        masks.byName().keySet().forEach(region -> profiles.add(profile.over(region)));
        profiles.forEach(each -> add("bs_" + each.region(), ColumnKind.NUMBER, each.text()));
        String over = " over region=" + masks.skin() + "; sRGB, D65, CIE 1976";
        add("skin_l", ColumnKind.NUMBER, "mean L*" + over);
        add("skin_a", ColumnKind.NUMBER, "mean a*" + over);
        add("skin_b", ColumnKind.NUMBER, "mean b*" + over);
        add("skin_l_deviation", ColumnKind.NUMBER, "deviation of L* among pixels" + over);
        add("skin_ita", ColumnKind.NUMBER, "typology angle in degrees of the means" + over);
        if (hasArea) {
            String of = "region=" + (masks.valid() == null ? BsProfile.WHOLE_MAP : "valid");
            add("valid_ratio", ColumnKind.NUMBER, "seen in any view, of " + of);
            add("valid_left", ColumnKind.NUMBER, "seen from the left, of " + of);
            add("valid_front", ColumnKind.NUMBER, "seen from the front, of " + of);
            add("valid_right", ColumnKind.NUMBER, "seen from the right, of " + of);
            add("coverage", ColumnKind.NUMBER, of + " as a share of all pixels");
        }
        if (hasCosine) {
            add("id_cosine", ColumnKind.NUMBER, "cosine of the embedding with the mean of all, each of length 1");
        }
    }

    private void add(String name, ColumnKind kind, String about) {
        all.add(new UvMetricsReport.Column(name, kind, about));
    }

    List<UvMetricsReport.Column> all() {
        return List.copyOf(all);
    }

    /** Those of BS Error; the first is over the whole map. */
    List<BsProfile> profiles() {
        return profiles;
    }

    boolean hasMeta() {
        return hasMeta;
    }

    boolean hasArea() {
        return hasArea;
    }

    boolean hasCosine() {
        return hasCosine;
    }

    /** How many numbers a map itself gives: errors, skin, area. */
    int measures() {
        return profiles.size() + SKIN_FIGURES + (hasArea ? AREA_FIGURES : 0);
    }
}
