package io.cameo.convert.coco;

import io.cameo.bytes.CorruptDataException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The samples to decode, in their order. Says of each whether an earlier one is of the same image. One thread. */
final class DecodeItems {
    private final int[] positions;
    private final SampleSource.Reader reader;
    private final Set<Long> seen = new HashSet<>();
    private int next;

    DecodeItems(int[] positions, SampleSource.Reader reader) {
        this.positions = positions;
        this.reader = reader;
    }

    /**
     * A sample.
     *
     * @param again whether an earlier one has its image id, so that its files would replace that one's
     */
    record Item(int position, boolean again) {}

    @Nullable
    Item next() {
        if (next == positions.length) {
            return null;
        }
        int position = positions[next++];
        boolean again;
        try {
            again = !seen.add(reader.imageId(position));
        } catch (CorruptDataException damaged) {
            again = false; // who reads it will say so
        }
        return new Item(position, again);
    }
}
