package io.cameo.convert.matting;

import java.io.IOException;

/** Makes pictures or videos, one after the other, each out of nothing but the settings, the lists and its number. */
interface SynthWorker<R extends SynthLine> extends AutoCloseable {
    /** Makes one; what cannot be used is told, not thrown. */
    void make(int number, SynthMade<R> out) throws IOException;

    @Override
    void close();
}
