package io.cameo.bytes;

import java.util.Comparator;

/**
 * Strings by code point, as Python sorts them. {@link String#compareTo} sorts by UTF-16 unit, which puts characters
 * beyond U+FFFF before U+E000..U+FFFF. Also the order of their UTF-8 bytes. Immutable.
 */
public final class CodePointOrder implements Comparator<String> {
    /** The order. */
    public static final CodePointOrder INSTANCE = new CodePointOrder();

    private CodePointOrder() {}

    @Override
    public int compare(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean aWide = Character.isSurrogate(a);
                if (aWide == Character.isSurrogate(b)) {
                    return Character.compare(a, b);
                }
                // Half of a character beyond U+FFFF is greater than any whole one.
                return aWide ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
