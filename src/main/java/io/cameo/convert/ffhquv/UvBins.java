package io.cameo.convert.ffhquv;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What makes samples one class: the same word in a column of words, or the same interval in a column of numbers. Which columns
 * and intervals is the user's choice; the authors of FFHQ-UV-Interpolate published none. Immutable.
 *
 * @param bins one for each column, at least one, each column once
 */
public record UvBins(List<Bin> bins) {
    /**
     * A column.
     *
     * @param column its name, in lower case
     * @param values edges of intervals, ascending; or words, of which others are left out; none for a class of each word
     */
    public record Bin(String column, List<String> values) {
        /** Takes a copy. */
        public Bin {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return values.isEmpty() ? column : column + ":" + String.join(",", values);
        }
    }

    /**
     * Takes a copy.
     *
     * @throws IllegalArgumentException if there is none, or a column stands twice
     */
    public UvBins {
        bins = List.copyOf(bins);
        if (bins.isEmpty()) {
            throw new IllegalArgumentException("bins name no column");
        }
        List<String> columns = bins.stream().map(Bin::column).toList();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.indexOf(columns.get(i)) != i) {
                throw new IllegalArgumentException("bins name a column twice: column=" + columns.get(i));
            }
        }
    }

    /**
     * Reads {@code gender; age:0,20,40,60; beard:0,0.2,1}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static UvBins parse(String text) {
        List<Bin> bins = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int colon = part.indexOf(':');
            String column = (colon < 0 ? part : part.substring(0, colon))
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replace('-', '_');
            List<String> values = new ArrayList<>();
            if (colon >= 0) {
                for (String value : part.substring(colon + 1).split(",", -1)) {
                    values.add(value.strip());
                }
            }
            if (column.isEmpty() || values.contains("")) {
                throw new IllegalArgumentException(
                        "not bins, expected like gender; age:0,20,40,60; beard:0,0.2,1: bins=" + text);
            }
            bins.add(new Bin(column, values));
        }
        return new UvBins(bins);
    }

    @Override
    public String toString() {
        return bins.stream().map(Bin::toString).collect(Collectors.joining("; "));
    }
}
