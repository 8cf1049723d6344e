package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.table.Column;
import io.cameo.table.ColumnKind;
import io.cameo.table.Query;
import io.cameo.table.Table;
import io.cameo.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the names of files, the meta file and a table of metrics say of a set's samples: a row each, in the order of ids. Opens
 * no map and no latent. A file in the folder for temporary files until it is closed.
 */
final class SampleTable implements AutoCloseable {
    private static final List<UvPart> RELEASED = List.of(UvPart.MAP, UvPart.FRONT, UvPart.LEFT, UvPart.RIGHT);
    private static final String ID = "id";
    private static final String SET = "set";

    private final Path file;
    private final Table table;
    private final List<UvSample> samples;
    private final @Nullable UvMeta meta;
    private final int joined;

    private SampleTable(Path file, Table table, List<UvSample> samples, @Nullable UvMeta meta, int joined) {
        this.file = file;
        this.table = table;
        this.samples = samples;
        this.meta = meta;
        this.joined = joined;
    }

    /**
     * Gathers what is known.
     *
     * @param metrics a table with a column {@code id}, whose other columns are added under their names, unless the meta file
     *     has them; null for none
     * @throws IllegalArgumentException if the metrics have no ids, an id twice, or are of another set
     */
    static SampleTable of(UvTree tree, UvSet set, @Nullable Path metrics) throws IOException {
        Path file = Files.createTempFile("cameo-uv", ".tbl");
        try {
            UvMeta meta = tree.meta(set);
            List<UvSample> samples = tree.samples(set);
            int joined = 0;
            if (metrics == null) {
                write(samples, meta, file, null);
            } else {
                try (Table measured = Table.open(metrics)) {
                    Joined more = new Joined(measured, set);
                    write(samples, meta, file, more);
                    joined = more.found;
                }
            }
            return new SampleTable(file, Table.open(file), samples, meta, joined);
        } catch (Throwable failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    /** The rows of a table of metrics by their ids. */
    private static final class Joined {
        private final List<Column> columns = new ArrayList<>();
        private final Map<String, Integer> rows = new HashMap<>();
        private int found;

        Joined(Table table, UvSet set) {
            String noted = table.note(SET);
            if (noted != null && !noted.equals(set.word())) {
                throw new IllegalArgumentException("metrics are of another set: file=" + table.path() + ", expected="
                        + set.word() + ", actual=" + noted);
            }
            Column ids = table.column(ID);
            Column sets = table.find(SET).orElse(null);
            for (int row = 0; row < table.rows(); row++) {
                String id = ids.word(row);
                boolean other = sets != null && !set.word().equals(sets.word(row));
                if (id != null && !other && rows.put(id, row) != null) {
                    throw new IllegalArgumentException("metrics have an id twice: file=" + table.path() + ", id=" + id);
                }
            }
            table.columns().stream()
                    .filter(column ->
                            !column.name().equals(ID) && !column.name().equals(SET))
                    .forEach(columns::add);
        }

        void set(TableBuilder table, String id) {
            Integer row = rows.get(id);
            if (row == null) {
                return;
            }
            found++;
            for (Column column : columns) {
                if (!column.isMissing(row)) {
                    switch (column.kind()) {
                        case NUMBER -> table.set(column.name(), column.number(row));
                        case WHOLE -> table.set(column.name(), column.whole(row));
                        case WORD -> table.set(column.name(), column.word(row));
                    }
                }
            }
        }
    }

    private static void write(List<UvSample> samples, @Nullable UvMeta meta, Path file, @Nullable Joined more)
            throws IOException {
        TableBuilder table = new TableBuilder()
                .column(ID, ColumnKind.WORD, "as the release has it")
                .column("shard", ColumnKind.WHOLE, "the thousands of the id")
                .column("gender", ColumnKind.WORD, "female or male, by the meta file")
                .column("age", ColumnKind.NUMBER, "years, by the meta file")
                .column("beard", ColumnKind.NUMBER, "0 to 1, by the meta file")
                .column("ffhq_index", ColumnKind.WHOLE, "image of FFHQ, by the meta file")
                .column("map_bytes", ColumnKind.WHOLE, "of the map's file");
        List<String> own = new ArrayList<>(List.of(ID, "shard", "gender", "age", "beard", "ffhq_index", "map_bytes"));
        for (UvPart part : RELEASED) {
            table.column("has_" + part.word(), ColumnKind.WORD, "yes or no");
            own.add("has_" + part.word());
        }
        if (more != null) {
            more.columns.removeIf(column -> own.contains(column.name()));
            more.columns.forEach(column -> table.column(column.name(), column.kind(), column.about()));
        }
        for (UvSample sample : samples) {
            add(table.row(), sample, meta == null ? null : meta.get(sample.id()));
            if (more != null) {
                more.set(table, sample.id());
            }
        }
        table.write(file);
    }

    private static void add(TableBuilder table, UvSample sample, @Nullable UvMetaEntry entry) {
        table.set(ID, sample.id()).set("shard", (long) sample.shard());
        if (entry != null) {
            table.set("gender", gender(entry.gender()))
                    .set("age", entry.age() == null ? Double.NaN : entry.age())
                    .set("beard", entry.beard() == null ? Double.NaN : entry.beard());
            if (entry.index().number() >= 0) {
                table.set("ffhq_index", (long) entry.index().number());
            }
        }
        UvFile map = sample.file(UvPart.MAP);
        if (map != null) {
            table.set("map_bytes", map.sizeBytes());
        }
        for (UvPart part : RELEASED) {
            table.set("has_" + part.word(), sample.has(part) ? "yes" : "no");
        }
    }

    private static @Nullable String gender(@Nullable Integer number) {
        return number == null || number < 0 || number > 1 ? null : number == 0 ? "female" : "male";
    }

    Table table() {
        return table;
    }

    UvSample sample(int row) {
        return samples.get(row);
    }

    /** What the meta file says of a row's sample; null if nothing. */
    @Nullable
    UvMetaEntry meta(int row) {
        return meta == null ? null : meta.get(samples.get(row).id());
    }

    /** How many samples the metrics have a row for. */
    int joined() {
        return joined;
    }

    /**
     * The rows that meet a condition, ascending; all without one.
     *
     * @throws io.cameo.table.QueryException if it is no question, or not one for this table
     */
    int[] rows(@Nullable String where) {
        return where == null
                ? IntStream.range(0, table.rows()).toArray()
                : Query.of(where, table).rows();
    }

    @Override
    public void close() throws IOException {
        table.close();
        Files.deleteIfExists(file);
    }
}
