package io.cameo.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Leases of memory, above all that none is given while a stream still works on it. */
abstract class MemoryPoolContract {
    private static final int BLOCK = 1 << 16;

    private final CudaLibrary library = library();

    abstract CudaLibrary library();

    /** The stream is far from done when the lease is closed. */
    @Test
    void whatAStreamStillNeedsIsNotLeasedAgain() throws InterruptedException {
        try (Arena arena = Arena.ofShared();
                CudaStream stream = CudaStream.open(library);
                CudaStream other = CudaStream.open(library);
                MemoryPool<DeviceMemory> pool = MemoryPool.device(library, 3 * BLOCK);
                CudaEvent busy = CudaEvent.open(library)) {
            SlowWork work = new SlowWork(library, arena);
            pool.lease(BLOCK, stream).close();
            stream.await();
            long first;
            try (MemoryLease<DeviceMemory> lease = pool.lease(BLOCK, other)) {
                first = lease.memory().address();
                work.queue(stream);
                busy.record(stream);
                lease.usedBy(stream);
            }
            MemoryLease<DeviceMemory> second = pool.tryLease(BLOCK, stream).orElseThrow();
            MemoryLease<DeviceMemory> third = pool.tryLease(BLOCK, other).orElseThrow();
            assertThat(pool.tryLease(BLOCK, other)).isEmpty();
            assertThat(busy.isDone()).isFalse();
            assertThat(second.memory().address()).isNotEqualTo(first);
            assertThat(third.memory().address()).isNotEqualTo(first);
            // At the cap it waits for the stream instead of giving the memory before.
            try (MemoryLease<DeviceMemory> waited = pool.lease(BLOCK, other)) {
                assertThat(busy.isDone()).isTrue();
                assertThat(waited.memory().address()).isEqualTo(first);
            }
            second.close();
            third.close();
            assertThat(pool.statistics())
                    .isEqualTo(new MemoryPool.Statistics(3 * BLOCK, 3 * BLOCK, 3 * BLOCK, 0, 5, 3, 1, 1));
        }
    }

