package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What a user of {@code cameo bench} sees. */
class BenchCommandTest {
    @TempDir
    private Path folder;

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
    void saysWhereTheTimeGoes() {
        CommandRun run = CommandRun.of(BenchCommand::new, REC, "--threads", "1", "--millis", "5");
        assertThat(run.out().lines().dropWhile(line -> !line.startsWith("where the time goes")))
                .anySatisfy(line -> assertThat(line).contains("read", "decode", "augment", "pack", "wait"))
                .anySatisfy(line -> assertThat(line).startsWith("batch u8").contains("/img", "%"))
                .anySatisfy(line -> assertThat(line).startsWith("batch f32"));
    }

    @Test
    void sharesInJsonAddUpToOne() throws IOException {
        JsonNode report = CommandRun.of(BenchCommand::new, REC, "--threads", "1,2", "--millis", "5", "--json")
                .json();
        assertThat(report.get("where_the_time_goes")).hasSize(4).allSatisfy(step -> {
            double sum = 0;
            for (String name : List.of("read", "decode", "augment", "pack", "wait")) {
                sum += step.get(name + "_share").asDouble();
            }
            assertThat(sum).isCloseTo(1, offset(1e-9));
        });
        assertThat(report.has("mxnet")).isFalse();
    }

    @Test
    void thePageIsWellFormedAndHoldsEveryFigureOfTheJson() throws Exception {
        Path page = folder.resolve("bench.html");
        JsonNode report = CommandRun.of(
                        BenchCommand::new,
                        REC,
                        "--threads",
                        "1,2",
                        "--millis",
                        "5",
                        "--json",
                        "--html",
                        page.toString())
                .json();
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(page.toFile());
        String text = document.getDocumentElement().getTextContent();
        List<String> figures = new ArrayList<>();
        gather(report, figures);
        assertThat(figures)
                .hasSizeGreaterThan(150)
                .allSatisfy(figure -> assertThat(text).contains(figure));
        // A plot of bounds, one of scaling, one of where the time goes, and one for each kind that was timed.
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(3 + 4);
        assertThat(document.getElementsByTagName("img").getLength()).isZero();
        assertThat(Files.readString(page)).doesNotContain("NaN").doesNotContainPattern("(src|href)=");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(page);
        }
    }

    private static void gather(JsonNode node, List<String> figures) {
        if (node.isValueNode()) {
            figures.add(node.asText());
        }
        node.forEach(inside -> gather(inside, figures));
    }

    @Test
    void thePageNeverReplacesTheFile() {
        assertThat(CommandRun.of(BenchCommand::new, REC, "--html", REC).code()).isEqualTo(2);
        assertThat(CommandRun.of(
                                BenchCommand::new,
                                REC,
                                "--html",
                                folder.resolve("no/b.html").toString())
                        .code())
                .isEqualTo(2);
    }

    @Test
    void withoutALibraryItSaysHowToGetOne() {
        CommandRun run = CommandRun.of(
                BenchCommand::new,
                REC,
                "--peer",
                "mxnet",
                "--mxnet-library",
                folder.resolve("none.so").toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().findFirst().orElseThrow())
                .contains("no libmxnet at", "none.so", "mvn verify -Poracle -DskipTests", "--mxnet-library FILE");
        CommandRun other = CommandRun.of(BenchCommand::new, REC, "--peer", "dali");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("no such peer: expected=mxnet, actual=dali");
    }

    @Test
    void whatIsNoLibraryIsRefusedBeforeAnythingIsMeasured() {
        CommandRun run = CommandRun.of(BenchCommand::new, REC, "--peer", "mxnet", "--mxnet-library", REC);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("libmxnet cannot be linked");
    }

    @Test
    void wrongNumbersAreUsage() {
        assertThat(CommandRun.of(BenchCommand::new, REC, "--threads", "0").code())
                .isEqualTo(2);
        assertThat(CommandRun.of(BenchCommand::new, REC, "--millis", "0").code())
                .isEqualTo(2);
    }
}
