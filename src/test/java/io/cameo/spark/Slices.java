package io.cameo.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;

/** Reads slices as tasks do, without a Spark job for each: thousands of cuts in a second. */
final class Slices {
    static final Configuration CONF = conf();

    private Slices() {}

    private static Configuration conf() {
        Configuration conf = new Configuration(false);
        conf.set("fs.file.impl", "org.apache.hadoop.fs.LocalFileSystem");
        conf.set(FarAwayFiles.SETTING, FarAwayFiles.class.getName());
        return conf;
    }

    static ListedFile listed(String location) throws IOException {
        return Listing.of(List.of(location), false, CONF).getFirst();
    }

    static SliceReaderFactory factory(boolean passesOver, RecordCursor.Need walked, RecordCursor.Need indexed) {
        StructType usual =
                ReadOptions.of(new CaseInsensitiveStringMap(Map.of())).schema();
        return factory(usual, passesOver, walked, indexed);
    }

    static SliceReaderFactory factory(
            StructType schema, boolean passesOver, RecordCursor.Need walked, RecordCursor.Need indexed) {
        ReadPlan plan = new ReadPlan(walked, true, false, true, passesOver, null, RecordFilter.NONE);
        ReadPlan byIndex = new ReadPlan(indexed, true, false, true, passesOver, null, RecordFilter.NONE);
        return new SliceReaderFactory(byIndex, plan, schema, new SerializableConfiguration(CONF));
    }

    /** All rows of some tasks, one after the other. */
    static List<SeenRow> rows(List<List<Slice>> tasks, SliceReaderFactory factory) throws IOException {
        List<SeenRow> rows = new ArrayList<>();
        for (List<Slice> task : tasks) {
            try (PartitionReader<InternalRow> reader = factory.createReader(new SlicePartition(task, List.of()))) {
                while (reader.next()) {
                    rows.add(SeenRow.of(reader.get()));
                }
            }
        }
        return rows;
    }
}
