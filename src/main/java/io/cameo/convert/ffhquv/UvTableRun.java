package io.cameo.convert.ffhquv;

import io.cameo.bytes.PageFault;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvRecords;
import io.cameo.dataset.ffhquv.UvRow;
import io.cameo.dataset.ffhquv.UvTableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Makes the table of a record file. */
public final class UvTableRun {
    private UvTableRun() {}

    /** What all samples come to. */
    static final class Totals {
        long samples;
        long maps;
        long residuals;
        long mapBytes;
        long storedMapBytes;

        private void add(UvRow row) {
            samples++;
            maps += row.parts().contains(UvPart.MAP) ? 1 : 0;
            residuals += row.storedMapBytes() < row.mapBytes() ? 1 : 0;
            mapBytes += row.mapBytes();
            storedMapBytes += row.storedMapBytes();
        }
    }

    /**
     * Makes the table of a record file anew, of what its records say; columns that were added to an old one are lost. Reads
     * small parts of each record.
     *
     * @return how many samples there are
     * @throws io.cameo.bytes.CorruptDataException if a record is damaged, or there is none
     * @throws IOException if the file cannot be read or the table not be written
     */
    public static long rebuild(Path rec) throws IOException {
        try (UvRecords records = UvRecords.open(rec)) {
            records.requireAny();
        }
        return write(rec, Map.of()).samples;
    }

    /** The same, with rows that are known by the keys of records. */
    static Totals write(Path rec, Map<Long, UvRow> known) throws IOException {
        UvTableWriter table = new UvTableWriter();
        Totals totals = new Totals();
        try (UvRecords records = UvRecords.open(rec);
                UvRecords.Reader reader = records.reader()) {
            for (int position = 0; position < records.size(); position++) {
                UvRow row = known.get(records.file().index().key(position));
                if (row == null) {
                    row = UvRow.of(reader.at(position));
                }
                table.add(row);
                totals.add(row);
            }
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
        table.write(rec);
        return totals;
    }
}
