package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MattingFaultTest {
    @Test
    void thePageListsEveryFaultAsItIs() throws IOException {
        List<String> rows = Stream.of(MattingFault.values())
                .map(fault -> "| `" + fault.name().toLowerCase(Locale.ROOT) + "` | " + fault.words() + " | "
                        + fault.effect() + " |")
                .toList();
        assertThat(Files.readAllLines(Path.of("docs/matting.md")))
                .filteredOn(line -> line.startsWith("| `"))
                .containsExactlyElementsOf(rows);
    }

    @Test
    void saysWhatEachIsInAFewWords() {
        assertThat(MattingFault.values())
                .extracting(MattingFault::words)
                .doesNotHaveDuplicates()
                .allMatch(words -> !words.endsWith(".") && words.length() < 60);
    }
}
