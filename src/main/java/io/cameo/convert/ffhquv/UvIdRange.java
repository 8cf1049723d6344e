package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvSet;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ids from one to another, as numbers.
 *
 * @param last itself included
 */
public record UvIdRange(int first, int last) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})-(\\d{1,6})");
    private static final int LAST_FFHQ_UV = 54_164;
    private static final int LAST_INTERPOLATE = 99_999;

    public UvIdRange {
        if (first < 0 || last < first || last > 999_999) {
            throw new IllegalArgumentException("not a range of ids: first=" + first + ", last=" + last);
        }
    }

    /** What {@code 0-54164} or {@code 000000-054164} says. */
    public static UvIdRange parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a range of ids, like 0-54164: " + text);
        }
        return new UvIdRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** The ids that the release has of a set; null for the project, whose ids have gaps. */
    public static @Nullable UvIdRange ofRelease(UvSet set) {
        return switch (set) {
            case FFHQ_UV -> new UvIdRange(0, LAST_FFHQ_UV);
            case INTERPOLATE -> new UvIdRange(0, LAST_INTERPOLATE);
            case PROJECT -> null;
        };
    }

    boolean holds(int id) {
        return id >= first && id <= last;
    }

    /** {@code 000006-000009}, or one id for one. */
    String text() {
        return first == last
                ? String.format(Locale.ROOT, "%06d", first)
                : String.format(Locale.ROOT, "%06d-%06d", first, last);
    }
}
