package io.cameo.dataset.ffhquv;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A kind of file that a sample may have. */
public enum UvPart {
    /** {@code 000000.png}, or {@code 01223_final_uv.png}: the texture map. */
    MAP("map"),
    /** {@code 000000_front_latent.pt}. */
    FRONT("front"),
    /** {@code 000000_left_latent.pt}. */
    LEFT("left"),
    /** {@code 000000_right_latent.pt}. */
    RIGHT("right"),
    /** {@code 01223.pt}: the inverted latent, a bare tensor. */
    LATENT("latent"),
    /** {@code 01223.json}. */
    ATTRIBUTES("attributes"),
    /** {@code 01223.pkl}: what the face service said. */
    MS_FACE("ms_face"),
    /** {@code 01223.npy}. */
    LIGHT("light"),
    /** {@code 01223_final_coeffs.pt}. */
    COEFFS("coeffs"),
    /** {@code 01223_final_remap_masks.png}: which view each texel came from. */
    REMAP_MASKS("remap_masks");

    private final String word;

    UvPart(String word) {
        this.word = word;
    }

    /** As reports name it. */
    public String word() {
        return word;
    }

    /** The part of that word; empty if there is none. */
    public static Optional<UvPart> worded(String word) {
        return Arrays.stream(values()).filter(part -> part.word.equals(word)).findFirst();
    }

    /** Whether it is a latent: of a view, or inverted. */
    public boolean isLatent() {
        return this == FRONT || this == LEFT || this == RIGHT || this == LATENT;
    }

    /** Whose part a file is, by its name. */
    record Place(String id, UvPart part) {}

    /** The place of a file by the last part of its name; null if it has none. */
    static @Nullable Place of(String fileName) {
        int digits = 0;
        while (digits < fileName.length() && fileName.charAt(digits) >= '0' && fileName.charAt(digits) <= '9') {
            digits++;
        }
        if (digits < 5 || digits > 6) {
            return null;
        }
        UvPart part = ofEnding(fileName.substring(digits), digits == 6);
        return part == null ? null : new Place(fileName.substring(0, digits), part);
    }

    /** Images under 5-digit ids are FFHQ's own, or inversions, and no maps. */
    private static @Nullable UvPart ofEnding(String ending, boolean released) {
        return switch (ending) {
            case ".png" -> released ? MAP : null;
            case "_final_uv.png" -> MAP;
            case "_front_latent.pt" -> FRONT;
            case "_left_latent.pt" -> LEFT;
            case "_right_latent.pt" -> RIGHT;
            case ".pt" -> LATENT;
            case ".json" -> ATTRIBUTES;
            case ".pkl" -> MS_FACE;
            case ".npy" -> LIGHT;
            case "_final_coeffs.pt" -> COEFFS;
            case "_final_remap_masks.png" -> REMAP_MASKS;
            default -> null;
        };
    }
}
