package io.cameo.cli;

import io.cameo.record.Record;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Finds one record by key or place, and where there is none says what there is instead. */
final class RecordLookup implements AutoCloseable {
    private final RecordFile file;

    private RecordLookup(RecordFile file) {
        this.file = file;
    }

    static RecordLookup open(Path rec) throws IOException {
        InputFile.require(rec);
        return new RecordLookup(RecordFile.open(rec));
    }

    Record at(int position) {
        if (!file.hasIndexFile()) {
            return counted(position, "no record at this position", "position=" + position);
        }
        if (position < 0 || position >= file.size()) {
            throw missing("no record at this position", "position=" + position + ", records=" + file.size());
        }
        return file.at(position);
    }

    Record get(String key) {
        if (!file.hasIndexFile()) {
            return counted(number(key), "no record with this key", "key=" + key);
        }
        RecordIndex index = file.index();
        int position = index.find(key);
        if (position < 0) {
            throw missing("no record with this key", "key=" + key + neighbours(index, key));
        }
        return file.at(position);
    }

    /** Walks to a record that is known by its place alone; damage behind it does not matter. */
    private Record counted(long wanted, String what, String detail) {
        RecordReader reader = file.reader();
        RecordView view = new RecordView();
        long count = 0;
        for (; count != wanted && reader.next(view); count++) {
            // only passed over
        }
        Record found = count == wanted ? reader.next() : null;
        if (found == null) {
            String there = count == 0 ? "" : ", first=0, last=" + (count - 1);
            throw missing(what, detail + there + ", index=none, so records are counted");
        }
        return found;
    }

    /** The key as a number; -1, which no record has that is counted, if it is none. */
    private static long number(String key) {
        try {
            return Math.max(-1, Long.parseLong(key));
        } catch (NumberFormatException text) {
            return -1;
        }
    }

    private static String neighbours(RecordIndex index, String key) {
        int size = index.size();
        if (size == 0) {
            return ", the index is empty";
        }
        String ends = ", first=" + index.keyText(0) + ", last=" + index.keyText(size - 1);
        String nearest = index.hasTextKeys() ? likeText(index, key) : nearestNumber(index, key);
        return (nearest == null ? "" : ", nearest=" + nearest) + ends;
    }

    private static @Nullable String nearestNumber(RecordIndex index, String key) {
        long wanted;
        try {
            wanted = Long.parseLong(key);
        } catch (NumberFormatException text) {
            return null;
        }
        long nearest = index.key(0);
        for (int i = 1; i < index.size(); i++) {
            if (distance(index.key(i), wanted) < distance(nearest, wanted)) {
                nearest = index.key(i);
            }
        }
        return Long.toString(nearest);
    }

    private static double distance(long a, long b) {
        return Math.abs((double) a - b); // as doubles, because the difference may not fit a long
    }

    /** The key that begins like the wanted one for longest; null if none has even its first letter. */
    private static @Nullable String likeText(RecordIndex index, String key) {
        String best = null;
        int longest = 0;
        for (int i = 0; i < index.size(); i++) {
            String candidate = index.keyText(i);
            int same = 0;
            int most = Math.min(candidate.length(), key.length());
            while (same < most && candidate.charAt(same) == key.charAt(same)) {
                same++;
            }
            if (same > longest) {
                longest = same;
                best = candidate;
            }
        }
        return best;
    }

    private NoSuchElementException missing(String what, String detail) {
        return new NoSuchElementException(what + ": file=" + file.path() + ", " + detail);
    }

    @Override
    public void close() {
        file.close();
    }
}