    /**
     * Threads fill pinned memory, send it to a device and back, and close their leases at once, with all of that still queued
     * behind other work. Memory that is leased too early gets another's pattern before it was copied.
     */
    @Test
    void manyThreadsNeverShareMemory() {
        long seed = new SplittableRandom().nextLong();
        int threads = 6;
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (MemoryPool<MemorySegment> pinned = MemoryPool.pinned(library, 12 * BLOCK);
                MemoryPool<DeviceMemory> device = MemoryPool.device(library, 9 * BLOCK)) {
            List<Thread> racing = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                SplittableRandom random = new SplittableRandom(seed + i);
                racing.add(Thread.ofPlatform()
                        .uncaughtExceptionHandler((thread, thrown) -> failures.add(thrown))
                        .start(() -> race(random, pinned, device)));
            }
            assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
                for (Thread thread : racing) {
                    thread.join();
                }
            });
            assertThat(failures).as("seed %d", seed).isEmpty();
            for (MemoryPool.Statistics seen : List.of(pinned.statistics(), device.statistics())) {
                assertThat(seen.peakBytes()).as("%s", seen).isLessThanOrEqualTo(seen.capacityBytes());
                assertThat(seen.leasedBytes()).isZero();
                assertThat(seen.leases()).isGreaterThan(2 * seen.allocations());
            }
        }
    }

    private void race(SplittableRandom random, MemoryPool<MemorySegment> pinned, MemoryPool<DeviceMemory> device) {
        int rounds = 12;
        try (Arena arena = Arena.ofShared();
                CudaStream sending = CudaStream.open(library);
                CudaStream fetching = CudaStream.open(library);
                CudaEvent sent = CudaEvent.open(library)) {
            DeviceMemory ballast = DeviceMemory.allocate(library, arena, 2L << 20);
            DeviceMemory weight = DeviceMemory.allocate(library, arena, 2L << 20);
            for (int batch = 0; batch < 12; batch++) {
                List<MemorySegment> fetched = new ArrayList<>();
                List<Long> patterns = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    int longs = random.nextInt(1, BLOCK / 8 + 1);
                    long pattern = random.nextLong();
                    MemorySegment back = arena.allocate(8L * longs, 8);
                    fetched.add(back);
                    patterns.add(pattern);
                    try (MemoryLease<MemorySegment> up = pinned.lease(8L * longs, sending);
                            MemoryLease<DeviceMemory> on = device.lease(8L * longs, sending)) {
                        sending.copy(ballast, 0, ballast, 1 << 20, random.nextInt(1, 1 << 20));
                        for (int at = 0; at < longs; at++) {
                            up.memory().setAtIndex(ValueLayout.JAVA_LONG, at, pattern + at);
                        }
                        sending.upload(up.memory(), 0, on.memory(), 0, 8L * longs);
                        sent.record(sending);
                        fetching.copy(weight, 0, weight, 1 << 20, random.nextInt(1, 1 << 20));
                        fetching.follow(sent);
                        fetching.download(on.usedBy(fetching).memory(), 0, back, 0, 8L * longs);
                    }
                }
                fetching.await();
                for (int i = 0; i < rounds; i++) {
                    check(fetched.get(i), patterns.get(i));
                }
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private static void check(MemorySegment fetched, long pattern) {
        for (int at = 0; at < fetched.byteSize() / 8; at++) {
            long found = fetched.getAtIndex(ValueLayout.JAVA_LONG, at);
            if (found != pattern + at) {
                throw new AssertionError("another's bytes: at=" + at + ", of=" + fetched.byteSize() / 8 + ", expected="
                        + (pattern + at) + ", found=" + found);
            }
        }
    }

    @Test
    void whoWaitsGetsWhatComesBack() {
        MemoryPool<MemorySegment> pool = MemoryPool.pinned(library, 2 * BLOCK);
        try (CudaStream stream = CudaStream.open(library)) {
            assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
                MemoryLease<MemorySegment> first = pool.lease(BLOCK, stream);
                MemoryLease<MemorySegment> second = pool.lease(BLOCK, stream);
                Queue<Object> outcome = new ConcurrentLinkedQueue<>();
                Thread waiting = waiter(pool, 2 * BLOCK, outcome);
                awaitWaits(pool, 1);
                first.close();
                second.close();
                waiting.join();
                assertThat(outcome).containsExactly(2L * BLOCK);
                assertThat(pool.statistics().reservedBytes()).isEqualTo(2 * BLOCK);
                assertThat(pool.statistics().allocations()).isEqualTo(3);
                // A pool that is closed lets nobody wait, and what is leased lives until it comes back.
                MemoryLease<MemorySegment> all = pool.lease(2 * BLOCK, stream);
                Thread refused = waiter(pool, BLOCK, outcome);
                awaitWaits(pool, 2);
                pool.close();
                refused.join();
                assertThat(outcome.toString()).contains("pool is closed");
                all.memory().fill((byte) 1);
                all.close();
                assertThat(pool.statistics().reservedBytes()).isZero();
                assertThatThrownBy(() -> pool.tryLease(1, stream)).isInstanceOf(IllegalStateException.class);
            });
        }
    }

    private Thread waiter(MemoryPool<MemorySegment> pool, long bytes, Queue<Object> outcome) {
        return Thread.ofPlatform().start(() -> {
            try (CudaStream own = CudaStream.open(library);
                    MemoryLease<MemorySegment> lease = pool.lease(bytes, own)) {
                outcome.add(lease.memory().byteSize());
            } catch (IllegalStateException | InterruptedException refused) {
                outcome.add(refused);
            }
        });
    }

    private static void awaitWaits(MemoryPool<?> pool, long waits) throws InterruptedException {
        while (pool.statistics().waits() < waits) {
            Thread.sleep(1);
        }
    }

    @Test
    void sizesShareRoomUnderTheCap() throws InterruptedException {
        try (CudaStream stream = CudaStream.open(library);
                MemoryPool<DeviceMemory> pool = MemoryPool.device(library, 1_000_000)) {
            for (int size : new int[] {300_000, 290_001, 299_999, 200_000}) {
                try (MemoryLease<DeviceMemory> lease = pool.lease(size, stream)) {
                    assertThat(lease.memory().byteSize()).isEqualTo(size);
                }
                stream.await();
            }
            assertThat(pool.statistics().allocations()).isEqualTo(1);
            pool.lease(1, stream).close();
            pool.lease(900_000, stream).close();
            assertThat(pool.statistics().reservedBytes()).isLessThanOrEqualTo(1_000_000);
            try (MemoryLease<DeviceMemory> all = pool.lease(1_000_000, stream)) {
                assertThat(all.memory().byteSize()).isEqualTo(1_000_000);
                assertThat(all.memory().address() % 256).isZero();
                assertThat(pool.tryLease(1, stream)).isEmpty();
            }
            assertThat(pool.statistics().peakBytes()).isLessThanOrEqualTo(1_000_000);
        }
    }

    @Test
    void refusesWhatHasNoMeaning() throws InterruptedException {
        assertThatThrownBy(() -> MemoryPool.device(library, 0)).isInstanceOf(IllegalArgumentException.class);
        CudaStream stream = CudaStream.open(library);
        try (MemoryPool<DeviceMemory> pool = MemoryPool.device(library, 1000)) {
            assertThatThrownBy(() -> pool.lease(1001, stream))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("pool has no such memory: size=1001, capacity=1000");
            assertThatThrownBy(() -> pool.tryLease(0, stream)).isInstanceOf(IllegalArgumentException.class);
            MemoryLease<DeviceMemory> lease = pool.lease(1000, stream);
            // Its work is done, so that nothing is awaited.
            stream.close();
            lease.close();
            lease.close();
            assertThatThrownBy(lease::memory)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("lease is closed");
            assertThatThrownBy(() -> lease.usedBy(stream)).isInstanceOf(IllegalStateException.class);
            assertThat(pool.statistics().leasedBytes()).isZero();
        }
    }
}
