package io.cameo.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Takes a part of a question for what is needed of it, or says why it is not that. */
final class Meaning {
    /** A column with more different words holds ids or names, of which one may well be absent. */
    private static final int MOST_CATEGORIES = 64;

    /** Fewer words are looked for one by one. */
    private static final int FEW = 16;

    private final String question;
    private final Table table;

    Meaning(String question, Table table) {
        this.question = question;
        this.table = table;
    }

    Condition condition(Part part) {
        if (part.condition() != null) {
            return part.condition();
        }
        String example = part.words() != null ? part.words().name() + " = ..." : "age < 30";
        throw part.word() != null ? noColumn(part) : fault(part, "expected a condition, such as " + example);
    }

    Amount amount(Part part) {
        if (part.amount() != null) {
            return part.amount();
        }
        if (part.word() != null) {
            throw noColumn(part);
        }
        throw fault(
                part,
                part.words() != null
                        ? "column has words, not numbers: " + part.words().name()
                        : "expected a number");
    }

    Column column(Part part) {
        if (part.words() != null) {
            return part.words();
        }
        if (part.amount() instanceof Amount.Values values) {
            return values.column();
        }
        throw part.word() != null ? noColumn(part) : fault(part, "not a column");
    }

    /** The number of a word in a column; -1 if the column has many others, but not this one. */
    int wordNumber(Column words, Part part) {
        return known(words, part, words.find(word(part)));
    }

    /** The numbers of some words in a column, of which those that it has not are left out. */
    BitSet wordNumbers(Column words, List<Part> parts) {
        Map<String, Integer> all = parts.size() < FEW ? Map.of() : numbersOf(words);
        BitSet numbers = new BitSet();
        for (Part part : parts) {
            int number =
                    parts.size() < FEW ? wordNumber(words, part) : known(words, part, all.getOrDefault(word(part), -1));
            if (number >= 0) {
                numbers.set(number);
            }
        }
        return numbers;
    }

    private static Map<String, Integer> numbersOf(Column words) {
        Map<String, Integer> numbers = HashMap.newHashMap(words.words());
        for (int i = 0; i < words.words(); i++) {
            numbers.put(words.wordAt(i), i);
        }
        return numbers;
    }

    private String word(Part part) {
        if (part.words() != null) {
            throw fault(part, "a column of words is compared with a word, not with a column");
        }
        String text = part.word();
        if (text == null && part.amount() != null) {
            text = question.substring(part.begin(), part.end()).strip(); // ids look like numbers
        }
        if (text == null) {
            throw fault(part, "expected a word");
        }
        return text;
    }

    private int known(Column words, Part part, int number) {
        if (number >= 0 || words.words() > MOST_CATEGORIES) {
            return number;
        }
        List<String> known = new ArrayList<>();
        for (int i = 0; i < words.words(); i++) {
            known.add(words.wordAt(i));
        }
        throw fault(part, "no such word in " + words.name() + Likeness.hint(word(part), known));
    }

    private QueryException noColumn(Part part) {
        String name = Objects.requireNonNull(part.word()).toLowerCase(Locale.ROOT);
        List<String> known = table.columns().stream().map(Column::name).toList();
        return fault(part, "no such column" + Likeness.hint(name, known));
    }

    QueryException fault(Token token, String reason) {
        return new QueryException(question, token.at(), token.length(), reason);
    }

    private QueryException fault(Part part, String reason) {
        return new QueryException(question, part.begin(), part.end() - part.begin(), reason);
    }
}
