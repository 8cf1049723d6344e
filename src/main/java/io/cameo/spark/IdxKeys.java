package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The keys that an {@code .idx} gives to the records of one slice. The whole text is read for it. */
final class IdxKeys {
    private final Map<Long, String> keys = new HashMap<>();

    /** Reads the lines that point into {@code [beginBytes, endBytes)}. */
    IdxKeys(ListedFile.SideFile idx, long beginBytes, long endBytes, Configuration conf) throws IOException {
        Path path = new Path(idx.location());
        long lineAt = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(path.getFileSystem(conf).open(path), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long offset = offset(line, idx.location(), lineAt);
                if (offset >= beginBytes && offset < endBytes) {
                    keys.putIfAbsent(offset, line.substring(0, line.indexOf('\t')));
                }
                lineAt += line.length() + 1L;
            }
        }
    }

    private static long offset(String line, String location, long lineAt) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
            try {
                return Long.parseLong(line, tab + 1, line.length(), 10);
            } catch (NumberFormatException noNumber) {
                throw notALine(line, location, lineAt);
            }
        }
        throw notALine(line, location, lineAt);
    }

    private static CorruptDataException notALine(String line, String location, long lineAt) {
        return new CorruptDataException(
                FileBytes.named(location), lineAt, "line of an index is not 'key TAB offset': line=" + line);
    }

    /** The key of the record that begins there; null if none points to it. */
    @Nullable
    String at(long offset) {
        return keys.get(offset);
    }
}
