package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code cameo filter} sees. */
class FilterCommandTest {
    private static final String PARTS = "testdata/record/parts.rec";

    @TempDir
    Path temp;

    private CommandRun filter(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = PARTS;
        args[1] = "-o";
        args[2] = temp.resolve("out.rec").toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return CommandRun.of(FilterCommand::new, args);
    }

    private int kept(String... options) throws IOException {
        String[] args = java.util.Arrays.copyOf(options, options.length + 1);
        args[options.length] = "--json";
        CommandRun run = filter(args);
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode json = run.json();
        assertThat(json.get("seen").asInt()).isEqualTo(61);
        return json.get("kept").asInt();
    }

    @Test
    void everyConditionCanBeSaid() throws IOException {
        int all = kept();
        assertThat(all).isEqualTo(61);
        int zero = kept("--labels", "0");
        assertThat(zero).isBetween(1, 60);
        assertThat(kept("--labels", "0", "--invert")).isEqualTo(61 - zero);
        assertThat(kept("--labels", "-5-0,1000")).isEqualTo(zero);
        assertThat(kept("--label-range", "-0.5..0.5")).isEqualTo(zero);
        assertThat(kept("--keys", "3,5, 8")).isEqualTo(3);
        Path keys = Files.writeString(temp.resolve("keys.txt"), "3\n\n5\n");
        assertThat(kept("--keys-from", keys.toString())).isEqualTo(2);
        assertThat(kept("--min-size", "1G")).isZero();
        assertThat(kept("--max-size", "1G", "--min-per-label", "1")).isEqualTo(61);
        assertThat(kept("--labels", "0", "--per-label", "2", "--seed", "4")).isEqualTo(Math.min(2, zero));
    }

    @Test
    void saysWhatItKept() {
        CommandRun run = filter("--keys", "3");
        assertThat(run.out()).contains("1 of 61 records kept").contains("out.cix");
        assertThat(filter("--keys", "3", "--quiet").out()).isEmpty();
    }

    @Test
    void wrongUsageIsSaidInASentence() {
        assertThat(filter("--labels", "a-b").err()).contains("--labels takes numbers: 'a'");
        assertThat(filter("--labels", "5-3").err()).contains("end comes first: 5 to 3");
        assertThat(filter("--labels", "16777217").err()).contains("none is 16777217; the nearest is 16777216");
        assertThat(filter("--label-range", "0..1e39").err()).contains("more than a label can be: 1e39");
        assertThat(filter("--min-size", "2k", "--max-size", "1k").err()).contains("--min-size is more than");
        assertThat(filter("--keys-from", temp.toString()).err()).contains("is a folder, not a file: " + temp);
        assertThat(filter("--label-range", "3").err()).contains("FROM..TO");
        assertThat(filter("--keys", ",").err()).contains("--keys names no key");
        assertThat(filter("--keys", "1", "--keys-from", PARTS).err()).contains("exclude each other");
        CommandRun missing = filter("--keys", "61");
        assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("no record with this key: key=61");
        assertThat(filter("--per-label", "0").code()).isEqualTo(ExitCode.USAGE);
    }
}
