package io.cameo.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** From a question to its condition, by recursive descent; {@code docs/table.md} has the grammar. */
final class QueryParser {
    /** So deep may parentheses and signs nest. */
    private static final int MOST_DEPTH = 200;

    /** So many comparisons and signs may there be: each has room for a block of rows. A list of values is one. */
    private static final int MOST_STEPS = 1000;

    private final Table table;
    private final List<Token> tokens;
    private final Meaning meaning;
    private int at;
    private int depth;
    private int steps;

    QueryParser(String question, Table table) {
        this.table = table;
        this.meaning = new Meaning(question, table);
        this.tokens = Token.all(question);
    }

    Condition parse() {
        if (peek().kind() == Token.Kind.END) {
            throw meaning.fault(peek(), "nothing is asked");
        }
        Part part = either();
        if (peek().kind() != Token.Kind.END) {
            throw meaning.fault(peek(), "expected and, or, or the end");
        }
        return meaning.condition(part);
    }

    private Part either() {
        enter();
        Part left = both();
        while (accept("or")) {
            Condition first = meaning.condition(left);
            Part right = both();
            left = between(left, right, new Condition.Both(first, meaning.condition(right), true));
        }
        depth--;
        return left;
    }

    private Part both() {
        Part left = negation();
        while (accept("and")) {
            Condition first = meaning.condition(left);
            Part right = negation();
            left = between(left, right, new Condition.Both(first, meaning.condition(right), false));
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
        return Part.of(token.at(), of.end(), new Condition.Not(meaning.condition(of)));
    }

    private Part comparison() {
        step();
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
                    new Condition.Compare(Condition.Relation.AT_MOST, meaning.amount(low), meaning.amount(left)),
                    new Condition.Compare(Condition.Relation.AT_MOST, meaning.amount(left), meaning.amount(high)),
                    false);
            return between(left, high, negated ? new Condition.Not(within) : within);
        }
        if (accept("in")) {
            Condition in = in(left);
            return Part.of(left.begin(), end(), negated ? new Condition.Not(in) : in);
        }
        if (negated) {
            throw meaning.fault(peek(), "expected between or in");
        }
        if (token.kind() != Token.Kind.SIGN
                || !List.of("=", "==", "!=", "<>", "<", "<=", ">", ">=").contains(token.text())) {
            return left;
        }
        at++;
        Part right = sum();
        return between(left, right, compare(left, token, right));
    }

    private Part isMissing(Part left) {
        boolean negated = accept("not");
        if (!accept("null") && !accept("missing")) {
            throw meaning.fault(peek(), "expected null");
        }
        Condition missing = new Condition.Missing(meaning.column(left));
        return Part.of(left.begin(), end(), negated ? new Condition.Not(missing) : missing);
    }

    private Condition in(Part left) {
        require("(");
        List<Part> items = new ArrayList<>();
        do {
            items.add(sum());
        } while (accept(","));
        require(")");
        if (left.words() != null) {
            return new Condition.OneOf(left.words(), meaning.wordNumbers(left.words(), items));
        }
        return amongNumbers(left, items);
    }

    /** Values that stand in the question are looked up; those of columns and sums are compared row by row. */
    private Condition amongNumbers(Part left, List<Part> items) {
        Amount amount = meaning.amount(left);
        double[] constants = new double[items.size()];
        int known = 0;
        Condition any = null;
        for (Part item : items) {
            if (meaning.amount(item) instanceof Amount.Constant constant) {
                constants[known++] = constant.value();
            } else {
                step();
                Condition equal = new Condition.Compare(Condition.Relation.EQUAL, amount, meaning.amount(item));
                any = any == null ? equal : new Condition.Both(any, equal, true);
            }
        }
        Condition among = new Condition.OneOfNumbers(amount, Arrays.copyOf(constants, known));
        return any == null ? among : known == 0 ? any : new Condition.Both(among, any, true);
    }

    private Condition compare(Part left, Token sign, Part right) {
        boolean equality = List.of("=", "==", "!=", "<>").contains(sign.text());
        boolean negated = sign.text().equals("!=") || sign.text().equals("<>");
        if (left.words() != null || right.words() != null) {
            if (!equality) {
                throw meaning.fault(sign, "words are equal or not; nothing else is known of them");
            }
            Column words = left.words() != null ? left.words() : java.util.Objects.requireNonNull(right.words());
            int number = meaning.wordNumber(words, left.words() != null ? right : left);
            BitSet numbers = new BitSet();
            if (number >= 0) {
                numbers.set(number);
            }
            Condition one = new Condition.OneOf(words, numbers);
            return negated ? new Condition.Not(one) : one;
        }
        Amount a = meaning.amount(left);
        Amount b = meaning.amount(right);
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
        step();
        Amount amount = new Amount.Reckoned(sign.text().charAt(0), meaning.amount(left), meaning.amount(right));
        return Part.of(left.begin(), right.end(), amount);
    }

    private Part factor() {
        Token token = peek();
        if (accept("-")) {
            enter();
            Part of = factor();
            depth--;
            if (of.amount() instanceof Amount.Constant constant) {
                return Part.of(token.at(), of.end(), new Amount.Constant(-constant.value()));
            }
            step();
            Amount negative = new Amount.Reckoned('-', new Amount.Constant(0), meaning.amount(of));
            return Part.of(token.at(), of.end(), negative);
        }
        if (accept("(")) {
            Part inner = either();
            require(")");
            return new Part(token.at(), end(), inner.condition(), inner.amount(), inner.words(), inner.word());
        }
        if (accept("abs")) {
            require("(");
            enter();
            Part of = sum();
            depth--;
            require(")");
            return Part.of(token.at(), end(), new Amount.Absolute(meaning.amount(of)));
        }
        at++;
        return switch (token.kind()) {
            case NUMBER -> Part.of(token.at(), end(), new Amount.Constant(Double.parseDouble(token.text())));
            case TEXT -> Part.of(token.at(), end(), token.text());
            case NAME -> name(token);
            default -> throw meaning.fault(token, "expected a column, a number or a word");
        };
    }

    private Part name(Token token) {
        Column column = table.find(token.text()).orElse(null);
        if (column == null) {
            return Part.of(token.at(), end(), token.text());
        }
        return column.kind() == ColumnKind.WORD
                ? Part.of(token.at(), end(), column)
                : Part.of(token.at(), end(), new Amount.Values(column));
    }

    private static Part between(Part left, Part right, Condition condition) {
        return Part.of(left.begin(), right.end(), condition);
    }

    private void enter() {
        if (++depth > MOST_DEPTH) {
            throw meaning.fault(peek(), "nests too deeply: most=" + MOST_DEPTH);
        }
    }

    private void step() {
        if (++steps > MOST_STEPS) {
            throw meaning.fault(peek(), "asks too much at once: most_steps=" + MOST_STEPS + "; in (A, B, ...) is one");
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
            throw meaning.fault(peek(), "expected " + what);
        }
    }

    /** Where the last token that was taken ends. */
    private int end() {
        Token last = tokens.get(at - 1);
        return last.at() + last.length();
    }
}
