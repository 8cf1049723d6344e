package io.cameo.cli;

import io.cameo.compute.Device;
import io.cameo.compute.DeviceDecode;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import java.io.PrintStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where images are computed, for commands that can have it done on a GPU: only nvJPEG changes a byte of the result. */
final class DeviceOptions {
    /** What is said of the decoders. */
    static final String DECODE =
            "Who decodes JPEGs for a GPU: cpu; kernel, a kernel of Cameo's, with the same result; or nvjpeg, whose"
                + " pixels may differ in their last bits, so that it wants --device cuda. What these do not take, the"
                + " CPU decodes. Neither was measured on a GPU yet. Default: cpu";

    @Option(
            names = "--device",
            paramLabel = "DEV",
            converter = DeviceConverter.class,
            description =
                    "auto, cpu, cuda or cuda:N. auto is the CPU where there is no GPU; with one it measures the first"
                            + " images on both, and says which it took. The result is the same. Default: auto")
    private Device device = Device.AUTO;

    @Option(
            names = "--device-batch",
            paramLabel = "N",
            description = "How many images each thread gives to a GPU at once. Default: " + DeviceSettings.USUAL_BATCH)
    private int batch = DeviceSettings.USUAL_BATCH;

    @Option(names = "--device-decode", paramLabel = "HOW", converter = DecodeConverter.class, description = DECODE)
    private DeviceDecode decode = DeviceDecode.CPU;

    /**
     * What was asked for.
     *
     * @param talk a choice is told unless nothing is to be told; a failure always
     * @throws IllegalArgumentException if a number is out of range
     */
    DeviceSettings settings(Console console, TalkOptions talk) {
        return settings(device, console, talk).withBatch(batch).withDecode(decode);
    }

    /** The same in the usual portions. */
    static DeviceSettings settings(Device device, Console console, TalkOptions talk) {
        return DeviceSettings.of(device).withListener(new Lines(console, talk.talks()));
    }

    /** Writes at once: a run may take hours. On a terminal, a line takes the place of the bar, which is drawn anew. */
    private record Lines(Console console, boolean talks) implements DeviceRun.Listener {
        @Override
        public void chose(String text) {
            if (talks) {
                print("cameo: " + text);
            }
        }

        @Override
        public void gaveUp(String text) {
            print("cameo: the GPU failed, the CPU goes on with the images that it had and with all others: " + text);
        }

        private void print(String line) {
            PrintStream err = console.err();
            err.println((console.terminal() ? "\r\033[K" : "") + Console.printable(line));
        }
    }

    static final class DecodeConverter implements ITypeConverter<DeviceDecode> {
        @Override
        public DeviceDecode convert(String text) {
            try {
                return DeviceDecode.parse(text);
            } catch (IllegalArgumentException unknown) {
                throw wrongUsage(unknown);
            }
        }
    }

    private static TypeConversionException wrongUsage(IllegalArgumentException unknown) {
        return (TypeConversionException)
                new TypeConversionException(String.valueOf(unknown.getMessage())).initCause(unknown);
    }

    static final class DeviceConverter implements ITypeConverter<Device> {
        @Override
        public Device convert(String text) {
            try {
                return Device.parse(text);
            } catch (IllegalArgumentException unknown) {
                throw wrongUsage(unknown);
            }
        }
    }
}
