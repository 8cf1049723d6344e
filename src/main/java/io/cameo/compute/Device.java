package io.cameo.compute;

/**
 * Where work on batches of images is to be done, as {@code --device} has it: {@code auto}, {@code cpu}, {@code cuda} or
 * {@code cuda:N}. What there is and what is taken, {@link DeviceRun} says.
 *
 * @param kind the kind
 * @param number of the GPU, from 0; 0 where it is none
 */
public record Device(Kind kind, int number) {
    /** Measure, and take the faster; the CPU where there is no GPU. */
    public static final Device AUTO = new Device(Kind.AUTO, 0);

    /** The CPU. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    /** The first GPU. */
    public static final Device CUDA = new Device(Kind.CUDA, 0);

    private static final String CUDA_NUMBER = "cuda:";
    private static final int MOST_DIGITS = 4;

    /** What may be asked for. */
    public enum Kind {
        AUTO,
        CPU,
        /** A GPU, or the kernels' twin for the host where {@link CudaLibrary#PROPERTY} says so. */
        CUDA
    }

    /**
     * @throws IllegalArgumentException if there can be no such number
     */
    public Device {
        if (number < 0 || (number > 0 && kind != Kind.CUDA)) {
            throw new IllegalArgumentException("no such device: kind=" + kind + ", number=" + number);
        }
    }

    /**
     * Reads what was asked for.
     *
     * @throws IllegalArgumentException if it is none of the four
     */
    public static Device parse(String text) {
        return switch (text) {
            case "auto" -> AUTO;
            case "cpu" -> CPU;
            case "cuda" -> CUDA;
            default -> new Device(Kind.CUDA, number(text));
        };
    }

    private static int number(String text) {
        String digits = text.startsWith(CUDA_NUMBER) ? text.substring(CUDA_NUMBER.length()) : "";
        if (digits.isEmpty()
                || digits.length() > MOST_DIGITS
                || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw new IllegalArgumentException("no such device: expected=auto, cpu, cuda or cuda:N, actual=" + text);
        }
        return Integer.parseInt(digits);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return switch (kind) {
            case AUTO -> "auto";
            case CPU -> "cpu";
            case CUDA -> CUDA_NUMBER + number;
        };
    }
}
