package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.record.SeededRecords.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random moments of appends: each counts or does not, and what was said to be done counts. */
class AppendKillTest {
    private static final int OLD = 300;
    private static final int ADDED = 2_000;
    private static final long LONGEST_WAIT_MS = 150;

    @TempDir
    Path temp;

    @Test
    void aFewKills() throws Exception {
        kill(4, 20_270_109L);
    }

    @Test
    @Tag("crash")
    void hundredsOfKills() throws Exception {
        kill(300, System.nanoTime());
    }

    private void kill(int kills, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Path in = SeededRecords.write(temp.resolve("in.rec"), seed, ADDED);
        List<Seen> added = SeededRecords.read(in);
        Path out = temp.resolve("out.rec");
        for (int i = 0; i < kills; i++) {
            Files.deleteIfExists(AppendJournal.besides(out));
            SeededRecords.write(out, seed + 1, OLD);
            List<Seen> old = SeededRecords.read(out);
            int done = Killed.after(random.nextLong(LONGEST_WAIT_MS), temp, "append")
                    .size();
            assertOldAndNew(indexed(out), old, added, done, seed);
            if (random.nextBoolean()) {
                Append.recover(out);
                assertOldAndNew(SeededRecords.read(out), old, added, done, seed);
            } else {
                Append.to(out).from(List.of(in));
                assertOldAndNew(SeededRecords.read(out), old, added, done + 1, seed);
            }
            assertThat(SeededRecords.names(temp))
                    .as("seed %d", seed)
                    .noneMatch(name -> name.contains("partial") && !name.contains("lock"));
        }
    }

    /** What a reader with an index sees before anything is recovered. */
    private static List<Seen> indexed(Path rec) throws IOException {
        List<Seen> seen = new ArrayList<>();
        try (RecordFile file = RecordFile.open(rec)) {
            for (int i = 0; i < file.size(); i++) {
                seen.add(Seen.of(file.at(i)));
            }
        }
        return seen;
    }

    /** The old records, and the added ones as often as was said, or once more: the run may not have come to say it. */
    private static void assertOldAndNew(List<Seen> seen, List<Seen> old, List<Seen> added, int done, long seed) {
        int rounds = (seen.size() - OLD) / ADDED;
        assertThat(seen.size()).as("seed %d", seed).isEqualTo(OLD + rounds * ADDED);
        assertThat(rounds).as("seed %d", seed).isBetween(done, done + 1);
        assertThat(seen.subList(0, OLD)).isEqualTo(old);
        for (int i = OLD; i < seen.size(); i++) {
            assertThat(seen.get(i).key()).isEqualTo(Integer.toString(i));
            String payload = added.get((i - OLD) % ADDED).content().substring(48);
            assertThat(seen.get(i).content()).as("seed %d, record %d", seed, i).endsWith(payload);
        }
    }
}
