package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** What commands that unpack say of what did not come out: the first few in words, and how many more. */
final class LostText {
    private LostText() {}

    static void complain(List<String> first, long all, PrintStream err) {
        for (String lost : first) {
            err.println("cameo: " + Console.printable(lost));
        }
        if (all > first.size()) {
            err.println("cameo: and " + Numbers.grouped(all - first.size()) + " more");
        }
    }

    static void json(String name, List<String> texts, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }
}
