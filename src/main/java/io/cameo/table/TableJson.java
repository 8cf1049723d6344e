package io.cameo.table;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON in which a table says what it is. A reader of its own, because this stands between a process that begins and
 * its first answer: a library's classes take longer to load than all the rest. For the same reason it has no lambdas. Knows all of JSON but numbers with a fraction.
 */
final class TableJson {
    private static final int MOST_DEPTH = 100;

    private final String text;
    private int at;
    private int depth;
    private boolean isFirst;

    TableJson(byte[] utf8) {
        text = new String(utf8, StandardCharsets.UTF_8);
    }

    /** Text that is no JSON, or other than was asked for. */
    static final class BadJsonException extends Exception {
        private static final long serialVersionUID = 1;

        BadJsonException(String expected, int at) {
            super("expected=" + expected + ", at=" + at);
        }
    }

    /** Begins an object or array: its bracket is next. */
    void begin(char bracket) throws BadJsonException {
        require(bracket);
        isFirst = true;
        if (++depth > MOST_DEPTH) {
            throw new BadJsonException("less depth", at);
        }
    }

    /** Whether another field or element follows; takes the closing bracket where none does. */
    boolean hasNext(char closing) throws BadJsonException {
        if (accept(closing)) {
            depth--;
            isFirst = false;
            return false;
        }
        if (!isFirst) {
            require(',');
        }
        isFirst = false;
        return true;
    }

    /** The name of a field, whose value is next. */
    String name() throws BadJsonException {
        String name = string();
        require(':');
        return name;
    }

    int integer() throws BadJsonException {
        int begin = skipBlanks();
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return Integer.parseInt(text.substring(begin, at));
        } catch (NumberFormatException none) {
            BadJsonException bad = new BadJsonException("integer", begin);
            bad.initCause(none);
            throw bad;
        }
    }

    String string() throws BadJsonException {
        require('"');
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char sign = text.charAt(at++);
            if (sign == '"') {
                return out.toString();
            }
            out.append(sign == '\\' ? escaped() : sign);
        }
        throw new BadJsonException("\"", at);
    }

    private char escaped() throws BadJsonException {
        char sign = at < text.length() ? text.charAt(at++) : 0;
        int plain = "bfnrt\"\\/".indexOf(sign);
        if (plain >= 0) {
            return "\b\f\n\r\t\"\\/".charAt(plain);
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = sign == 'u' && at < text.length() ? Character.digit(text.charAt(at++), 16) : -1;
            if (digit < 0) {
                throw new BadJsonException("escape", at);
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    /** A text; null for any other value, which is left out. */
    @Nullable
    String stringOrOther() throws BadJsonException {
        if (peek() == '"') {
            return string();
        }
        skip();
        return null;
    }

    /** Leaves a value out. */
    void skip() throws BadJsonException {
        switch (peek()) {
            case '{' -> {
                begin('{');
                while (hasNext('}')) {
                    String _ = name();
                    skip();
                }
            }
            case '[' -> {
                begin('[');
                while (hasNext(']')) {
                    skip();
                }
            }
            case '"' -> {
                String _ = string();
            }
            default -> {
                int begin = at;
                while (at < text.length() && " \t\r\n,]}".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                if (at == begin) {
                    throw new BadJsonException("value", at);
                }
            }
        }
    }

    /** Nothing may follow. */
    void end() throws BadJsonException {
        if (skipBlanks() < text.length()) {
            throw new BadJsonException("end", at);
        }
    }

    private int skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private char peek() {
        return skipBlanks() < text.length() ? text.charAt(at) : 0;
    }

    private boolean accept(char sign) {
        boolean is = peek() == sign;
        at += is ? 1 : 0;
        return is;
    }

    private void require(char sign) throws BadJsonException {
        if (!accept(sign)) {
            throw new BadJsonException(String.valueOf(sign), at);
        }
    }
}
