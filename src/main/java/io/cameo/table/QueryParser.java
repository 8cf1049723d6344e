package io.cameo.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From a question to its condition, by recursive descent; {@code docs/table.md} has the grammar. */
final class QueryParser {
    /** So deep may parentheses and signs nest. */
    private static final int MOST_DEPTH = 200;
    /** A column with more different words holds ids or names, of which one may well be absent. */
    private static final int MOST_CATEGORIES = 64;

    private final String question;
    private final Table table;
    private final List<Token> tokens;
    private int at;
    private int depth;

    QueryParser(String question, Table table) {
        this.question = question;
        this.table = table;
        this.tokens = Token.all(question);
    }

    /** What a part of a question is; exactly one of the four is there. */
    private record Part(
            int begin,
            int end,
            @Nullable Condition condition,
            @Nullable Amount amount,
            @Nullable Column words,
            @Nullable String word) {}

    Condition parse() {
        if (peek().kind() == Token.Kind.END) {
            throw fault(peek(), "nothing is asked");
        }
        Part part = either();
        if (peek().kind() != Token.Kind.END) {
            throw fault(peek(), "expected and, or, or the end");
        }
        return condition(part);
    }

    private Part either() {
        enter();
        Part left = both();
        while (accept("or")) {
            Condition first = condition(left);
            Part right = both();
            left = of(left, right, new Condition.Both(first, condition(right), true));
        }
        depth--;
        return left;
    }

    private Part both() {
        Part left = negation();
        while (accept("and")) {
            Condition first = condition(left);
            Part right = negation();
            left = of(left, right, new Condition.Both(first, condition(right), false));
        }
        return left;
    }

    private Part negation() {
        Token token = peek();
        if (!accept("not")) {
            return comparison();
        }
        enter();
        Part of = negation();
        depth--;
        return new Part(token.at(), of.end, new Condition.Not(condition(of)), null, null, null);
    }

    private Part comparison() {
        Part left = sum();
        Token token = peek();
        if (accept("is")) {
            return isMissing(left);
        }
        boolean negated = accept("not");
        if (accept("between")) {
            Part low = sum();
            require("and");
            Part high = sum();
            Condition within = new Condition.Both(
                    new Condition.Compare(Condition.Relation.AT_MOST, amount(low), amount(left)),
                    new Condition.Compare(Condition.Relation.AT_MOST, amount(left), amount(high)),
                    false);
            return of(left, high, negated ? new Condition.Not(within) : within);
        }
        if (accept("in")) {
            Condition in = in(left);
            return new Part(left.begin, end(), negated ? new Condition.Not(in) : in, null, null, null);
        }
        if (negated) {
            throw fault(peek(), "expected between or in");
        }
        if (token.kind() != Token.Kind.SIGN
                || !List.of("=", "==", "!=", "<>", "<", "<=", ">", ">=").contains(token.text())) {
            return left;
        }
        at++;
        Part right = sum();
        return of(left, right, compare(left, token, right));
    }

    private Part isMissing(Part left) {
        boolean negated = accept("not");
        if (!accept("null") && !accept("missing")) {
            throw fault(peek(), "expected null");
        }
        Column column = left.words;
        if (column == null && left.amount instanceof Amount.Values values) {
            column = values.column();
        }
        if (column == null) {
            throw left.word != null ? noColumn(left) : fault(left, "not a column");
        }
        Condition missing = new Condition.Missing(column);
        return new Part(left.begin, end(), negated ? new Condition.Not(missing) : missing, null, null, null);
    }

    private Condition in(Part left) {
        require("(");
        List<Part> items = new ArrayList<>();
        do {
            items.add(sum());
        } while (accept(","));
        require(")");
        if (left.words != null) {
            BitSet numbers = new BitSet();
            for (Part item : items) {
                int number = number(left.words, item);
                if (number >= 0) {
                    numbers.set(number);
                }
            }
            return new Condition.OneOf(left.words, numbers);
        }
        Condition any = null;
        for (Part item : items) {
            Condition equal = new Condition.Compare(Condition.Relation.EQUAL, amount(left), amount(item));
            any = any == null ? equal : new Condition.Both(any, equal, true);
        }
        return java.util.Objects.requireNonNull(any);
    }

    private Condition compare(Part left, Token sign, Part right) {
        boolean equality = List.of("=", "==", "!=", "<>").contains(sign.text());
        boolean negated = sign.text().equals("!=") || sign.text().equals("<>");
        if (left.words != null || right.words != null) {
            if (!equality) {
                throw fault(sign, "words are equal or not; nothing else is known of them");
            }
            Column words = left.words != null ? left.words : java.util.Objects.requireNonNull(right.words);
            int number = number(words, left.words != null ? right : left);
            BitSet numbers = new BitSet();
            if (number >= 0) {
                numbers.set(number);
            }
            Condition one = new Condition.OneOf(words, numbers);
            return negated ? new Condition.Not(one) : one;
        }
        Amount a = amount(left);
        Amount b = amount(right);
        return switch (sign.text()) {
            case "=", "==" -> new Condition.Compare(Condition.Relation.EQUAL, a, b);
            case "!=", "<>" -> new Condition.Not(new Condition.Compare(Condition.Relation.EQUAL, a, b));
            case "<" -> new Condition.Compare(Condition.Relation.BELOW, a, b);
            case "<=" -> new Condition.Compare(Condition.Relation.AT_MOST, a, b);
            case ">" -> new Condition.Compare(Condition.Relation.BELOW, b, a);
            default -> new Condition.Compare(Condition.Relation.AT_MOST, b, a);
        };
    }

