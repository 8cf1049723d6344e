package io.cameo.dataset.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Reads values of the kind that is expected, from JSON as Python writes it: {@code NaN} and {@code Infinity} are numbers
 * until somebody needs a real one. Every fault has its place.
 */
final class JsonValues {
    /** No annotation may be longer; texts within one neither. */
    static final int LONGEST_BYTES = 1 << 26;

    private static final double LARGEST_EXACT = 0x1p53;
    private static final int SHOWN_CHARACTERS = 40;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // The channel below is used for long.
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            // A byte order mark is skipped before, and other encodings are no JSON any more: RFC 8259, section 8.1.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_BYTES)
                    .build())
            .build();

    private JsonValues() {}

    /** A parser of a whole file. */
    static JsonParser parser(InputStream in) throws IOException {
        return JSON.createParser(in);
    }

    /** A parser of the first bytes of an array. */
    static JsonParser parser(byte[] bytes, int length) throws IOException {
        return JSON.createParser(bytes, 0, length);
    }

    /** Where the current token begins, in bytes from the start of the text. */
    static long offset(JsonParser json) {
        return json.currentTokenLocation().getByteOffset();
    }

    /** Broken JSON as a fault at the place where the parser saw it. */
    static JsonFault broken(JsonProcessingException failure) {
        String why = failure.getOriginalMessage();
        int end = why.indexOf('\n');
        long offset = failure.getLocation() == null ? 0 : failure.getLocation().getByteOffset();
        return new JsonFault(
                Math.max(0, offset),
                "json is broken: why="
                        + why.substring(0, end < 0 ? why.length() : end).strip());
    }

    /** Demands that the current token begins an object. */
    static void object(JsonParser json, String what) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(json, what, "an object");
        }
    }

    /** Demands that the current token begins a list. */
    static void list(JsonParser json, String what) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrong(json, what, "a list");
        }
    }

    /** The text that stands here. */
    static String text(JsonParser json, String what) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(json, what, "a text");
        }
        return json.getText();
    }

    /** The whole number that stands here, which may be written as {@code 5.0}. */
    static long whole(JsonParser json, String what) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return json.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            double value = json.getDoubleValue();
            if (value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT) {
                return (long) value;
            }
        }
        throw wrong(json, what, "a whole number");
    }

    /** The whole number from 0 to 2^31 - 1 that stands here. */
    static int count(JsonParser json, String what) throws IOException {
        long value = whole(json, what);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw wrong(json, what, "a number from 0 to 2147483647");
        }
        return (int) value;
    }

    /** The number that stands here, neither infinite nor NaN. */
    static double number(JsonParser json, String what) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            double value = json.getDoubleValue();
            if (Double.isFinite(value)) {
                return value;
            }
        }
        throw wrong(json, what, "a finite number");
    }

    /** What stands here is not what is expected. */
    static JsonFault wrong(JsonParser json, String what, String expected) throws IOException {
        return new JsonFault(offset(json), what + " is not " + expected + ": found=" + shown(json));
    }

    private static String shown(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case END_ARRAY -> "the end of the list";
            case VALUE_STRING -> "'" + cut(json.getText()) + "'";
            case VALUE_NULL -> "null";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> cut(json.getText());
            case null -> "nothing";
            default -> json.currentToken().name().toLowerCase(Locale.ROOT).replace("value_", "");
        };
    }

    private static String cut(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
