package io.cameo.pipeline;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where items come from. Asked by whichever worker is free, but by one thread at a time and each call sees the effects
 * of the one before, so an implementation needs no locks of its own.
 */
@FunctionalInterface
public interface Source<I> {
    /**
     * The next item, or null at the end; not called again after null or a throw. The item must stay valid until the
     * sink has returned from it.
     */
    @Nullable
    I next() throws IOException;
}
