package io.cameo.record;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which label becomes which, for each of several inputs: lines of {@code input TAB old TAB new}, the input counted from 0.
 * Empty lines and lines that begin with {@code #} say nothing. Immutable.
 */
public final class LabelTable {
    private static final int COLUMNS = 3;

    private final Path file;
    private final Map<Entry, Float> labels;

    private LabelTable(Path file, Map<Entry, Float> labels) {
        this.file = file;
        this.labels = labels;
    }

    private record Entry(int input, float label) {}

    /**
     * Reads a table.
     *
     * @throws CorruptDataException at the first line that is not one, or that maps a label a second time
     */
    public static LabelTable read(Path tsv) throws IOException {
        Map<Entry, Float> labels = new HashMap<>();
        long offset = 0;
        int number = 0;
        for (String line : Files.readString(tsv).split("\n", -1)) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                Entry entry = null;
                Float label = null;
                String[] columns = text.split("\t", -1);
                try {
                    if (columns.length == COLUMNS) {
                        // Adding zero makes -0 into 0, which counts as the same label.
                        entry = new Entry(
                                Integer.parseInt(columns[0].strip()), Float.parseFloat(columns[1].strip()) + 0f);
                        label = Float.valueOf(columns[2].strip());
                    }
                } catch (NumberFormatException wrong) {
                    label = null;
                }
                if (entry == null || label == null || !Float.isFinite(label)) {
                    throw new CorruptDataException(
                            tsv, offset, "not a line of input, old label, new label: line=" + number);
                }
                if (labels.put(entry, label) != null) {
                    throw new CorruptDataException(tsv, offset, "a label is mapped twice: line=" + number);
                }
            }
            offset += line.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return new LabelTable(tsv, labels);
    }

    /**
     * What a label of an input becomes.
     *
     * @throws IllegalArgumentException if the table does not say
     */
    float of(int input, float label) {
        @Nullable Float mapped = labels.get(new Entry(input, label + 0f));
        if (mapped == null) {
            throw new IllegalArgumentException(
                    "label is not in the table: input=" + input + ", label=" + label + ", table=" + file);
        }
        return mapped;
    }
}
