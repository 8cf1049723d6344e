package io.cameo.pipeline;

import java.util.ArrayList;
import java.util.List;

/** The threads of one run: started together, joined together. */
final class Crew<I, S, O> {
    private final String name;
    private final List<Worker<I, S, O>> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Crew(Settings<I, S, O> settings, Feed<I> feed, Ring<I, O> ring, FirstFailure failure) {
        name = settings.name();
        for (int i = 0; i < settings.workers(); i++) {
            workers.add(new Worker<>(settings, i, feed, ring, failure));
        }
    }

    /** Starts all; if that throws, some may run, which {@link #join()} waits for. */
    void start() {
        for (Worker<I, S, O> worker : workers) {
            Thread thread = Thread.ofPlatform()
                    .name("cameo-" + name + "-" + threads.size())
                    .daemon()
                    .unstarted(worker);
            thread.start();
            threads.add(thread);
        }
    }

    /**
     * Waits until all that were started have ended, which the ring must have told them to.
     *
     * @return whether an interrupt came meanwhile; its flag is down then
     */
    boolean join() {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    // The workers are on their way out already; whoever called sets the flag again.
                    interrupted = true;
                }
            }
        }
        return interrupted;
    }

    /** Time inside the stage, summed; read it after {@link #join()}. */
    long stageNanos() {
        return workers.stream().mapToLong(Worker::stageNanos).sum();
    }
}
