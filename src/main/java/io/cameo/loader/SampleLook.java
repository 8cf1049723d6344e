package io.cameo.loader;

import io.cameo.image.ChannelOrder;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the pixels of a sample.
 *
 * @param leastDecodedPx what the shorter side of a JPEG must keep when it is made smaller while it is decoded; 0 to decode all
 *     of it
 */
record SampleLook(ChannelOrder channels, @Nullable Augment augment, Normalization normalization, int leastDecodedPx) {
    /** Whether a decoder's pixels are a row of the batch already. */
    boolean isPlain(TensorSpec spec) {
        boolean interleaved = spec.layout() == TensorLayout.NHWC || spec.channels() == 1;
        boolean mirrored = normalization.isMirrored() || normalization.isRandomlyMirrored();
        return augment == null && spec.type() == TensorType.UINT8 && interleaved && !mirrored;
    }

    /** Whether the text of the steps names them in every run; a lambda's does not. */
    boolean isNamed() {
        String text = String.valueOf(augment);
        return !text.contains("$$Lambda") && !text.matches(".*[\\w$]@[0-9a-f]{1,8}\\b.*");
    }
}
