package io.cameo.compute;

import java.util.Locale;

/** By what JPEGs that are on their way to a device are decoded, as {@code --device-decode} has it. */
public enum DeviceDecode {
    /** The CPU, as without a device; pixels travel. */
    CPU,
    /** A kernel of ours on the device, to the same bits; files travel. */
    KERNEL,
    /** NVIDIA's nvJPEG on the device; files travel, and pixels may differ from the CPU's in their last bits. */
    NVJPEG;

    /**
     * Reads what was asked for.
     *
     * @throws IllegalArgumentException if it is none of the three
     */
    public static DeviceDecode parse(String text) {
        for (DeviceDecode decode : values()) {
            if (decode.toString().equals(text)) {
                return decode;
            }
        }
        throw new IllegalArgumentException("no such decoder: expected=cpu, kernel or nvjpeg, actual=" + text);
    }

    /** Whether results are those of the CPU, bit for bit. */
    public boolean isExact() {
        return this != NVJPEG;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