    private Part sum() {
        Part left = product();
        while (peek().is("+") || peek().is("-")) {
            left = reckoned(left, tokens.get(at++), product());
        }
        return left;
    }

    private Part product() {
        Part left = factor();
        while (peek().is("*") || peek().is("/")) {
            left = reckoned(left, tokens.get(at++), factor());
        }
        return left;
    }

    private Part reckoned(Part left, Token sign, Part right) {
        Amount amount = new Amount.Reckoned(sign.text().charAt(0), amount(left), amount(right));
        return new Part(left.begin, right.end, null, amount, null, null);
    }

    private Part factor() {
        Token token = peek();
        if (accept("-")) {
            enter();
            Part of = factor();
            depth--;
            Amount negative = new Amount.Reckoned('-', new Amount.Constant(0), amount(of));
            return new Part(token.at(), of.end, null, negative, null, null);
        }
        if (accept("(")) {
            Part inner = either();
            require(")");
            return new Part(token.at(), end(), inner.condition, inner.amount, inner.words, inner.word);
        }
        if (accept("abs")) {
            require("(");
            enter();
            Part of = sum();
            depth--;
            require(")");
            return new Part(token.at(), end(), null, new Amount.Absolute(amount(of)), null, null);
        }
        at++;
        return switch (token.kind()) {
            case NUMBER ->
                new Part(token.at(), end(), null, new Amount.Constant(Double.parseDouble(token.text())), null, null);
            case TEXT -> new Part(token.at(), end(), null, null, null, token.text());
            case NAME -> name(token);
            default -> throw fault(token, "expected a column, a number or a word");
        };
    }

    private Part name(Token token) {
        Column column = table.find(token.text()).orElse(null);
        if (column == null) {
            return new Part(token.at(), end(), null, null, null, token.text());
        }
        return column.kind() == ColumnKind.WORD
                ? new Part(token.at(), end(), null, null, column, null)
                : new Part(token.at(), end(), null, new Amount.Values(column), null, null);
    }

    /** The number of a word in a column; -1 if the column has many others, but not this one. */
    private int number(Column words, Part part) {
        if (part.words != null) {
            throw fault(part, "a column of words is compared with a word, not with a column");
        }
        String text = part.word;
        if (text == null && part.amount != null && part.condition == null) {
            text = question.substring(part.begin, part.end).strip(); // ids look like numbers
        }
        if (text == null) {
            throw fault(part, "expected a word");
        }
        for (int i = 0; i < words.words(); i++) {
            if (words.wordAt(i).equals(text)) {
                return i;
            }
        }
        if (words.words() > MOST_CATEGORIES) {
            return -1;
        }
        List<String> known = new ArrayList<>();
        for (int i = 0; i < words.words(); i++) {
            known.add(words.wordAt(i));
        }
        throw fault(part, "no such word in " + words.name() + Likeness.hint(text, known));
    }

    private Condition condition(Part part) {
        if (part.condition != null) {
            return part.condition;
        }
        throw part.word != null ? noColumn(part) : fault(part, "expected a condition, such as " + example(part));
    }

    private static String example(Part part) {
        return part.words != null ? part.words.name() + " = ..." : "age < 30";
    }

    private Amount amount(Part part) {
        if (part.amount != null) {
            return part.amount;
        }
        if (part.word != null) {
            throw noColumn(part);
        }
        throw fault(
                part, part.words != null ? "column has words, not numbers: " + part.words.name() : "expected a number");
    }

    private QueryException noColumn(Part part) {
        String name = java.util.Objects.requireNonNull(part.word).toLowerCase(Locale.ROOT);
        return fault(
                part,
                "no such column"
                        + Likeness.hint(
                                name, table.columns().stream().map(Column::name).toList()));
    }

    private Part of(Part left, Part right, Condition condition) {
        return new Part(left.begin, right.end, condition, null, null, null);
    }

    private void enter() {
        if (++depth > MOST_DEPTH) {
            throw fault(peek(), "nests too deeply: most=" + MOST_DEPTH);
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private boolean accept(String what) {
        boolean is = peek().is(what);
        at += is ? 1 : 0;
        return is;
    }

    private void require(String what) {
        if (!accept(what)) {
            throw fault(peek(), "expected " + what);
        }
    }

    /** Where the last token that was taken ends. */
    private int end() {
        Token last = tokens.get(at - 1);
        return last.at() + last.length();
    }

    private QueryException fault(Token token, String reason) {
        return new QueryException(question, token.at(), token.length(), reason);
    }

    private QueryException fault(Part part, String reason) {
        return new QueryException(question, part.begin, part.end - part.begin, reason);
    }
}
