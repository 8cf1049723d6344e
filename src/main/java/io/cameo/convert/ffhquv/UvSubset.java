package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvRecords;
import io.cameo.dataset.ffhquv.UvTable;
import io.cameo.record.Filter;
import io.cameo.record.FilterReport;
import io.cameo.record.RecordIndex;
import io.cameo.record.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Copies some samples of a record file into a new one, with the template, the manifest, and the rows of the table, also
 * columns that were added to it. Records keep their order, keys and bytes.
 */
public final class UvSubset {
    private final Path rec;
    private Watch watch = Watch.NONE;

    private UvSubset(Path rec) {
        this.rec = rec;
    }

    /** Chooses a record file, which has its table beside it. */
    public static UvSubset of(Path rec) {
        return new UvSubset(rec);
    }

    public UvSubset watchedBy(Watch newWatch) {
        watch = newWatch;
        return this;
    }

    /**
     * Writes the records, their indexes and their table.
     *
     * @param positions of samples, in any order
     * @param out another file than the one that was chosen
     * @return how many samples there are in it, and how large it is
     * @throws IllegalArgumentException if nothing is chosen, or a position is none
     * @throws io.cameo.bytes.CorruptDataException at the first damage, also where table or index do not fit
     * @throws java.util.concurrent.CancellationException if the watch stopped the run
     */
    public FilterReport write(int[] positions, Path out) throws IOException {
        int[] rows = Arrays.stream(positions).sorted().distinct().toArray();
        if (rows.length == 0) {
            throw new IllegalArgumentException("no sample is chosen, so nothing is written: out=" + out);
        }
        try (UvRecords records = UvRecords.open(rec)) {
            if (rows[0] < 0 || rows[rows.length - 1] >= records.size()) {
                throw new IllegalArgumentException("no such sample: positions=" + rows[0] + ".." + rows[rows.length - 1]
                        + ", samples=" + records.size());
            }
            UvTable table = records.table(); // before anything is written
            RecordIndex index = records.file().index();
            Set<String> keys = HashSet.newHashSet(rows.length + 2);
            for (int row : rows) {
                keys.add(index.keyText(row));
            }
            for (int position = records.size(); position < index.size(); position++) {
                keys.add(index.keyText(position));
            }
            FilterReport report = Filter.of(rec).keys(keys).watchedBy(watch).to(out);
            table.edit().rows(rows).write(out);
            return report;
        }
    }
}
