package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random moments of a shuffle: what has the finished name is whole, and the next run sweeps up. */
class ShuffleKillTest {
    private static final long LONGEST_WAIT_MS = 400;

    @TempDir
    Path temp;

    @Test
    void aFewKills() throws Exception {
        kill(3, 20_270_107L);
    }

    @Test
    @Tag("crash")
    void hundredsOfKills() throws Exception {
        kill(300, System.nanoTime());
    }

    private void kill(int kills, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Path in = SeededRecords.write(temp.resolve("in.rec"), seed, 4_000);
        Path zero = temp.resolve("zero.rec");
        Path one = temp.resolve("one.rec");
        Shuffle.of(in).seed(0).to(zero);
        Shuffle.of(in).seed(1).to(one);
        for (int i = 0; i < kills; i++) {
            assertThat(Killed.after(random.nextLong(LONGEST_WAIT_MS), temp, "shuffle"))
                    .isNotEmpty();
            Killed.assertWholeOrAbsent(temp.resolve("out.rec"), List.of(zero, one));
        }
        Shuffle.of(in).seed(1).memoryBytes(300_000).to(temp.resolve("out.rec"));
        Killed.assertWholeOrAbsent(temp.resolve("out.rec"), List.of(one));
        assertThat(SeededRecords.names(temp))
                .as("seed %d", seed)
                .noneMatch(name -> name.contains("bucket") || name.contains("partial"));
    }
}
