package io.cameo.convert.insightface;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordView;
import io.cameo.record.Watch;
import java.util.Locale;

/** Holds identity records against the runs of labels that they should be of. */
final class FaceRanges {
    private final FaceRecords faces;
    private final FacePhase phase;
    private final RecordView view = new RecordView();
    private final boolean skipsFirst;
    private int run;
    private int next;
    private int exact;
    private int rounded;
    private int wrong;
    private String example = "";

    FaceRanges(FaceRecords faces, Watch watch) {
        this.faces = faces;
        phase = new FacePhase(watch, "reading ranges", faces.identityRecords());
        // face2rec2.py opens no run for label -1 at the start of a file.
        skipsFirst = faces.images() > 0 && faces.label(0) == -1 && faces.identityRecords() == faces.runs() - 1;
    }

    FaceInfo.Ranges check() {
        int records = faces.identityRecords();
        if (records > 0) {
            faces.forEachRun(this::compare);
        }
        phase.end();
        return new FaceInfo.Ranges(records, exact, rounded, wrong + Math.max(0, records - next), example);
    }

    private void compare(double label, int fromImage, int toImage) {
        if ((run++ == 0 && skipsFirst) || next == faces.identityRecords()) {
            return;
        }
        phase.step();
        long begin = fromImage + 1L;
        long end = toImage + 1L;
        if (!find(next++)) {
            wrong++;
            tell("no readable record for label %s, keys %d to %d", LabelChanges.label(label), begin, end - 1);
            return;
        }
        double first = view.label(0);
        double last = view.label(1);
        if (first == begin && last == end) {
            exact++;
            return;
        }
        boolean isRounded = (float) begin == first && (float) end == last;
        rounded += isRounded ? 1 : 0;
        wrong += isRounded ? 0 : 1;
        tell(
                "label %s: the record says keys %.0f to %.0f, its images have keys %d to %d",
                LabelChanges.label(label), first, last - 1, begin, end - 1);
    }

    private void tell(String format, Object... values) {
        if (example.isEmpty()) {
            example = String.format(Locale.ROOT, format, values);
        }
    }

    /** Moves the view to an identity record: by key, or by place where there is no index. */
    private boolean find(int record) {
        RecordIndex index = faces.file().index();
        int behindImages = faces.layout() == FaceLayout.A ? 1 : 0;
        int position = faces.file().hasIndexFile()
                ? (index.hasTextKeys() ? -1 : index.find(faces.images() + 1L + record))
                : faces.images() + behindImages + record;
        if (position < 0 || position >= index.size()) {
            return false;
        }
        try {
            faces.file().read(position, view);
            return view.hasHeader() && view.labelCount() == 2 && view.payloadLength() == 0;
        } catch (CorruptDataException damaged) {
            return false;
        }
    }
}
