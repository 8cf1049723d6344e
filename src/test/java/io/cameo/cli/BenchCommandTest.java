package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a user of {@code cameo bench} sees. */
class BenchCommandTest {
    private static final String REC = "testdata/convert/im2rec/default.rec";

    @Test
    void printsARowForEachFigureWithItsBound() {
        CommandRun run = CommandRun.of(BenchCommand::new, REC, "--threads", "1", "--millis", "5");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .anySatisfy(line -> assertThat(line).startsWith("walk").contains("rec/s"))
                .anySatisfy(line -> assertThat(line).startsWith("random").contains("ns"))
                .anySatisfy(line -> assertThat(line).startsWith("sums").contains("% of memory read"))
                .anySatisfy(line -> assertThat(line).startsWith("decode").contains("% of the decoder alone"))
                .anySatisfy(line -> assertThat(line).contains("11 records"));
    }

    @Test
    void jsonHoldsTheSame() throws IOException {
        JsonNode report = CommandRun.of(BenchCommand::new, REC, "--threads", "2", "--millis", "5", "--json")
                .json();
        assertThat(report.get("records").asInt()).isEqualTo(11);
        assertThat(report.get("rows")).hasSize(6);
        assertThat(report.get("rows").get(3).get("of_bound").asDouble()).isPositive();
    }

    @Test
    void wrongNumbersAreUsage() {
        assertThat(CommandRun.of(BenchCommand::new, REC, "--threads", "0").code())
                .isEqualTo(2);
        assertThat(CommandRun.of(BenchCommand::new, REC, "--millis", "0").code())
                .isEqualTo(2);
    }
}
