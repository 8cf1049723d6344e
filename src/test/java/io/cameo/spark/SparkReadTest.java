package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark reads is what the library reads. */
@Tag("spark")
class SparkReadTest {
    private static final Path RECORDS = Path.of("testdata/record");

    @TempDir
    private Path temp;

    @Test
    void readsTheFilesOfMxnetAsTheLibraryDoes() throws IOException {
        for (String name : List.of("raw", "header", "insightface", "keys_int", "parts")) {
            Path rec = RECORDS.resolve(name + ".rec");
            assertThat(SeenRow.of(SparkRun.reader().load(rec.toString())))
                    .as(name)
                    .hasSizeGreaterThan(2)
                    .isEqualTo(SeenRow.of(rec));
        }
    }

    @Test
    void readsFoldersAndPatternsInOrderAndPassesOverEmptyAndHiddenFiles() throws IOException {
        List<SeenRow> expected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path rec = DrawnRecords.write(temp.resolve("part-" + i + ".rec"), i, 40, rank -> rank);
            expected.addAll(SeenRow.of(rec));
        }
        Files.createFile(temp.resolve("empty.rec"));
        DrawnRecords.write(temp.resolve("_hidden.rec"), 4, 3, rank -> rank);
        assertThat(SeenRow.of(SparkRun.reader().load(temp.toString()))).isEqualTo(expected);
        assertThat(SeenRow.of(SparkRun.reader().load(temp + "/part-*.rec"))).isEqualTo(expected);
        assertThat(SeenRow.of(
                        SparkRun.reader().load(temp + "/part-0.rec", temp + "/part-[12].rec", temp + "/part-0.rec")))
                .isEqualTo(expected);
        assertThat(SparkRun.reader().load(temp + "/empty.rec").count()).isZero();
    }

    @Test
    void aPathThatLeadsNowhereIsNamed() {
        assertThatThrownBy(() -> SparkRun.reader().load(temp + "/no*.rec").count())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no such file: path=" + temp + "/no*.rec");
    }

    @Test
    void aTableOfTheCatalogKeepsItsPathAndOptions() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("t.rec"), 6, 25, rank -> rank);
        SparkSession session = SparkRun.session();
        session.sql("create table drawn using cameo options (path '" + rec + "', Columns 'key,label')");
        try {
            assertThat(session.table("drawn").columns()).containsExactly("key", "label");
            assertThat(session.table("drawn").count()).isEqualTo(25);
            assertThat(session.sql("select key from drawn where key >= 20").collectAsList())
                    .hasSize(5);
        } finally {
            session.sql("drop table drawn");
        }
        assertThat(rec).exists();
    }

    @Test
    void keysMayBeBeyond31BitsOrText() throws IOException {
        Path large = DrawnRecords.write(temp.resolve("large.rec"), 5, 30, rank -> (1L << 31) * rank - 9);
        assertThat(SeenRow.of(SparkRun.reader().load(large.toString()))).isEqualTo(SeenRow.of(large));
        Path text = RECORDS.resolve("keys_str.rec");
        for (Path rec : List.of(text, copyWithCix(text))) {
            assertThat(SeenRow.of(SparkRun.reader().option("keys", "text").load(rec.toString())))
                    .isEqualTo(SeenRow.of(rec));
            assertThatThrownBy(() -> SparkRun.reader().load(rec.toString()).collectAsList())
                    .hasStackTraceContaining("keys of this file are text, read them with option keys=text: file=");
            assertThat(SparkRun.reader().load(rec.toString()).drop("key").collectAsList())
                    .hasSameSizeAs(SeenRow.of(rec));
        }
    }

    @Test
    void withoutAnIndexKeysAreNull() throws IOException {
        Path rec = Files.copy(RECORDS.resolve("parts.rec"), temp.resolve("bare.rec"));
        List<SeenRow> rows = SeenRow.of(SparkRun.reader().load(rec.toString()));
        assertThat(rows).isEqualTo(SeenRow.of(rec)).hasSize(61).allMatch(row -> row.key() == null);
    }

    @Test
    void columnsAreThoseThatAreAskedFor() throws IOException {
        Path rec = DrawnRecords.write(temp.resolve("a.rec"), 6, 30, rank -> rank);
        Dataset<Row> rows = SparkRun.reader()
                .option("columns", "offset, content, flag, length")
                .load(rec.toString());
        assertThat(rows.columns()).containsExactly("offset", "content", "flag", "length");
        assertThat(rows.collectAsList())
                .hasSize(30)
                .allSatisfy(row -> assertThat((byte[]) row.getAs(1)).hasSize(row.getInt(3)));
        assertThat(SparkRun.reader()
                        .schema("label float, file string")
                        .load(rec.toString())
                        .collectAsList())
                .hasSize(30);
        assertThatThrownBy(() -> SparkRun.reader()
                        .schema("label double")
                        .load(rec.toString())
                        .collectAsList())
                .hasMessageContaining("column of another type: column=label, expected=float, actual=double");
        assertThatThrownBy(() -> SparkRun.reader().option("columns", "size").load(rec.toString()))
                .hasMessageContaining("records have no such column: column=size");
    }

    private Path copyWithCix(Path rec) throws IOException {
        Path copy = temp.resolve("with_cix.rec");
        try (io.cameo.record.RecordFile file = io.cameo.record.RecordFile.open(rec);
                io.cameo.record.RecordWriter writer = io.cameo.record.RecordWriter.create(copy)) {
            for (int i = 0; i < file.size(); i++) {
                writer.write(file.at(i).keyText(), file.at(i).content());
            }
            writer.commit();
        }
        return copy;
    }
}
