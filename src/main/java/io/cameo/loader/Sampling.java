package io.cameo.loader;

/** Which order an epoch has. */
sealed interface Sampling {
    /** Every sample once, as the files have them. */
    record InFileOrder() implements Sampling {}

    /** Every sample once, shuffled. */
    record Shuffled() implements Sampling {}

    /** Identities in turn: units of {@code perUnit} identities with {@code perIdentity} images each. */
    record ByIdentity(int perUnit, int perIdentity) implements Sampling {
        void requireEnough(Identities identities) {
            if (perUnit > identities.count()) {
                throw new IllegalArgumentException("a batch has more identities than there are: expected<="
                        + identities.count() + ", actual=" + perUnit);
            }
        }
    }

    default boolean needsIdentities() {
        return this instanceof ByIdentity;
    }

    /** Rows that no batch divides. */
    default int unitSamples() {
        return this instanceof ByIdentity(int perUnit, int perIdentity) ? perUnit * perIdentity : 1;
    }
}
