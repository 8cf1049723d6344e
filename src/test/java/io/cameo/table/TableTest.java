package io.cameo.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    @TempDir
    Path folder;

    private static List<String> texts(Table table) {
        List<String> texts = new ArrayList<>();
        for (Column column : table.columns()) {
            for (int row = 0; row < table.rows(); row++) {
                texts.add(column.isMissing(row) + " " + column.text(row));
            }
        }
        return texts;
    }

    @Test
    void givesBackWhatWasPutIn() throws IOException {
        try (Table table = People.some(folder)) {
            assertThat(table.rows()).isEqualTo(5);
            assertThat(table.columns().stream().map(Column::name))
                    .containsExactly("id", "gender", "age", "beard", "yaw", "ffhq_index");
            assertThat(table.note("source")).isEqualTo("made up");
            assertThat(table.note("other")).isNull();
            Column gender = table.column("Gender");
            assertThat(gender.word(0)).isEqualTo("female");
            assertThat(gender.word(3)).isNull();
            assertThat(gender.words()).isEqualTo(2);
            assertThat(table.column("age").number(1)).isEqualTo(31);
            assertThat(table.column("age").isMissing(3)).isTrue();
            assertThat(table.column("age").about()).isEqualTo("years");
            assertThat(table.column("yaw").number(2)).isNaN();
            assertThat(table.column("FFHQ-Index").whole(2)).isEqualTo(69_999);
            assertThat(table.column("ffhq_index").number(1)).isNaN();
            assertThat(table.column("beard").text(4)).isEqualTo("0.0999");
            assertThat(table.column("age").text(0)).isEqualTo("25");
            assertThatThrownBy(() -> gender.number(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> gender.word(5)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> table.column("agee")).hasMessageContaining("no such column: column=agee");
        }
    }

    @Test
    void anEmptyTableIsATable() throws IOException {
        Path file = folder.resolve("none.tbl");
        People.columns().write(file);
        try (Table table = Table.open(file)) {
            assertThat(table.rows()).isZero();
            assertThat(Query.of("age > 3", table).rows()).isEmpty();
        }
    }

    @Test
    void sameRowsGiveTheSameBytes() throws IOException {
        People.some(folder).close();
        byte[] first = Files.readAllBytes(folder.resolve("people.tbl"));
        People.some(folder).close();
        assertThat(Files.readAllBytes(folder.resolve("people.tbl"))).isEqualTo(first);
    }

    @Test
    void everyFlippedBitIsFoundOrMeansNothing() throws IOException {
        List<String> sound;
        try (Table table = People.some(folder)) {
            sound = texts(table);
        }
        byte[] bytes = Files.readAllBytes(folder.resolve("people.tbl"));
        Path bad = folder.resolve("bad.tbl");
        int found = 0;
        for (int bit = 0; bit < 8 * bytes.length; bit += 3) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(bad, flipped);
            try (Table table = Table.open(bad)) {
                assertThat(texts(table)).as("bit " + bit).isEqualTo(sound);
            } catch (CorruptDataException damaged) {
                found++;
            }
        }
        assertThat(found).isGreaterThan(8 * bytes.length / 3 * 8 / 10);
    }

    @Test
    void damageInOneColumnHidesNoOther() throws IOException {
        People.some(folder).close();
        Path file = folder.resolve("people.tbl");
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] ^= 1; // of the first part: values of the first column
        Files.write(file, bytes);
        try (Table table = Table.open(file)) {
            Column damaged = table.columns().getFirst();
            for (Column column : table.columns().subList(1, table.columns().size())) {
                assertThat(column.text(0)).isNotNull();
            }
            assertThatThrownBy(() -> damaged.text(0))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("checksum mismatch")
                    .hasMessageContaining("part=values/" + damaged.name());
            assertThatThrownBy(table::check).isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void everyCutIsFound() throws IOException {
        People.some(folder).close();
        byte[] bytes = Files.readAllBytes(folder.resolve("people.tbl"));
        Path cut = folder.resolve("cut.tbl");
        for (int length = 1; length < bytes.length; length += 7) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Table.open(cut)).isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void buildersRefuseWhatCannotBe() {
        TableBuilder table = People.columns();
        for (String name : new String[] {"Age", "age", "and", "1st", "", "a-b"}) {
            assertThatThrownBy(() -> table.column(name, ColumnKind.NUMBER, ""))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> table.set("age", 3)).isInstanceOf(IllegalStateException.class);
        table.row();
        assertThatThrownBy(() -> table.set("age", "old")).hasMessageStartingWith("column has numbers");
        assertThatThrownBy(() -> table.set("gender", 1)).hasMessageStartingWith("column has words");
        assertThatThrownBy(() -> table.set("ffhq_index", 0.5)).hasMessageStartingWith("not a whole number");
        assertThatThrownBy(() -> table.set("height", 1)).hasMessageStartingWith("no such column");
        assertThatThrownBy(() -> table.column("late", ColumnKind.NUMBER, "")).isInstanceOf(IllegalStateException.class);
    }
}
