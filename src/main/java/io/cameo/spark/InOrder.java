package io.cameo.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Function1;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Runs tasks, and hands on what they give in the order of their inputs, each as soon as it and all before it are there: what
 * the driver does with the first then costs no time while others are at work.
 */
final class InOrder {
    private static final long LOOK_AGAIN_MS = 100;

    private InOrder() {}

    /** Takes what a task gave, on the thread that runs the job. */
    @FunctionalInterface
    interface Taker<R> {
        void take(R result) throws IOException;
    }

    /** What is done on a partition; it goes to executors. */
    private interface First<R> extends Function1<Iterator<R>, R>, Serializable {}

    /**
     * Runs a job of one task for each partition, of one result each.
     *
     * @throws IOException what the taker throws; the job is cancelled then
     */
    static <R> void run(JavaSparkContext context, JavaRDD<R> results, Taker<? super R> taker) throws IOException {
        int parts = results.getNumPartitions();
        BlockingQueue<Arrived<R>> arrivals = new LinkedBlockingQueue<>();
        First<R> first = Iterator::next;
        List<Object> all = IntStream.range(0, parts).<Object>mapToObj(i -> i).toList();
        SimpleFutureAction<BoxedUnit> job = context.sc()
                .submitJob(
                        results.rdd(),
                        first,
                        CollectionConverters.asScala(all).toSeq(),
                        (part, result) -> {
                            arrivals.add(new Arrived<>((Integer) part, result));
                            return BoxedUnit.UNIT;
                        },
                        () -> BoxedUnit.UNIT);
        boolean done = false;
        try {
            Map<Integer, R> early = new HashMap<>();
            for (int part = 0; part < parts; part++) {
                while (!early.containsKey(part)) {
                    Arrived<R> next = await(arrivals, job);
                    early.put(next.part(), next.result());
                }
                taker.take(early.remove(part));
            }
            done = true;
        } finally {
            if (!done) {
                job.cancel();
            }
        }
    }

    /** What the task of a partition gave. */
    private record Arrived<R>(int part, R result) {}

    private static <R> Arrived<R> await(BlockingQueue<Arrived<R>> arrivals, SimpleFutureAction<?> job)
            throws IOException {
        try {
            while (true) {
                // Asked before the queue is: what arrived before the end is seen, and only then why there was one.
                boolean over = job.isCompleted();
                Arrived<R> next = arrivals.poll(over ? 0 : LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    return next;
                }
                if (over) {
                    job.value().get().get(); // throws what Spark ended the job with
                    throw new IOException("a job ended before all of its tasks");
                }
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while tasks were at work", interrupt);
        }
    }
}
