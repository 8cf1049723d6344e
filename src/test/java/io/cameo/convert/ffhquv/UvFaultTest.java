package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UvFaultTest {
    @Test
    void thePageListsEveryFaultAsItIs() throws IOException {
        List<String> rows = Stream.of(UvFault.values())
                .map(fault -> "| `" + fault.name().toLowerCase(Locale.ROOT) + "` | "
                        + fault.severity().name().toLowerCase(Locale.ROOT) + " | " + fault.words() + " | "
                        + fault.effect() + " |")
                .toList();
        assertThat(Files.readAllLines(Path.of("docs/uv-check.md")))
                .filteredOn(line -> line.matches("\\| `[a-z_]+` \\| (error|warning|note) .*"))
                .containsExactlyElementsOf(rows);
    }

    @Test
    void saysWhatEachIsInAFewWords() {
        assertThat(UvFault.values())
                .extracting(UvFault::words)
                .doesNotHaveDuplicates()
                .allMatch(words -> !words.endsWith(".") && words.length() < 64);
    }
}
