package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.insightface.VerificationFolds;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What the {@code cameo face bin} commands have in common in what they say. */
final class FaceBinText {
    private static final double PERCENT = 100;

    private FaceBinText() {}

    /** {@code 10 folds, each with 300 pairs of one person and 300 of two}. */
    static String folds(VerificationFolds folds, int asked) {
        if (folds.folds().isEmpty()) {
            return "fewer pairs than the " + asked + " folds that a score needs";
        }
        return Numbers.count(folds.folds().size(), "fold") + ", each with "
                + range(folds, VerificationFolds.Fold::same) + " of one person and "
                + range(folds, VerificationFolds.Fold::different).replaceFirst(" pairs?$", "") + " of two";
    }

    private static String range(VerificationFolds folds, ToIntFunction<VerificationFolds.Fold> what) {
        int least = folds.folds().stream().mapToInt(what).min().orElse(0);
        int most = folds.folds().stream().mapToInt(what).max().orElse(0);
        return least == most
                ? Numbers.count(most, "pair")
                : Numbers.grouped(least) + " to " + Numbers.count(most, "pair");
    }

    /** What is to be said of folds, counted from 1 for people, that lack a class; empty if none does. */
    static String oneClass(List<Integer> folds) {
        if (folds.isEmpty()) {
            return "";
        }
        String numbers = folds.stream().map(fold -> Integer.toString(fold + 1)).collect(Collectors.joining(", "));
        return (folds.size() == 1 ? "fold " + numbers + " has" : "folds " + numbers + " have")
                + " pairs of one class only, so no honest score comes of them;"
                + " 'cameo face bin pairs' draws both classes into every fold";
    }

    static void writeFolds(JsonGenerator json, VerificationFolds folds) throws IOException {
        json.writeArrayFieldStart("folds");
        for (VerificationFolds.Fold fold : folds.folds()) {
            json.writeStartObject();
            json.writeNumberField("same", fold.same());
            json.writeNumberField("different", fold.different());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeOneClass(json, folds.oneClass());
    }

    /** Counted from 0, as in the library. */
    static void writeOneClass(JsonGenerator json, List<Integer> folds) throws IOException {
        json.writeArrayFieldStart("one_class_folds");
        for (int fold : folds) {
            json.writeNumber(fold);
        }
        json.writeEndArray();
    }

    /** A number that JSON may not be able to hold. */
    static void writeDouble(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    /** {@code 99.83 %}. */
    static String percent(double share) {
        return Double.isNaN(share) ? "not defined" : String.format(Locale.ROOT, "%.2f %%", PERCENT * share);
    }

    static String row(String name, String text) {
        return String.format(Locale.ROOT, "  %-9s %s", name, Console.printable(text));
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
