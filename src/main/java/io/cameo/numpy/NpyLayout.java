package io.cameo.numpy;

import java.util.Locale;

/**
 * The head of a {@code .npy} file, as numpy's {@code lib/format.py} describes it.
 *
 * <pre>
 *   0        6       7       8               10 (12 from major 2)
 *   +--------+-------+-------+---------------+----------------------------------------------+------
 *   | 93NUMPY| major | minor | length u16|u32| {'descr': '&lt;f4', 'fortran_order': False,     | data
 *   |        |       |       | of what follows|  'shape': (3, 4), } spaces... LF             |
 *   +--------+-------+-------+---------------+----------------------------------------------+------
 * </pre>
 */
final class NpyLayout {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    static final int MAJOR_OFFSET = 6;
    static final int LENGTH_OFFSET = 8;
    static final int SHORT_HEAD_BYTES = 10;
    static final int LONG_HEAD_BYTES = 12;
    /** numpy begins the data at a multiple of this. */
    static final int ALIGNMENT_BYTES = 64;
    /** Room that numpy leaves for the first dimension to grow in place. */
    static final int GROWTH_DIGITS = 21;
    /** Far more than three entries need; bounds what a hostile length can make us copy. */
    static final int MOST_DICTIONARY_BYTES = 1 << 16;

    private NpyLayout() {}

    /** The dictionary of a C-ordered array with the padding that numpy 1.23 and later give it. */
    static String dictionary(String descr, long[] shape) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shape.length; i++) {
            text.append(i == 0 ? "" : ", ").append(shape[i]);
        }
        text.append(shape.length == 1 ? "," : "");
        String entries =
                String.format(Locale.ROOT, "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", descr, text);
        int growth =
                shape.length == 0 ? 0 : GROWTH_DIGITS - Long.toString(shape[0]).length();
        int used = SHORT_HEAD_BYTES + entries.length() + growth + 1;
        int padding = Math.floorMod(-used, ALIGNMENT_BYTES);
        return entries + " ".repeat(growth + padding) + "\n";
    }
}
