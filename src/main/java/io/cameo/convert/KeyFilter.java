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
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

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
        boolean accepted = false;
        if (!ranges.isEmpty()) {
            long number = number(position);
            for (Range range : ranges) {
                if (number >= range.first && number <= range.last) {
                    missing.remove(range.text);
                    accepted = true;
                }
            }
        }
        if (!exact.isEmpty()) {
            String key = records.keyText(position);
            if (exact.contains(key)) {
                missing.remove(key);
                accepted = true;
            }
        }
        return accepted;
    }

    /** The key as a number; -1, which is in no range, where it is none. Text may be a number all the same. */
    private long number(int position) {
        RecordIndex index = records.index();
        if (index == null || !index.hasTextKeys()) {
            return index == null ? position : index.key(position);
        }
        String key = records.keyText(position);
        return DIGITS.matcher(key).matches() ? Long.parseLong(key) : -1;
    }

    /** What was asked for and no record had, in no order that means anything. */
    List<String> missing() {
        return missing.stream().sorted().toList();
    }
}
