package io.cameo.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Several threads that do the same at once, timed from the moment that all are ready; for measuring the whole host. */
final class Crew {
    private static final int ROUNDS = 5;

    private Crew() {}

    /** What one thread does; made on it, closed on it. */
    interface Hand extends AutoCloseable {
        /** One portion of work. */
        void work() throws Exception;

        @Override
        void close();
    }

    /** Makes one thread's hand. */
    interface Hiring {
        Hand hire() throws Exception;
    }

    /**
     * How many portions all of them do in a second: the median of rounds, the first not counted.
     *
     * @param millis of a round
     */
    static double portionsPerSecond(int threads, long millis, Hiring hiring) throws Exception {
        double[] rates = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            double rate = round(threads, millis, hiring);
            if (round >= 0) {
                rates[round] = rate;
            }
        }
        Arrays.sort(rates);
        return rates[ROUNDS / 2];
    }

    private static double round(int threads, long millis, Hiring hiring) throws Exception {
        List<Thread> crew = new ArrayList<>();
        double[] rates = new double[threads];
        Exception[] failures = new Exception[threads];
        for (int i = 0; i < threads; i++) {
            int place = i;
            crew.add(new Thread(() -> {
                try (Hand hand = hiring.hire()) {
                    hand.work();
                    long begin = System.nanoTime();
                    long done = 0;
                    long now;
                    do {
                        hand.work();
                        done++;
                        now = System.nanoTime();
                    } while (now - begin < millis * 1_000_000);
                    rates[place] = done / ((now - begin) / 1e9);
                } catch (Exception failure) {
                    failures[place] = failure;
                }
            }));
        }
        crew.forEach(Thread::start);
        for (Thread thread : crew) {
            thread.join();
        }
        for (Exception failure : failures) {
            if (failure != null) {
                throw failure;
            }
        }
        return Arrays.stream(rates).sum();
    }
}
