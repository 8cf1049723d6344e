package io.cameo.convert;

import io.cameo.lst.LstEntry;
import io.cameo.pipeline.Stage;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a worker does with a record: write its payload into a file, and judge whether packing gives the record back. */
final class UnpackStage implements Stage<UnpackItem, UnpackStage.Scratch, UnpackStage.Result> {
    private static final int LABELS_SHOWN = 64;

    private final RecordFile file;
    private final Path directory;

    /** @param file opened without index */
    UnpackStage(RecordFile file, Path directory) {
        this.file = file;
        this.directory = directory;
    }

    /** A worker's own. */
    static final class Scratch {
        private final RecordView view = new RecordView();
        private final Repacking repacking;

        Scratch(MemorySegment file) {
            repacking = new Repacking(file);
        }
    }

    /** What became of a record. */
    static final class Result {
        private long payloadBytes;
        private @Nullable String whyUnlisted;
        private @Nullable LstEntry entry;
        private String header = "";

        long payloadBytes() {
            return payloadBytes;
        }

        /** The line that packs the record again; null where there is none. */
        @Nullable
        LstEntry entry() {
            return entry;
        }

        /** Why there is no line; null where there is one. */
        @Nullable
        String whyUnlisted() {
            return whyUnlisted;
        }

        /** The header of a record that has no line, as text, so that nothing of it is lost. */
        String header() {
            return header;
        }
    }

    @Override
    public void apply(UnpackItem item, Scratch scratch, Result out) throws IOException {
        if (!(item instanceof UnpackItem.Stored stored)) {
            return; // the sink reports it
        }
        RecordView view = scratch.view;
        file.reader(stored.offsetBytes(), stored.offsetBytes() + 1).next(view);
        view.detach();
        MemorySegment payload = view.hasHeader() ? view.payload() : view.content();
        ImageFile.write(directory.resolve(stored.path()), payload);
        out.payloadBytes = payload.byteSize();
        out.whyUnlisted = stored.key() == UnpackItem.Stored.NO_NUMBER
                ? (stored.keyText().isEmpty() ? UnpackReport.UNINDEXED : "key is text")
                : scratch.repacking.whyNot(view, stored.key());
        boolean listed = out.whyUnlisted == null;
        out.entry = listed ? new LstEntry(stored.key(), labels(view), stored.path()) : null;
        out.header = listed || !view.hasHeader() ? "" : describe(view);
    }

    private static double[] labels(RecordView view) {
        double[] labels = new double[view.labelCount()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = view.label(i);
        }
        return labels;
    }

    private static String describe(RecordView view) {
        StringBuilder text = new StringBuilder("flag=")
                .append(Integer.toUnsignedString(view.flag()))
                .append(" labels=");
        int labels = view.labelCount();
        for (int i = 0; i < Math.min(labels, LABELS_SHOWN); i++) {
            text.append(i == 0 ? "" : ",").append(view.label(i));
        }
        return text.append(labels > LABELS_SHOWN ? ",..." : "")
                .append(" id=")
                .append(Long.toUnsignedString(view.id()))
                .append(" id2=")
                .append(Long.toUnsignedString(view.id2()))
                .toString();
    }
}
