package io.cameo.dataset.matting;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of names and manifests: writing to memory, and the few shapes that are read. */
final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /** Writes a value. */
    @FunctionalInterface
    interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    /** Reads the value that the parser stands on, of a field. */
    @FunctionalInterface
    interface Field {
        void read(String name, JsonParser in) throws IOException;
    }

    static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            writing.to(out);
        } catch (IOException impossible) {
            throw new IllegalStateException("JSON in memory cannot be written", impossible);
        }
        return bytes.toByteArray();
    }

    /** Reads an object that is all of the text. */
    static void object(byte[] json, Field field) throws IOException {
        try (JsonParser in = JSON.createParser(json)) {
            in.nextToken();
            object(in, field);
        }
    }

    /** Reads the object that the parser stands on; what {@code field} does not read must be skipped by it. */
    static void object(JsonParser in, Field field) throws IOException {
        require(in, JsonToken.START_OBJECT);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            field.read(name, in);
        }
        require(in, JsonToken.END_OBJECT);
    }

    /** Reads the array that the parser stands on: {@code element} is called on each. */
    static void array(JsonParser in, Field element) throws IOException {
        require(in, JsonToken.START_ARRAY);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() == null) {
                throw new IOException("array has no end");
            }
            element.read("", in);
        }
    }

    static List<String> strings(JsonParser in) throws IOException {
        List<String> strings = new ArrayList<>();
        array(in, (_, element) -> strings.add(string(element)));
        return strings;
    }

    static String string(JsonParser in) throws IOException {
        require(in, JsonToken.VALUE_STRING);
        return in.getText();
    }

    /** A name that must be there. */
    static String required(@Nullable String value, String name) throws IOException {
        if (value == null) {
            throw new IOException("field is missing: field=" + name);
        }
        return value;
    }

    private static void require(JsonParser in, JsonToken expected) throws IOException {
        if (in.currentToken() != expected) {
            throw new IOException(
                    "not the JSON of matting records: expected=" + expected + ", actual=" + in.currentToken()
                            + ", column=" + in.currentTokenLocation().getColumnNr());
        }
    }
}
