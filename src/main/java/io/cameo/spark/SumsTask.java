package io.cameo.spark;

import io.cameo.convert.VerifySums;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.BitSet;
import org.apache.spark.api.java.function.Function;

/** Computes the checksums of one part of a file. */
record SumsTask() implements Function<SumsTask.Part, BitSet> {
    /**
     * Entries of a {@code .cix} that follow each other.
     *
     * @param file which of the files that are verified
     * @param rec as all machines know it
     */
    record Part(int file, String rec, int fromEntry, int toEntry) implements Serializable {}

    @Override
    public BitSet call(Part part) throws IOException {
        try (VerifySums sums = VerifySums.open(Path.of(part.rec()))) {
            return sums.check(part.fromEntry(), part.toEntry());
        }
    }
}
