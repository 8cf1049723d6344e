package io.cameo.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text form of runs: {@code rleToString} and {@code rleFrString} of COCO's {@code maskApi.c}.
 *
 * <p>From the fourth run on, a run is stored as its difference to the run two before it. A number is cut into groups of
 * five bits, lowest first, sign extended; a group becomes the character {@code 48 + bits}, plus 32 if more follow.
 */
final class RleString {
    private static final int FIRST_CHARACTER = 48;
    private static final int LAST_CHARACTER = FIRST_CHARACTER + 63;
    private static final int MORE = 0x20;
    private static final int SIGN = 0x10;
    private static final int GROUP_BITS = 5;
    /** Seven groups hold the 32 bits of a run and its sign. */
    private static final int MOST_SHIFT = 30;

    private static final int MOST_GROUPS = 7;

    private RleString() {}

    static String encode(int[] runs) {
        byte[] text = new byte[Math.toIntExact(Math.min((long) runs.length * MOST_GROUPS, 64))];
        int length = 0;
        for (int i = 0; i < runs.length; i++) {
            if (length + MOST_GROUPS > text.length) {
                text = Arrays.copyOf(text, Math.toIntExact(Math.max(2L * text.length, length + MOST_GROUPS)));
            }
            int rest = i > 2 ? runs[i] - runs[i - 2] : runs[i];
            boolean more = true;
            while (more) {
                int group = rest & 0x1f;
                rest >>= GROUP_BITS;
                more = rest != ((group & SIGN) != 0 ? -1 : 0);
                text[length++] = (byte) (FIRST_CHARACTER + group + (more ? MORE : 0));
            }
        }
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads runs back.
     *
     * @throws BadMaskException if a character is foreign, the text ends within a number, or a run is negative or beyond 31 bits
     */
    static int[] decode(String text) {
        int length = text.length();
        // A character holds at most one run, and most runs of real masks take one or two.
        int[] runs = new int[Math.min(length, 16 + length / 2)];
        int count = 0;
        int at = 0;
        while (at < length) {
            int start = at;
            long value = 0;
            int shift = 0;
            int group;
            do {
                if (at == length) {
                    throw new BadMaskException(
                            "rle text ends within a run: length=" + length + ", run=" + count + ", begins_at=" + start);
                }
                char character = text.charAt(at);
                if (character < FIRST_CHARACTER || character > LAST_CHARACTER) {
                    throw new BadMaskException("foreign character in rle text: at=" + at + ", code=" + (int) character);
                }
                if (shift > MOST_SHIFT) {
                    throw new BadMaskException("run of rle text is too long: run=" + count + ", begins_at=" + start);
                }
                group = character - FIRST_CHARACTER;
                value |= (long) (group & 0x1f) << shift;
                shift += GROUP_BITS;
                at++;
            } while ((group & MORE) != 0);
            if ((group & SIGN) != 0) {
                value |= -1L << shift;
            }
            if (count > 2) {
                value += runs[count - 2];
            }
            if (value < 0 || value > Integer.MAX_VALUE) {
                throw new BadMaskException(
                        "run of rle text is out of range: run=" + count + ", begins_at=" + start + ", value=" + value);
            }
            if (count == runs.length) {
                runs = Arrays.copyOf(runs, (int) Math.min(length, 2L * count));
            }
            runs[count++] = (int) value;
        }
        return Arrays.copyOf(runs, count);
    }
}
