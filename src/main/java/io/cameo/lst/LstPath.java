package io.cameo.lst;

import org.jspecify.annotations.Nullable;

/** Which paths a list can hold: those that come back the same when the line is read. */
public final class LstPath {
    private LstPath() {}

    /**
     * Why a path cannot stand in a list, or null if it can.
     *
     * @return a phrase such as {@code contains a TAB}
     */
    public static @Nullable String whyNot(String path) {
        String whyNot = whyNotBetweenTabs(path);
        if (whyNot == null && (WhiteSpace.is(path.charAt(0)) || WhiteSpace.is(path.charAt(path.length() - 1)))) {
            return "begins or ends with white space";
        }
        return whyNot;
    }

    /**
     * The same for a path that has a TAB before and behind it, as in InsightFace's lists: nothing strips it there, so it
     * may begin and end with white space.
     */
    public static @Nullable String whyNotBetweenTabs(String path) {
        if (path.isEmpty()) {
            return "is empty";
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\t') {
                return "contains a TAB";
            }
            if (c == '\n' || c == '\r') {
                return "contains a line break";
            }
            if (c == '\0') {
                return "contains a NUL";
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == path.length()
                        || !Character.isLowSurrogate(path.charAt(i + 1))) {
                    return "is not valid Unicode";
                }
                i++;
            }
        }
        return null;
    }
}
