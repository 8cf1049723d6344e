package io.cameo.stress;

/** What a reader was told when somebody closed what it read. */
public final class Told {
    private Told() {}

    /**
     * The kind of exception, for a result. Takes the thread's interrupt flag down: where a shared arena is closed while a
     * thread is inside an access, JDK 25 leaves the flag of that thread up, and the next file that it opens would not open.
     */
    public static String by(RuntimeException exception) {
        Thread.interrupted();
        return exception.getClass().getSimpleName();
    }
}
