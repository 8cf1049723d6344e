package io.cameo.compute;

import org.jspecify.annotations.Nullable;

/**
 * Where a run computed.
 *
 * @param asked what was asked for
 * @param name of the device, as {@code cuda:0 (NVIDIA H200)}; null if none was ever in question
 * @param onDevice images that went through it
 * @param onCpu images that did not
 * @param decodedThere images that the device itself decoded; some of them may have been computed on the CPU once more
 * @param choice what {@code auto} took and why; null if it did not choose, or had not done so when the run ended
 * @param failure why the device was given up; null if it was not
 */
public record DeviceReport(
        Device asked,
        @Nullable String name,
        long onDevice,
        long onCpu,
        long decodedThere,
        @Nullable String choice,
        @Nullable String failure) {
    /** A run without any device. */
    public static DeviceReport cpu(Device asked) {
        return new DeviceReport(asked, null, 0, 0, 0, null, null);
    }
}
