package io.cameo.dataset.ffhquv;

import java.util.HexFormat;

/** Texts and numbers as Python's {@code json} module writes them, so that files can be given back byte for byte. */
final class PythonJson {
    private static final int MOST_PLAIN_EXPONENT = 16;
    private static final int LEAST_PLAIN_EXPONENT = -4;
    private static final HexFormat HEX = HexFormat.of();

    private PythonJson() {}

    /** As {@code repr(float)}: the shortest digits that give the number back, plain from 1e-4 to 1e16. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        if (value == 0) {
            return sign + "0.0";
        }
        String java = Double.toString(Math.abs(value));
        int mark = java.indexOf('E');
        String mantissa = mark < 0 ? java : java.substring(0, mark);
        int exponent = mark < 0 ? 0 : Integer.parseInt(java.substring(mark + 1));
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        exponent += point - 1;
        int begin = 0;
        while (digits.charAt(begin) == '0') {
            begin++;
            exponent--;
        }
        int end = digits.length();
        while (end > begin + 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return sign + form(shortest(digits.substring(begin, end), exponent, Math.abs(value)), exponent);
    }

    /** Java gives two digits where one says the same, at the very end of the range. */
    private static String shortest(String digits, int exponent, double value) {
        if (digits.length() == 2) {
            int one = (Integer.parseInt(digits) + 5) / 10;
            if (one < 10 && Double.parseDouble(one + "e" + exponent) == value) {
                return Integer.toString(one);
            }
        }
        return digits;
    }

    private static String form(String digits, int exponent) {
        if (exponent < LEAST_PLAIN_EXPONENT || exponent >= MOST_PLAIN_EXPONENT) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            String size = Integer.toString(Math.abs(exponent));
            return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + (size.length() < 2 ? "0" : "")
                    + size;
        }
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        if (exponent >= digits.length() - 1) {
            return digits + "0".repeat(exponent - digits.length() + 1) + ".0";
        }
        return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }

    /** In quotes, ASCII only. */
    static String text(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        quoted.append("\\u").append(HEX.toHexDigits(c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
