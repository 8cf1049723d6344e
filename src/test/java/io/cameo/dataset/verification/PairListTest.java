package io.cameo.dataset.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairListTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"'10\t300\n'", "'300\r\n'", "''"})
    void readsLfwPairs(String head) throws IOException {
        Path file = write(head + "Abel_Pacheco\t1\t4\nAbdel_Madi\t5\tDean_Barker\t12\n\n");
        assertThat(PairList.read(file))
                .containsExactly(
                        new FacePair("Abel_Pacheco/Abel_Pacheco_0001", "Abel_Pacheco/Abel_Pacheco_0004", true),
                        new FacePair("Abdel_Madi/Abdel_Madi_0005", "Dean_Barker/Dean_Barker_0012", false));
    }

    @Test
    void readsNumbersBeyondFourDigits() throws IOException {
        assertThat(PairList.read(write("1\nA 1 12345\n"))).containsExactly(new FacePair("A/A_0001", "A/A_12345", true));
    }

    @Test
    void readsLabelledPairs() throws IOException {
        assertThat(PairList.read(write("\uFEFFa/1.jpg b/2.jpg 0\r\nwith space/1.jpg\tb/2.jpg\t1")))
                .containsExactly(
                        new FacePair("a/1.jpg", "b/2.jpg", false), new FacePair("with space/1.jpg", "b/2.jpg", true));
        assertThat(PairList.read(write(""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'10 300\nA 1\n',columns=2; expected=3 or 4; line=2",
        "'10 300\nA 1 x\n',number of an image is no number: text=x; line=2",
        "'10 300\nA -1 2\n',text=-1; line=2",
        "'A\n','not a list of pairs: columns=1'",
        "'a.jpg b.jpg 2\n',label of a pair is neither 0 nor 1: label=2; line=1",
        "'a.jpg b.jpg 1\na.jpg b.jpg c.jpg 1\n',columns=4; expected=3; line=2",
    })
    void namesTheLineThatIsWrong(String text, String reason) throws IOException {
        Path file = write(text);
        assertThatThrownBy(() -> PairList.read(file))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(reason.replace(';', ','));
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Path file = Files.write(folder.resolve("latin"), "A\u00e9 1 2".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> PairList.read(file))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void findsFiles() throws IOException {
        Path root = folder.resolve("root");
        for (String name : new String[] {"A/A_0001.jpg", "A/A_0002.png", "B/B_0001.JPG", "c.bmp"}) {
            Files.createDirectories(root.resolve(name).getParent());
            Files.write(root.resolve(name), new byte[1]);
        }
        List<FacePair> pairs = List.of(
                new FacePair("A/A_0001", "A/A_0002", true),
                new FacePair("A/A_0001", "B/B_0001", false),
                new FacePair("c.bmp", root.resolve("A/A_0001.jpg").toString(), false),
                new FacePair("A", "A/A_0001", true),
                new FacePair("a\u0000b", "A/A_0001", true));
        PairFiles files = PairFiles.resolve(pairs, root, PairFiles.EXTENSIONS);
        assertThat(files.found())
                .containsExactly(
                        new PairFiles.Found(root.resolve("A/A_0001.jpg"), root.resolve("A/A_0002.png"), true),
                        new PairFiles.Found(root.resolve("c.bmp"), root.resolve("A/A_0001.jpg"), false));
        assertThat(files.missing()).extracting(PairFiles.Missing::index).containsExactly(1, 3, 4);
        assertThat(files.missing().getFirst().reason()).startsWith("image not found: path=B/B_0001, root=");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("pairs.txt"), text);
    }
}
