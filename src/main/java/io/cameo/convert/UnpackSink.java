package io.cameo.convert;

import io.cameo.lst.LstEntry;
import io.cameo.lst.LstWriter;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Sink;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes list and notes, in the order of the record file, and counts. */
final class UnpackSink implements Sink<UnpackItem, UnpackStage.Result>, AutoCloseable {
    private static final int DAMAGES_SHOWN = 20;
    private static final String REC_SUFFIX = ".rec";

    private final Path rec;
    private final @Nullable RecordIndex index;
    private final Path directory;
    private final Path listPath;
    private final LstWriter list;
    private final NotesFile notes;
    private final Map<String, Long> unlisted = new TreeMap<>();
    private final List<String> damages = new ArrayList<>();
    private long files;
    private long payloadBytes;
    private long damagedPlaces;
    private long lostBytes;
    private long idxBytes;

    UnpackSink(Path rec, @Nullable RecordIndex index, Path directory) throws IOException {
        this.rec = rec;
        this.index = index;
        this.directory = directory;
        String name = rec.getFileName().toString();
        String stem = name.endsWith(REC_SUFFIX) ? name.substring(0, name.length() - REC_SUFFIX.length()) : name;
        listPath = directory.resolve(stem + ".lst");
        notes = new NotesFile(directory.resolve(stem + ".notes.tsv"));
        list = LstWriter.create(listPath);
    }

    @Override
    public void accept(long sequence, UnpackItem item, UnpackStage.Result result) throws IOException {
        switch (item) {
            case UnpackItem.Lost lost -> lost(lost.damage());
            case UnpackItem.Stored stored -> stored(stored, result);
        }
    }

    private void stored(UnpackItem.Stored stored, UnpackStage.Result result) throws IOException {
        files++;
        payloadBytes += result.payloadBytes();
        LstEntry entry = result.entry();
        if (entry != null) {
            list.writeExact(entry);
            idxBytes += stored.keyText().length()
                    + Long.toString(stored.offsetBytes()).length()
                    + 2L; // TAB and LF
            return;
        }
        String reason = String.valueOf(result.whyUnlisted());
        notes.add(stored.keyText(), stored.path(), stored.offsetBytes(), result.header(), reason);
        int colon = reason.indexOf(':');
        unlisted.merge(colon < 0 ? reason : reason.substring(0, colon), 1L, Long::sum);
    }

    private void lost(SalvageWalk.Damage damage) throws IOException {
        damagedPlaces++;
        lostBytes += damage.lostBytes();
        notes.add(damage.key(), "", damage.offsetBytes(), "", "lost: " + damage.reason());
        if (damages.size() < DAMAGES_SHOWN) {
            String more = (damage.reason().contains(": ") ? ", " : ": ")
                    + (damage.key().isEmpty() ? "" : "key=" + damage.key() + ", ")
                    + "offset=" + damage.offsetBytes()
                    + (damage.lostBytes() == 0 ? "" : ", lost_bytes=" + damage.lostBytes());
            damages.add(damage.reason() + more);
        }
    }

    /** Gives list and notes their names, unless the run was stopped. */
    UnpackReport finish(Outcome outcome, int folders, long beginNanos) throws IOException {
        Path written = null;
        if (!outcome.cancelled()) {
            written = notes.commit();
            list.commit();
        }
        return new UnpackReport(
                rec,
                index != null,
                directory,
                listPath,
                written,
                files,
                folders,
                payloadBytes,
                list.lineCount(),
                unlisted,
                damagedPlaces,
                lostBytes,
                damages,
                repack(),
                outcome.cancelled(),
                System.nanoTime() - beginNanos);
    }

    /** The text of an index that is written with the records has one length only: if that fits, so does the text. */
    private UnpackReport.Repack repack() throws IOException {
        if (damagedPlaces > 0 || !unlisted.isEmpty()) {
            return UnpackReport.Repack.LISTED_ONLY;
        }
        Path idx = RecordIndex.besides(rec);
        boolean sameIdx =
                index != null && index.inFileOrder() && Files.isRegularFile(idx) && Files.size(idx) == idxBytes;
        return sameIdx ? UnpackReport.Repack.SAME_REC_AND_IDX : UnpackReport.Repack.SAME_REC;
    }

    @Override
    public void close() throws IOException {
        try {
            list.close();
        } finally {
            notes.close();
        }
    }
}
