package io.cameo.convert.ffhquv;

import io.cameo.bytes.AtomicFile;
import io.cameo.table.Column;
import io.cameo.table.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes rows of a table as text: RFC 4180 but for its line ends, UTF-8, names first, nothing for what is missing. */
final class CsvRows {
    private CsvRows() {}

    static void write(Table table, int[] rows, Path file) throws IOException {
        try (AtomicFile target = AtomicFile.create(file)) {
            Writer out = new BufferedWriter(Channels.newWriter(target.channel(), StandardCharsets.UTF_8));
            String between = "";
            for (Column column : table.columns()) {
                out.append(between).append(column.name());
                between = ",";
            }
            out.append('\n');
            for (int row : rows) {
                between = "";
                for (Column column : table.columns()) {
                    out.append(between).append(quoted(column.text(row)));
                    between = ",";
                }
                out.append('\n');
            }
            out.flush();
            target.commit();
        }
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
