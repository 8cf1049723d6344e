package io.cameo.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One word or sign of a question.
 *
 * @param text as it stands there; of a quoted text, what is between the quotes
 * @param at where it begins
 * @param length how long it is there
 */
record Token(Kind kind, String text, int at, int length) {
    private static final Set<String> KEYWORDS =
            Set.of("and", "or", "not", "between", "in", "is", "null", "abs", "missing");
    private static final List<String> SIGNS =
            List.of("<=", ">=", "!=", "<>", "==", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/");

    private static final int MOST_SHOWN = 40;

    enum Kind {
        NUMBER,
        TEXT,
        NAME,
        KEYWORD,
        SIGN,
        END
    }

    static boolean isKeyword(String name) {
        return KEYWORDS.contains(name);
    }

    boolean is(String what) {
        return (kind == Kind.KEYWORD || kind == Kind.SIGN) && text.equals(what);
    }

    /** All of a question, with an end behind the last. */
    static List<Token> all(String question) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < question.length()) {
            if (Character.isWhitespace(question.charAt(at))) {
                at++;
            } else {
                Token token = at(question, at);
                tokens.add(token);
                at += token.length;
            }
        }
        tokens.add(new Token(Kind.END, "", question.length(), 1));
        return tokens;
    }

    private static Token at(String question, int at) {
        char first = question.charAt(at);
        if (first == '\'' || first == '"') {
            int end = question.indexOf(first, at + 1);
            if (end < 0) {
                throw new QueryException(question, at, question.length() - at, "text has no end");
            }
            return new Token(Kind.TEXT, question.substring(at + 1, end), at, end + 1 - at);
        }
        if (isDigit(first) || (first == '.' && at + 1 < question.length() && isDigit(question.charAt(at + 1)))) {
            return number(question, at);
        }
        if (Character.isLetter(first) || first == '_') {
            int end = at;
            while (end < question.length()
                    && (Character.isLetterOrDigit(question.charAt(end)) || question.charAt(end) == '_')) {
                end++;
            }
            String word = question.substring(at, end);
            String lower = word.toLowerCase(Locale.ROOT);
            return isKeyword(lower)
                    ? new Token(Kind.KEYWORD, lower, at, end - at)
                    : new Token(Kind.NAME, word, at, end - at);
        }
        for (String sign : SIGNS) {
            if (question.startsWith(sign, at)) {
                return new Token(Kind.SIGN, sign, at, sign.length());
            }
        }
        throw new QueryException(
                question,
                at,
                1,
                "sign is not known: "
                        + (Character.isISOControl(first)
                                ? String.format(Locale.ROOT, "u+%04x", (int) first)
                                : Character.toString(question.codePointAt(at))));
    }

    private static Token number(String question, int at) {
        int end = at;
        while (end < question.length() && continuesNumber(question, at, end)) {
            end++;
        }
        String text = question.substring(at, end);
        try {
            double value = Double.parseDouble(text);
            if (Double.isInfinite(value) || Character.isLetter(text.charAt(text.length() - 1))) {
                throw new NumberFormatException(text);
            }
        } catch (NumberFormatException bad) {
            QueryException wrong =
                    new QueryException(question, at, end - at, "not a number: " + QueryException.cut(text, MOST_SHOWN));
            wrong.initCause(bad);
            throw wrong;
        }
        return new Token(Kind.NUMBER, text, at, end - at);
    }

    private static boolean continuesNumber(String question, int begin, int at) {
        char next = question.charAt(at);
        boolean signed =
                (next == '+' || next == '-') && at > begin && Character.toLowerCase(question.charAt(at - 1)) == 'e';
        return Character.isLetterOrDigit(next) || next == '.' || next == '_' || signed;
    }

    private static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }
}
