package io.cameo.numpy;

import io.cameo.bytes.CorruptDataException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parser of the dictionary in an array's head: exactly the keys {@code descr}, {@code fortran_order} and {@code shape}, in
 * any order, then white space. Everything else is refused, which includes types made of fields.
 */
final class NpyDictionary {
    private static final int MOST_DIMENSIONS = 64; // numpy's own limit

    private final Path file;
    private final long beginBytes;
    private final String text;
    private int at;
    private @Nullable String descr;
    private @Nullable Boolean fortranOrder;
    private @Nullable Shape shape;

    NpyDictionary(Path file, long beginBytes, String text) {
        this.file = file;
        this.beginBytes = beginBytes;
        this.text = text;
    }

    String descr() {
        return require(descr, "descr");
    }

    boolean fortranOrder() {
        return require(fortranOrder, "fortran_order");
    }

    Shape shape() {
        return require(shape, "shape");
    }

    NpyDictionary parse() {
        expect('{');
        while (!takes('}')) {
            readEntry();
            if (!takes(',')) {
                expect('}');
                break;
            }
        }
        skipSpace();
        if (at != text.length()) {
            throw fault("array head goes on behind its dictionary");
        }
        descr();
        fortranOrder();
        shape();
        return this;
    }

    private void readEntry() {
        String key = string();
        expect(':');
        switch (key) {
            case "descr" -> {
                refuseTwice(descr, key);
                descr = string();
            }
            case "fortran_order" -> {
                refuseTwice(fortranOrder, key);
                fortranOrder = truth();
            }
            case "shape" -> {
                refuseTwice(shape, key);
                shape = tuple();
            }
            default -> throw fault("array head has a key that is not known: key=" + Shown.text(key));
        }
    }

    private String string() {
        skipSpace();
        char quote = at < text.length() ? text.charAt(at) : 0;
        if (quote != '\'' && quote != '"') {
            throw fault("array head has no plain text where it should");
        }
        int end = text.indexOf(quote, at + 1);
        if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
            throw fault("array head has a text that does not end");
        }
        String value = text.substring(at + 1, end);
        at = end + 1;
        return value;
    }

    private boolean truth() {
        skipSpace();
        for (String word : new String[] {"True", "False"}) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("True");
            }
        }
        throw fault("array head has no True or False where it should");
    }

    private Shape tuple() {
        expect('(');
        long[] sizes = new long[MOST_DIMENSIONS];
        int count = 0;
        while (!takes(')')) {
            if (count == MOST_DIMENSIONS) {
                throw fault("array has too many dimensions: expected<=" + MOST_DIMENSIONS);
            }
            sizes[count++] = number();
            if (!takes(',')) {
                expect(')');
                break;
            }
        }
        return new Shape(Arrays.copyOf(sizes, count));
    }

    private long number() {
        skipSpace();
        int begin = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        // 19 digits may exceed a long; no array is near that.
        if (at == begin || at - begin > 18) {
            throw fault("array head has no dimension where it should");
        }
        long value = Long.parseLong(text, begin, at, 10);
        if (at < text.length() && text.charAt(at) == 'L') {
            at++; // Python 2 marks long integers so
        }
        return value;
    }

    private void expect(char c) {
        if (!takes(c)) {
            throw fault("array head is not the dictionary that it should be: expected=" + c);
        }
    }

    private boolean takes(char c) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
    }

    private void refuseTwice(@Nullable Object value, String key) {
        if (value != null) {
            throw fault("array head has a key twice: key=" + key);
        }
    }

    private <T> T require(@Nullable T value, String key) {
        if (value == null) {
            throw fault("array head lacks a key: key=" + key);
        }
        return value;
    }

    private CorruptDataException fault(String reason) {
        return new CorruptDataException(file, beginBytes + at, reason);
    }
}
