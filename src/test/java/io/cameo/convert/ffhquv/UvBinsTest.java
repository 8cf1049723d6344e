package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.table.ColumnKind;
import io.cameo.table.Table;
import io.cameo.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UvBinsTest {
    @TempDir
    Path temp;

    private List<String> classes(String bins) throws IOException {
        Path file = temp.resolve("a.tbl");
        new TableBuilder()
                .column("gender", ColumnKind.WORD, "")
                .column("age", ColumnKind.NUMBER, "")
                .row()
                .set("gender", "male")
                .set("age", 20.0)
                .row()
                .set("gender", "female")
                .set("age", 19.99)
                .row()
                .set("gender", "female")
                .set("age", 60.0)
                .row()
                .set("gender", "female")
                .set("age", 60.01)
                .row()
                .set("age", 30.0)
                .write(file);
        List<String> names = new ArrayList<>();
        try (Table table = Table.open(file)) {
            BinClasses of = new BinClasses(UvBins.parse(bins), table);
            for (int row = 0; row < table.rows(); row++) {
                BinClasses.Placed placed = of.place(row);
                names.add(placed.reason() == null ? placed.order() + placed.name() : "-" + placed.reason());
            }
        }
        return names;
    }

    @Test
    void intervalsHaveTheirBeginAndTheLastItsEnd() throws IOException {
        assertThat(classes("age:0,20,60"))
                .containsExactly("[1]age=20..60", "[0]age=0..20", "[1]age=20..60", "-age in no bin", "[1]age=20..60");
    }

    @Test
    void wordsAreClassesInTheirAlphabet() throws IOException {
        assertThat(classes(" Gender "))
                .containsExactly(
                        "[1]gender=male", "[0]gender=female", "[0]gender=female", "[0]gender=female", "-no gender");
        assertThat(classes("gender:male; age:0,100")).first().isEqualTo("[0, 0]gender=male, age=0..100");
        assertThat(classes("gender:male")).element(1).isEqualTo("-gender in no bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "age:", "age:1,,2", ":3", "age:1,2;age:3,4"})
    void whatAreNoBinsIsRefused(String text) {
        assertThatThrownBy(() -> UvBins.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"age", "age:3", "age:3,2", "age:1,1", "age:young,old", "height:1,2"})
    void whatDoesNotFitTheColumnIsRefused(String text) {
        assertThatThrownBy(() -> classes(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sharesAreRead() {
        assertThat(UvWeights.parse("0.25,0.5,0.75").perPair()).isEqualTo(3);
        assertThat(UvWeights.parse("0.25,0.5,0.75").at(2, 0.9)).isEqualTo(0.75);
        assertThat(UvWeights.parse("uniform:0.1-0.9").perPair()).isOne();
        assertThat(UvWeights.parse("uniform:0.1-0.9").at(0, 0.5)).isEqualTo(0.5);
        assertThat(UvWeights.parse("uniform:0.1-0.9")).hasToString("uniform:0.1-0.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "1", "0.5,0.5", "x", "uniform:0.9-0.1", "uniform:0.5", "NaN", "-0.1", "uniform:0-1"})
    void whatAreNoSharesIsRefused(String text) {
        assertThatThrownBy(() -> UvWeights.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
