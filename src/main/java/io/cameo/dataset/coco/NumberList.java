package io.cameo.dataset.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** The numbers of a JSON list. Keeps its memory for the next list. Not thread-safe. */
final class NumberList {
    private double[] values = new double[256];
    private int size;
    private boolean whole;

    /** Reads finite numbers from the beginning of a list to its end. */
    void read(JsonParser json, String what) throws IOException {
        JsonValues.list(json, what);
        size = 0;
        whole = true;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            whole &= token == JsonToken.VALUE_NUMBER_INT;
            add(JsonValues.number(json, what));
        }
    }

    /** Reads numbers from 0 to 2^31 - 1, which may be written as {@code 5.0}. */
    void readCounts(JsonParser json, String what) throws IOException {
        JsonValues.list(json, what);
        size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            add(JsonValues.count(json, what));
        }
    }

    private void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    /** Whether every one was written without point and exponent. */
    boolean whole() {
        return whole;
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }

    int[] toInts() {
        int[] ints = new int[size];
        for (int i = 0; i < size; i++) {
            ints[i] = (int) values[i]; // exact: it was an int
        }
        return ints;
    }
}
