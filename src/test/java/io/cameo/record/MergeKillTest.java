package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random moments of a merge: what has the finished name is whole, and the next run sweeps up. */
class MergeKillTest {
    private static final long LONGEST_WAIT_MS = 400;

    @TempDir
    Path temp;

    @Test
    void aFewKills() throws Exception {
        kill(3, 20_270_108L);
    }

    @Test
    @Tag("crash")
    void hundredsOfKills() throws Exception {
        kill(300, System.nanoTime());
    }

    private void kill(int kills, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Path in = SeededRecords.write(temp.resolve("in.rec"), seed, 4_000);
        Path other = SeededRecords.write(temp.resolve("other.rec"), seed + 1, 3_000);
        Path zero = temp.resolve("zero.rec");
        Path one = temp.resolve("one.rec");
        Merge.of(List.of(in, other)).to(zero);
        Merge.of(List.of(other, in)).to(one);
        for (int i = 0; i < kills; i++) {
            assertThat(Killed.after(random.nextLong(LONGEST_WAIT_MS), temp, "merge"))
                    .isNotEmpty();
            Killed.assertWholeOrAbsent(temp.resolve("out.rec"), List.of(zero, one));
        }
        Merge.of(List.of(other, in)).to(temp.resolve("out.rec"));
        Killed.assertWholeOrAbsent(temp.resolve("out.rec"), List.of(one));
        assertThat(SeededRecords.names(temp)).as("seed %d", seed).noneMatch(name -> name.contains("partial"));
    }
}
