package io.cameo.convert.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvTree;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Maps of different ids that are the same byte for byte: found by length and checksum, then compared. */
final class DuplicateMaps {
    private static final int SUM_BITS = 32;

    private final Map<Long, UvSample> first = new HashMap<>();
    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(UvSample one, UvSample other) {}

    void note(UvSample sample, int sum) {
        UvFile file = Objects.requireNonNull(sample.file(UvPart.MAP));
        long key = file.sizeBytes() << SUM_BITS | Integer.toUnsignedLong(sum);
        UvSample same = first.putIfAbsent(key, sample);
        if (same != null) {
            pairs.add(new Pair(same, sample));
        }
    }

    /** Reports those that are. */
    void report(UvTree tree, Consumer<UvFinding> to) throws IOException {
        try (UvReader reader = tree.reader()) {
            for (Pair pair : pairs) {
                UvFile one = Objects.requireNonNull(pair.one.file(UvPart.MAP));
                UvFile other = Objects.requireNonNull(pair.other.file(UvPart.MAP));
                if (isSame(reader, one, other)) {
                    to.accept(new UvFinding(
                            UvFault.MAP_DUPLICATE,
                            pair.other.set(),
                            pair.other.id(),
                            other.path().toString(),
                            "first=" + pair.one.set().word() + "/" + pair.one.id()));
                }
            }
        }
    }

    private static boolean isSame(UvReader reader, UvFile one, UvFile other) throws IOException {
        try {
            byte[] bytes = reader.read(one).toArray(ValueLayout.JAVA_BYTE);
            return reader.read(other).mismatch(java.lang.foreign.MemorySegment.ofArray(bytes)) < 0;
        } catch (CorruptDataException changed) {
            return false; // both were read before: somebody writes there now
        }
    }
}
