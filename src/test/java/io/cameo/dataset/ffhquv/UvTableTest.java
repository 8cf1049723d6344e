package io.cameo.dataset.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.table.ColumnKind;
import io.cameo.table.Query;
import io.cameo.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table beside a record file. */
class UvTableTest {
    private static final int BYTES = 20_000;

    @TempDir
    Path temp;

    private Path rec = Path.of("");

    @BeforeEach
    void make() throws IOException {
        rec = temp.resolve("a.rec");
        Files.write(rec, new byte[BYTES]); // what is in it does not count
        UvTableWriter table = new UvTableWriter();
        for (int i = 0; i < 3; i++) {
            String id = "00100" + i;
            UvMetaEntry meta = new UvMetaEntry(id, 20.5 + i, i == 1 ? null : 0.25, i, FfhqIndex.NULL);
            table.add(new UvRow(
                    new UvNames(UvSet.FFHQ_UV, id, i == 2 ? null : meta, EnumSet.noneOf(UvPart.class), Map.of()),
                    EnumSet.of(UvPart.FRONT),
                    0,
                    0,
                    0,
                    i == 0 ? new FaceAttributes(1, 0.5, 0, 0.75, 1, 1, -3, 4) : null,
                    i == 0 ? new FaceLight(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}) : null));
        }
        table.write(rec);
    }

    @Test
    void saysWhatIsKnownAndWhatIsMissing() throws IOException {
        try (UvTable opened = UvTable.open(rec)) {
            Table table = opened.table();
            assertThat(opened.path()).isEqualTo(temp.resolve("a.tbl"));
            assertThat(table.column("shard").whole(2)).isEqualTo(1);
            assertThat(table.column("key").whole(2)).isEqualTo(1002);
            assertThat(table.column("gender").word(0)).isEqualTo("female");
            assertThat(table.column("gender").word(1)).isEqualTo("male");
            assertThat(table.column("gender").isMissing(2)).isTrue();
            assertThat(table.column("beard").isMissing(1)).isTrue();
            assertThat(table.column("glasses").word(0)).isEqualTo("yes");
            assertThat(table.column("l8").number(0)).isEqualTo(9);
            assertThat(Query.of("has_front = yes and has_map = no and map_px is null", table)
                            .rows())
                    .hasSize(3);
            assertThat(Query.of("expression > 0.5 or age = 21.5", table).rows()).containsExactly(0, 1);
        }
    }

    @Test
    void knowsItsRecordFile() throws IOException {
        for (int at : new int[] {0, 4095, BYTES - 4096, BYTES - 1}) {
            byte[] changed = new byte[BYTES];
            changed[at] = 1;
            Files.write(rec, changed);
            assertThatThrownBy(() -> UvTable.open(rec))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("table was made for another record file");
        }
        Files.write(rec, new byte[BYTES + 1]);
        try (UvTable alone = UvTable.openAlone(UvTable.besides(rec))) {
            assertThat(alone.belongsTo(rec)).isFalse();
            Files.write(rec, new byte[BYTES]);
            assertThat(alone.belongsTo(rec)).isTrue();
        }
        Files.delete(UvTable.besides(rec));
        assertThatThrownBy(() -> UvTable.open(rec)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void takesColumnsAndRows() throws IOException {
        Path other = temp.resolve("b.rec");
        Files.write(other, new byte[9]);
        try (UvTable table = UvTable.open(rec)) {
            table.edit()
                    .numbers("bs_error", "of a profile", new double[] {7.25, Double.NaN, 6})
                    .numbers("age", "in months", new double[] {1, 2, 3})
                    .words("mood", "", new String[] {"good", null, "bad"})
                    .note("by", "me")
                    .write(rec);
            table.edit().rows(new int[] {2, 0}).write(other);
            assertThat(table.table().column("age").number(0)).isEqualTo(20.5); // the old one is as it was
            assertThatThrownBy(() -> table.edit().numbers("x", "", new double[2]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("another length");
        }
        try (UvTable edited = UvTable.open(rec);
                UvTable chosen = UvTable.open(other)) {
            Table table = edited.table();
            assertThat(table.column("bs_error").about()).isEqualTo("of a profile");
            assertThat(table.column("bs_error").isMissing(1)).isTrue();
            assertThat(table.column("age").number(2)).isEqualTo(3);
            assertThat(table.column("age").about()).isEqualTo("in months");
            assertThat(table.column("mood").kind()).isEqualTo(ColumnKind.WORD);
            assertThat(table.column("mood").word(2)).isEqualTo("bad");
            assertThat(table.column("beard").isMissing(1)).isTrue();
            assertThat(table.note("by")).isEqualTo("me");
            assertThat(edited.isChosen()).isFalse();
            assertThat(chosen.isChosen()).isTrue();
            assertThat(chosen.table().rows()).isEqualTo(2);
            assertThat(chosen.table().column("id").word(0)).isEqualTo("001002");
            assertThat(chosen.table().column("l0").number(1)).isEqualTo(1);
        }
    }
}
