package io.cameo.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;

/** How every command prints JSON: indented, one value, then a line end. */
final class JsonPrinter {
    private JsonPrinter() {}

    /** Writes one JSON value. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    static void print(PrintStream out, Body body) throws IOException {
        out.println(text(body));
    }

    /** What {@link #print} prints, without the line end. */
    static String text(Body body) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            body.write(json);
        }
        return text.toString();
    }
}
