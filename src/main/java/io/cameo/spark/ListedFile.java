package io.cameo.spark;

import java.io.Serializable;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * A record file as it was found, and its index.
 *
 * @param location as Hadoop writes it, with its scheme
 * @param cix the {@code .cix} that was made for it as it is; null for none
 * @param idx the {@code .idx} beside it; null for none
 */
record ListedFile(
        String location,
        long sizeBytes,
        @Nullable CixHead cix,
        @Nullable SideFile idx) implements Serializable {
    /** The location as rows have it. */
    UTF8String name() {
        return UTF8String.fromString(location);
    }

    /** Whether it lies on a disk of this machine, or on one that all machines have under the same name. */
    boolean isLocal() {
        return FileBytes.isLocal(location);
    }

    /** A file beside a record file. */
    record SideFile(String location, long sizeBytes) implements Serializable {}
}
