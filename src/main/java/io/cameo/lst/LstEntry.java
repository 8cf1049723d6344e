package io.cameo.lst;

import java.util.Arrays;

/**
 * One image of a list: {@code index TAB label [TAB label]* TAB path}.
 *
 * @param index the record key, 0 or more
 * @param labels one or more labels. Doubles, because the list is written from them with {@code %f}; a record stores
 *     float32. Not copied: neither side changes the array afterwards
 * @param path relative to the root that the list was made for, with {@code /}; neither empty nor padded with white space
 */
// One array per line of a list of millions is cheap; a copy or a boxed list of it is not.
@SuppressWarnings("ArrayRecordComponent")
public record LstEntry(long index, double[] labels, String path) implements LstLine {
    /** @throws IllegalArgumentException if the index is negative, there is no label or the path is empty */
    public LstEntry {
        if (index < 0) {
            throw new IllegalArgumentException("negative index: index=" + index);
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("entry without label: index=" + index);
        }
        if (path.isEmpty()) {
            throw new IllegalArgumentException("entry without path: index=" + index);
        }
    }

    /** The first label, which is all that is packed unless every label is asked for. */
    public double label() {
        return labels[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LstEntry entry
                && index == entry.index
                && path.equals(entry.path)
                && Arrays.equals(labels, entry.labels);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(index) * 31 + path.hashCode();
    }

    @Override
    public String toString() {
        return "LstEntry[index=" + index + ", labels=" + Arrays.toString(labels) + ", path=" + path + "]";
    }
}
