package io.cameo.convert;

import io.cameo.record.RecordIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and ranges of keys that somebody asked for, and which of them were not met. */
final class KeyFilter {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    private record Range(long first, long last, String text) {}

    private final RecordAccess records;
    private final Set<String> exact = new HashSet<>();
    private final List<Range> ranges = new ArrayList<>();
    private final Set<String> missing;

    KeyFilter(List<String> keys, RecordAccess records) {
        this.records = records;
        RecordIndex index = records.index();
        for (String key : keys) {
            Matcher range = RANGE.matcher(key);
            // Text that merely looks like a range is a key where there is such a key.
            if (range.matches() && !(index != null && index.hasTextKeys() && index.find(key) >= 0)) {
                ranges.add(new Range(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)), key));
            } else {
                exact.add(key);
            }
        }
        missing = new HashSet<>(keys);
    }

    boolean accepts(int position) {
        if (exact.isEmpty() && ranges.isEmpty()) {
            return true;
        }
        RecordIndex index = records.index();
        if (index == null || !index.hasTextKeys()) {
            long number = index == null ? position : index.key(position);
            for (Range range : ranges) {
                if (number >= range.first && number <= range.last) {
                    missing.remove(range.text);
                    return true;
                }
            }
            if (exact.isEmpty()) {
                return false;
            }
        }
        String key = records.keyText(position);
        if (exact.contains(key)) {
            missing.remove(key);
            return true;
        }
        return false;
    }

    /** What was asked for and no record had, in no order that means anything. */
    List<String> missing() {
        return missing.stream().sorted().toList();
    }
}
