package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random moments of a split: each part that has its name is whole, and the next run sweeps up. */
class SplitKillTest {
    private static final long LONGEST_WAIT_MS = 400;

    @TempDir
    Path temp;

    @Test
    void aFewKills() throws Exception {
        kill(3, 20_270_110L);
    }

    @Test
    @Tag("crash")
    void hundredsOfKills() throws Exception {
        kill(300, System.nanoTime());
    }

    private void kill(int kills, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Path in = SeededRecords.write(temp.resolve("in.rec"), seed, 4_000);
        for (int which = 0; which < 2; which++) {
            Split.of(in).byRatio(ReshapeChild.RATIOS, which).to(temp.resolve("ratio" + which));
            ReshapeChild.sorted(in, which).to(temp.resolve("sorted" + which));
        }
        for (int i = 0; i < kills; i++) {
            assertThat(Killed.after(random.nextLong(LONGEST_WAIT_MS), temp, "split"))
                    .isNotEmpty();
            assertPartsAreWholeOrAbsent();
        }
        for (String name : List.of("ratio", "sorted")) {
            Path out = temp.resolve("out-" + name);
            Split split =
                    name.equals("ratio") ? Split.of(in).byRatio(ReshapeChild.RATIOS, 1) : ReshapeChild.sorted(in, 1);
            for (SplitReport.Part part : split.to(out).parts()) {
                Killed.assertWholeOrAbsent(part.rec(), List.of(whole(part.rec(), name + 1)));
                assertThat(CixFile.besides(part.rec())).exists();
            }
        }
        assertThat(SeededRecords.names(temp))
                .as("seed %d", seed)
                .noneMatch(name -> name.contains("bucket") || name.contains("partial"));
    }

    private void assertPartsAreWholeOrAbsent() throws IOException {
        for (String name : SeededRecords.names(temp)) {
            if (name.startsWith("out-") && name.endsWith(".rec")) {
                String kind = name.substring("out-".length(), name.indexOf('_'));
                Path part = temp.resolve(name);
                Killed.assertWholeOrAbsent(part, List.of(whole(part, kind + 0), whole(part, kind + 1)));
            }
        }
    }

    /** The part of the same number of a split that nobody killed. */
    private Path whole(Path part, String prefix) {
        String name = part.getFileName().toString();
        Path whole = temp.resolve(prefix + name.substring(name.indexOf('_')));
        assertThat(Files.exists(whole)).as("%s", whole).isTrue();
        return whole;
    }
}
