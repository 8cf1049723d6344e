package io.cameo.convert.matting;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names that are one text with a number at its end, in the order in which they were given. */
final class NumberedNames {
    private static final Pattern NAME = Pattern.compile("(.*?)([0-9]{1,18})");

    private final List<String> names;
    private final long[] numbers;

    private NumberedNames(List<String> names, long[] numbers) {
        this.names = names;
        this.numbers = numbers;
    }

    /** Null where a name has no number at its end, or the texts before differ. */
    static @Nullable NumberedNames of(List<String> names) {
        long[] numbers = new long[names.size()];
        String prefix = null;
        for (int i = 0; i < numbers.length; i++) {
            Matcher matcher = NAME.matcher(names.get(i));
            if (!matcher.matches() || (prefix != null && !prefix.equals(matcher.group(1)))) {
                return null;
            }
            prefix = matcher.group(1);
            numbers[i] = Long.parseLong(matcher.group(2));
        }
        return new NumberedNames(names, numbers);
    }

    /** Two neighbours whose numbers go down, as text; null if they only go up. */
    @Nullable
    String descent() {
        for (int i = 1; i < numbers.length; i++) {
            if (numbers[i] < numbers[i - 1]) {
                return names.get(i - 1) + " before " + names.get(i);
            }
        }
        return null;
    }

    /** The first number that is left out, from the smallest on, or from 0 if that is wanted; null if there is none. */
    @Nullable
    Long gap(boolean fromZero) {
        long[] sorted = numbers.clone();
        Arrays.sort(sorted);
        if (fromZero && sorted.length > 0 && sorted[0] > 1) {
            return 0L;
        }
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] > sorted[i - 1] + 1) {
                return sorted[i - 1] + 1;
            }
        }
        return null;
    }
}
