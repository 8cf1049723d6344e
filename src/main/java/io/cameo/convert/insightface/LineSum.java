package io.cameo.convert.insightface;

import io.cameo.lst.FaceListLine;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** A check sum of lines, by which a resumed run knows that a list or a folder of people is still the same. */
final class LineSum {
    /** Its name in a journal. */
    static final String NUMBER = "lines_crc32c";

    private final CRC32C sum = new CRC32C();

    void add(FaceListLine line) {
        sum.update(line.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Of all lines so far. */
    long value() {
        return sum.getValue();
    }
}
