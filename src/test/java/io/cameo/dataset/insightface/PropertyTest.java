package io.cameo.dataset.insightface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertyTest {
    @TempDir
    Path folder;

    private Property read(String text) throws IOException {
        Path file = folder.resolve("property");
        Files.writeString(file, text);
        return Property.read(file);
    }

    @Test
    void readsTheFirstLineAndKeepsTheRest() throws IOException {
        assertThat(read("85742,112,112")).isEqualTo(Property.of(85742, 112, 112));
        assertThat(read(" 4, 112 ,96\r\n10\nshuffled\n2021-06-19\n"))
                .isEqualTo(new Property(4, 112, 96, List.of("10", "shuffled", "2021-06-19")));
        assertThat(Property.read(FaceSets.GOLDEN.resolve("A.property"))).isEqualTo(Property.of(4, 112, 112));
    }

    @Test
    void readsBackWhatItWrites() throws IOException {
        Property property = new Property(7, 1, 2, List.of("a", "", "b"));
        property.write(folder.resolve("property"));
        assertThat(Property.read(folder.resolve("property"))).isEqualTo(property);
    }

    @Test
    void refusesWhatIsNone() {
        for (String text :
                new String[] {"", "4,112", "4,112,112,3", "x,112,112", "4,0,112", "-1,112,112", "4;112;112"}) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(CorruptDataException.class);
        }
        assertThatThrownBy(() -> new Property(1, 1, 1, List.of("a\nb"))).isInstanceOf(IllegalArgumentException.class);
    }
}
