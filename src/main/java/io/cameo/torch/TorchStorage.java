package io.cameo.torch;

import io.cameo.numpy.NpyType;
import java.lang.foreign.MemorySegment;

/**
 * The elements that tensors are views of.
 *
 * @param key its name in the file, empty if it was never in one
 * @param location as torch tags it: {@code cpu}, {@code cuda:0}
 * @param values how many elements there are
 */
record TorchStorage(String key, NpyType type, String location, long values, MemorySegment data) {
    /** The same elements elsewhere. */
    TorchStorage on(String other) {
        return new TorchStorage(key, type, other, values, data);
    }
}
