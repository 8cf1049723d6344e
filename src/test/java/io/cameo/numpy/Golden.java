package io.cameo.numpy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that numpy and Python made. */
final class Golden {
    static final Path FOLDER = Path.of("testdata/numpy");

    private Golden() {}

    /** The lines of a table, cut at tabs. */
    static List<String[]> table(String name) throws IOException {
        return Files.readAllLines(FOLDER.resolve(name)).stream()
                .map(line -> line.split("\t", -1))
                .toList();
    }

    /** A table of two columns, the second hexadecimal. */
    static Map<String, byte[]> pickles(String name) throws IOException {
        Map<String, byte[]> pickles = new LinkedHashMap<>();
        for (String[] line : table(name)) {
            pickles.put(line[0], HexFormat.of().parseHex(line[1]));
        }
        return pickles;
    }

    static byte[] pickle(String table, String name) throws IOException {
        byte[] pickle = pickles(table).get(name);
        if (pickle == null) {
            throw new AssertionError("no such line: table=" + table + ", name=" + name);
        }
        return pickle;
    }

    /** The images of {@code make_pickles.py}. */
    static byte[] image(int index) {
        byte[] image = new byte[3 + 60 * index];
        for (int j = 0; j < image.length; j++) {
            image[j] = (byte) (index * 37 + j * 11 + (j >> 3));
        }
        return image;
    }
}
