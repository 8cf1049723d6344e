package io.cameo.loader.rates;

import java.io.IOException;

/** One thread's share of what is timed. Made, used and closed by one thread. */
interface Work extends AutoCloseable {
    /** Does a little of it, some microseconds' worth, and says how many units that was. */
    long step() throws IOException;

    /** Bytes that went through all steps so far. */
    default long bytes() {
        return 0;
    }

    @Override
    default void close() throws IOException {}
}
