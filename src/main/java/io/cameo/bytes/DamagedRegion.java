package io.cameo.bytes;

import java.io.Serializable;
import java.util.Locale;

/**
 * A stretch of a file that is not as it should be: damage as a value, so that a reader can report it and go on.
 *
 * @param beginBytes its first byte, counted from the start of the file
 * @param endBytes the byte behind its last
 * @param reason lower-case, as {@code reason: key=value, key=value}, without the place
 */
public record DamagedRegion(long beginBytes, long endBytes, String reason) implements Serializable {
    public DamagedRegion {
        if (beginBytes < 0 || endBytes < beginBytes) {
            throw new IllegalArgumentException("no region: begin=" + beginBytes + ", end=" + endBytes);
        }
    }

    /** How many bytes it covers; may be 0. */
    public long sizeBytes() {
        return endBytes - beginBytes;
    }

    /** Whether a byte of the file lies in it. */
    public boolean contains(long offsetBytes) {
        return offsetBytes >= beginBytes && offsetBytes < endBytes;
    }

    /** The same place with more said about it. */
    public DamagedRegion withReason(String newReason) {
        return new DamagedRegion(beginBytes, endBytes, newReason);
    }

    /** As {@code [41,203,112 .. 41,210,904)  reason: key=value}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "[%,d .. %,d)  %s", beginBytes, endBytes, reason);
    }
}
