package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvPart;
import java.util.EnumMap;
import java.util.Map;

/** Under which terms parts are, as far as the release says so. No legal advice. */
final class UvLicences {
    private static final String UNKNOWN = "unknown";
    /** csbhr/FFHQ-UV, issue 81, and the licence of FFHQ. */
    private static final String RELEASED =
            "MIT, says the author in issue 81 of csbhr/FFHQ-UV; FFHQ, which it was made from, is CC BY-NC-SA";
    /** README of csbhr/FFHQ-UV. */
    private static final String RESEARCH = "research only, says the README of csbhr/FFHQ-UV";

    private UvLicences() {}

    /** What each part is under unless the caller says otherwise. */
    static Map<UvPart, String> defaults() {
        Map<UvPart, String> licences = new EnumMap<>(UvPart.class);
        for (UvPart part : UvPart.values()) {
            licences.put(
                    part,
                    switch (part) {
                        case MAP, FRONT, LEFT, RIGHT -> RELEASED;
                        case ATTRIBUTES, MS_FACE -> RESEARCH;
                        default -> UNKNOWN;
                    });
        }
        return licences;
    }
}
