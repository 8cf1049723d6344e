package io.cameo.stress;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends the process if one call takes far too long, and says where its threads stand: so a test in which threads wait for each
 * other for ever fails, and by its name.
 */
public final class Patience {
    private static final long LONGEST_SECONDS = 30;
    private static final Map<Thread, Long> BEGUN_NANOS = new ConcurrentHashMap<>();

    static {
        Thread.ofPlatform().name("patience").daemon().start(Patience::watch);
    }

    private Patience() {}

    /** Makes a call that may have to wait for another thread. */
    public static <T> T with(Supplier<T> call) {
        BEGUN_NANOS.put(Thread.currentThread(), System.nanoTime());
        try {
            return call.get();
        } finally {
            BEGUN_NANOS.remove(Thread.currentThread());
        }
    }

    /** As {@link #with(Supplier)}, for a call that gives nothing. */
    public static void with(Runnable call) {
        with(() -> {
            call.run();
            return true;
        });
    }

    private static void watch() {
        while (true) {
            for (Map.Entry<Thread, Long> call : BEGUN_NANOS.entrySet()) {
                if (System.nanoTime() - call.getValue() > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                    tell();
                    Runtime.getRuntime().halt(1);
                }
            }
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void tell() {
        System.err.println("a call takes longer than " + LONGEST_SECONDS + " s");
        for (Thread thread : BEGUN_NANOS.keySet()) {
            System.err.println(thread.getName());
            for (StackTraceElement frame : thread.getStackTrace()) {
                System.err.println("    at " + frame);
            }
        }
        System.err.flush();
    }
}
