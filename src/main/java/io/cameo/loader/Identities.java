package io.cameo.loader;

/** Who is on which samples: identities from 0, each with at least one sample. */
interface Identities {
    int count();

    /** How many samples an identity has; at least 1. */
    int samples(int identity);

    /** Sample {@code n} of an identity. */
    long sample(int identity, int n);
}
