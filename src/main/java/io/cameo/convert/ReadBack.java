package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.ImageCodec;
import io.cameo.lst.LstEntry;
import io.cameo.lst.LstLine;
import io.cameo.lst.LstReader;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a record file against the list that it was packed from: every entry is found by its key, has the labels and the
 * id of its line, and an image that decodes.
 */
public final class ReadBack {
    private static final int MAX_FAULTS = 20;

    private ReadBack() {}

    /**
     * What was found.
     *
     * @param sound entries that are as they should be
     * @param faults what is wrong with the others, the first {@value #MAX_FAULTS} of them, {@code key=K: reason}
     * @param faulty how many others
     * @param strangers records whose keys are in no line
     * @param outcome how the run went
     */
    public record Result(long sound, List<String> faults, long faulty, long strangers, Outcome outcome) {
        /** Whether list and records say the same. */
        public boolean agrees() {
            return faulty == 0 && strangers == 0;
        }
    }

    private static final class Reader implements AutoCloseable {
        private final ImageCodec codec = ImageCodec.create();
        private final RecordView view = new RecordView();

        @Override
        public void close() {
            codec.close();
        }
    }

    /** Reads and decodes everything that the list names, on every processor. */
    public static Result compare(LstReader list, long lines, RecordFile records, Progress progress) throws IOException {
        List<String> faults = new ArrayList<>();
        Pipeline<LstLine, Reader, Object> pipeline = Pipeline.<LstLine, Reader, Object>builder(
                        "read", Reader::new, Object::new, (line, reader, _) -> check(line, reader, records))
                .errorLimit(Pipeline.UNLIMITED)
                .progress(progress, lines)
                .build();
        Outcome outcome = pipeline.run(list::next, new FaultList(faults));
        long strangers = Math.max(0, records.size() - outcome.accepted() - outcome.rejected());
        return new Result(outcome.accepted(), faults, outcome.rejected(), strangers, outcome);
    }

    private record FaultList(List<String> faults) implements io.cameo.pipeline.Sink<LstLine, Object> {
        @Override
        public void accept(long sequence, LstLine line, Object out) {}

        @Override
        public void rejected(long sequence, LstLine line, String reason) {
            if (faults.size() < MAX_FAULTS) {
                faults.add(
                        (line instanceof LstEntry entry ? "key=" + entry.index() : "line=" + sequence) + ": " + reason);
            }
        }
    }

    private static void check(LstLine line, Reader reader, RecordFile records) throws RejectedItemException {
        if (!(line instanceof LstEntry entry)) {
            throw new RejectedItemException("not a line of a list");
        }
        try {
            if (!records.find(entry.index(), reader.view)) {
                throw new RejectedItemException("no record has this key");
            }
            if (reader.view.id() != entry.index()) {
                throw new RejectedItemException("id is not the key: id=" + reader.view.id());
            }
            float label = (float) entry.label();
            if (Float.compare(reader.view.label(0), label) != 0) {
                throw new RejectedItemException("label differs: listed=" + label + ", stored=" + reader.view.label(0));
            }
            reader.codec.decode(reader.view.payload(), ColorMode.COLOR);
        } catch (CorruptDataException damaged) {
            throw new RejectedItemException(damaged.reason(), damaged);
        } catch (BadImageException bad) {
            throw new RejectedItemException(bad.reason(), bad);
        }
    }
}
