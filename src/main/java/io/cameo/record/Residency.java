package io.cameo.record;

import java.nio.file.Files;

/** Says whether a mapped record file is in the page cache, where reading in any order costs no more than in file order. */
@FunctionalInterface
interface Residency {
    /**
     * Asks the operating system. Linux tells only those who may write the file, and says "all of it" to everybody else; so
     * a file that may not be written counts as one that is not there. Nor does Windows tell.
     */
    Residency PAGE_CACHE =
            file -> Files.isWritable(file.path()) && file.segment().isLoaded();

    boolean holds(RecordFile file);
}
