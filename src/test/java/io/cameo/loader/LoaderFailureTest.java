package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong, and what is left then: nothing. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoaderFailureTest {
    @TempDir
    Path folder;

    private LoaderBuilder bad(int... keys) throws IOException {
        List<Integer> bad = new ArrayList<>();
        for (int key : keys) {
            bad.add(key);
        }
        return Loader.of(MadeRecords.writeWithBad(folder.resolve("bad.rec"), 40, bad))
                .size(MadeRecords.WIDTH_PX, MadeRecords.HEIGHT_PX)
                .batch(4);
    }

    @Test
    void theFirstBadSampleOfTheOrderFailsWhateverTheWorkers() throws IOException {
        LoaderBuilder builder = bad(9, 12, 30).shuffle(8);
        List<String> stories = new ArrayList<>();
        for (int workers = 1; workers <= 4; workers++) {
            List<Long> keys = new ArrayList<>();
            try (Loader loader = builder.workers(workers).prefetch(5).open()) {
                Iterator<Batch> batches = loader.epoch(0).iterator();
                assertThatThrownBy(
                                () -> batches.forEachRemaining(batch -> keys.addAll(MadeRecords.keys(List.of(batch)))))
                        .isInstanceOfSatisfying(CorruptDataException.class, e -> {
                            assertThat(e.getMessage())
                                    .matches("sample cannot be used: key=(9|12|30), reason=.*: file=.*bad.rec,"
                                            + " offset=[0-9]+");
                            assertThat(e.offsetBytes()).isPositive();
                            stories.add(keys + e.getMessage());
                        });
                assertThat(batches.hasNext()).isFalse();
                assertThat(loader.position().unitsDone()).isEqualTo(keys.size());
            }
        }
        assertThat(stories).hasSize(4);
        assertThat(stories.stream().distinct()).hasSize(1);
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void skippedSamplesLeaveTheirRowsEmpty() throws IOException {
        try (Loader loader = bad(0, 9).onError(ErrorPolicy.SKIP).open()) {
            List<BadSample> found = new ArrayList<>();
            for (Batch batch : loader.epoch(0)) {
                for (int row = 0; row < 4; row++) {
                    long key = batch.number() * 4 + row;
                    boolean isBad = key == 0 || key == 9;
                    assertThat(batch.isValid(row)).isEqualTo(!isBad);
                    assertThat(batch.key(row)).isEqualTo(isBad ? -1 : key);
                    if (isBad) {
                        assertThat(MadeRecords.row(batch, row)).containsOnly(0);
                    }
                }
                found.addAll(batch.badSamples());
            }
            assertThat(found).extracting(BadSample::key).containsExactly(0L, 9L);
            assertThat(found).extracting(BadSample::row).containsExactly(0, 1);
            assertThat(found.get(1).offsetBytes()).isPositive();
        }
    }

    @Test
    void replacedSamplesAreTheSameForAnyWorkers() throws IOException {
        LoaderBuilder builder = bad(0, 9, 10, 11).onError(ErrorPolicy.REPLACE).shuffle(1);
        List<Long> expected = List.of();
        for (int workers = 1; workers <= 3; workers++) {
            try (Loader loader = builder.workers(workers).open()) {
                List<Long> keys = MadeRecords.keys(loader.epoch(3));
                assertThat(keys).hasSize(40).doesNotContain(0L, 9L, 10L, 11L);
                expected = expected.isEmpty() ? keys : expected;
                assertThat(keys).isEqualTo(expected);
            }
        }
        int[] all = new int[40];
        for (int i = 0; i < 40; i++) {
            all[i] = i;
        }
        try (Loader loader = bad(all).onError(ErrorPolicy.REPLACE).open()) {
            for (Batch batch : loader.epoch(0)) {
                assertThat(batch.samples()).isZero();
                assertThat(batch.badSamples()).hasSize(4 * 17);
            }
        }
    }

    @Test
    void anExceptionOnAWorkerReachesWhoeverDraws() throws IOException {
        IllegalStateException planned = new IllegalStateException("planned");
        AtomicInteger calls = new AtomicInteger();
        LoaderBuilder builder = bad().augment((image, random, scratch) -> {
            if (calls.incrementAndGet() == 17) {
                throw planned;
            }
            return image;
        });
        try (Loader loader = builder.workers(2).open()) {
            assertThatThrownBy(() -> loader.epoch(0).forEach(batch -> {})).isSameAs(planned);
            assertThat(MadeRecords.threads()).isEmpty();
            assertThat(MadeRecords.keys(loader.epoch(0))).hasSize(40); // the loader works on
        }
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void manyEpochsBrokenOffLeaveNothing() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        LoaderBuilder builder = bad().shuffle(seed);
        List<MemorySegment> memories = new ArrayList<>();
        for (int round = 0; round < 60; round++) {
            String story = "seed=" + seed + " round=" + round;
            try (Loader loader = builder.workers(random.nextInt(1, 4))
                    .prefetch(random.nextInt(1, 5))
                    .open()) {
                for (int epoch = 0; epoch < 3; epoch++) {
                    int stop = random.nextInt(12);
                    for (Batch batch : loader.epoch(epoch)) {
                        memories.add(batch.images());
                        if (stop-- == 0) {
                            break;
                        }
                    }
                }
            }
            MadeRecords.assertNothingLeft(folder);
            assertThat(memories).as(story).noneMatch(memory -> memory.scope().isAlive());
            memories.clear();
        }
    }

    @Test
    void memoryIsThatOfPrefetchAndOneBatch() throws IOException {
        try (Loader loader = bad().workers(3).prefetch(2).open()) {
            List<Long> addresses = new ArrayList<>();
            for (Batch batch : loader.epochs(0, 20)) {
                addresses.add(batch.images().address());
            }
            assertThat(addresses.stream().distinct().count()).isLessThanOrEqualTo(3);
            assertThat(addresses).hasSize(200);
        }
    }

    @Test
    void anInterruptEndsTheWaitAndDrawingGoesOn() throws IOException {
        try (Loader loader = bad().shuffle(2).open()) {
            List<Long> expected = MadeRecords.sums(loader.epoch(0));
            Iterator<Batch> batches = loader.epoch(0).iterator();
            List<Long> seen = new ArrayList<>();
            seen.add(MadeRecords.sum(batches.next()));
            Thread.currentThread().interrupt();
            assertThatThrownBy(batches::next).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            batches.forEachRemaining(batch -> seen.add(MadeRecords.sum(batch)));
            assertThat(seen).isEqualTo(expected);
        }
    }

    @Test
    void closedByAnotherThreadWhoeverReadsGetsAnException() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            Loader loader = bad().shuffle(seed).workers(2).open();
            AtomicReference<@Nullable Throwable> seen = new AtomicReference<>();
            Thread reader = new Thread(() -> {
                try {
                    long sum = 0;
                    for (Batch batch : loader.epochs(0, Long.MAX_VALUE)) {
                        for (long at = 0; at < batch.images().byteSize(); at++) {
                            sum += batch.images().get(LittleEndian.BYTE, at);
                        }
                    }
                    seen.set(new AssertionError("ended: sum=" + sum));
                } catch (Throwable e) {
                    seen.set(e);
                }
            });
            reader.start();
            LockSupport.parkNanos(random.nextLong(3_000_000));
            loader.close();
            reader.join();
            assertThat(seen.get()).as("seed=%d round=%d", seed, round).isInstanceOf(IllegalStateException.class);
            MadeRecords.assertNothingLeft(folder);
        }
    }

    @Test
    void aFileThatVanishesStaysReadable() throws IOException {
        try (Loader loader = bad().open()) {
            Iterator<Batch> batches = loader.epoch(0).iterator();
            batches.next();
            Files.delete(folder.resolve("bad.rec"));
            int more = 0;
            while (batches.hasNext()) {
                more += batches.next().samples();
            }
            assertThat(more).isEqualTo(36);
        }
        MadeRecords.assertNothingLeft(folder);
    }

    /** The child: loads on while the file is cut, under a policy that forgives bad samples. */
    public static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            Path rec = Path.of(args[0]);
            try (Loader loader = Loader.of(rec)
                    .onError(ErrorPolicy.SKIP)
                    .shuffle(1)
                    .batch(16)
                    .workers(2)
                    .open()) {
                int drawn = 0;
                for (Batch batch : loader.epochs(0, 1_000)) {
                    if (batch.samples() > 0 && ++drawn == 50) {
                        try (FileChannel channel = FileChannel.open(rec, StandardOpenOption.WRITE)) {
                            channel.truncate(5_000);
                        }
                    }
                }
            } catch (CorruptDataException expected) {
                System.out.println("said: " + expected.getMessage());
            }
            System.out.println("threads=" + MadeRecords.threads().size());
        }
    }

    @Test
    void aFileThatIsCutEndsTheEpochUnderAnyPolicy() throws Exception {
        Path rec = MadeRecords.write(folder.resolve("cut.rec"), 0, 600);
        assertThat(Files.size(rec)).isGreaterThan(100_000);
        Path said = folder.resolve("said.txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        rec.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = child.waitFor(60, TimeUnit.SECONDS);
        child.destroyForcibly();
        assertThat(ended).isTrue();
        assertThat(Files.readString(said))
                .contains("said: file shrank")
                .contains("file=" + rec)
                .contains("threads=0");
        assertThat(child.exitValue()).isZero();
    }
}
