package io.cameo.dataset.ffhquv;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which image of FFHQ a map was made from, as the meta file says it. What it was is not documented: null for about a
 * thousand of FFHQ-UV, absent for all of FFHQ-UV-Interpolate, else a number or a text of digits.
 *
 * @param form how it stands in the file
 * @param text a number or a text as it stands there, without quotes; empty for the other forms
 */
public record FfhqIndex(Form form, String text) {
    public static final FfhqIndex ABSENT = new FfhqIndex(Form.ABSENT, "");
    public static final FfhqIndex NULL = new FfhqIndex(Form.NULL, "");
    /** FFHQ has indices from 0 to this. */
    public static final int LAST = 69_999;

    private static final int MOST_DIGITS = 9;

    /** How an index stands in a meta file. */
    public enum Form {
        ABSENT,
        NULL,
        NUMBER,
        TEXT
    }

    /** The number, also where it is none of FFHQ; -1 if there is none, or it is no whole number from 0 on. */
    public int number() {
        boolean digits =
                !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : -1;
    }

    /** The id that the project's files have, {@code 01223}; null if there is none, or it is none of FFHQ. */
    public @Nullable String id() {
        int number = number();
        return number < 0 || number > LAST ? null : String.format(Locale.ROOT, "%05d", number);
    }
}
