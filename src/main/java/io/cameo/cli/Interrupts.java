package io.cameo.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C (and a plain {@code kill}) does to a running command: its cancel action is called, and the process stays
 * until the command has tidied up and returned.
 *
 * <pre>{@code
 * try (var registration = Interrupts.onInterrupt(pipeline::cancel)) {
 *     pipeline.run();
 * }
 * }</pre>
 *
 * <p>While no action is registered, Ctrl-C ends the process at once. The exit status is the shell's either way: 130
 * after Ctrl-C. Any thread may call.
 */
final class Interrupts {
    private static final long TIDY_UP_SECONDS = 60;

    private static final Set<Registration> REGISTRATIONS = new LinkedHashSet<>();
    private static final CountDownLatch COMMAND_ENDED = new CountDownLatch(1);

    private Interrupts() {}

    /** Has {@code cancel} called, once and from another thread, if the process is told to stop before the close. */
    static Registration onInterrupt(Runnable cancel) {
        Registration registration = new Registration(cancel);
        synchronized (REGISTRATIONS) {
            REGISTRATIONS.add(registration);
        }
        return registration;
    }

    /** Starts to listen; once per process, by {@link Main}. */
    static void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(Interrupts::stop, "cameo-interrupt"));
    }

    /** The command has returned and its output is written; the process may end. */
    static void commandEnded() {
        COMMAND_ENDED.countDown();
    }

    private static void stop() {
        if (COMMAND_ENDED.getCount() == 0) {
            return;
        }
        List<Registration> running;
        synchronized (REGISTRATIONS) {
            running = List.copyOf(REGISTRATIONS);
        }
        if (running.isEmpty()) {
            return;
        }
        running.forEach(registration -> registration.cancel.run());
        try {
            if (!COMMAND_ENDED.await(TIDY_UP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("cameo: the command did not stop: waited_s=" + TIDY_UP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A running command's cancel action; closing it says that there is nothing left to cancel. */
    static final class Registration implements AutoCloseable {
        private final Runnable cancel;

        private Registration(Runnable cancel) {
            this.cancel = cancel;
        }

        @Override
        public void close() {
            synchronized (REGISTRATIONS) {
                REGISTRATIONS.remove(this);
            }
        }
    }
}
