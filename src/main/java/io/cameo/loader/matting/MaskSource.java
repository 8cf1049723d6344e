package io.cameo.loader.matting;

import io.cameo.matte.CoarseMask;
import java.util.Objects;

/** Where the masks come from that guide a model. */
public sealed interface MaskSource {
    /** There are none. */
    static MaskSource none() {
        return new None();
    }

    /** Those of the records, moved with the image, to the nearest pixel. A sample without them is a bad one. */
    static MaskSource stored() {
        return new Stored();
    }

    /** Coarse ones, made of the mattes as they are in the batch, by operations drawn for each sample and recorded. */
    static MaskSource coarse(CoarseMask.Settings settings) {
        return new Coarse(settings);
    }

    /** What MaGGIe tests with where there are none: 255 where a matte is above 127, made small and large again. */
    static MaskSource ofMattes() {
        return new OfMattes();
    }

    /** {@link #none()}. */
    record None() implements MaskSource {}

    /** {@link #stored()}. */
    record Stored() implements MaskSource {}

    /** {@link #coarse}. */
    record Coarse(CoarseMask.Settings settings) implements MaskSource {
        /** Checks. */
        public Coarse {
            Objects.requireNonNull(settings);
        }
    }

    /** {@link #ofMattes()}. */
    record OfMattes() implements MaskSource {}
}
