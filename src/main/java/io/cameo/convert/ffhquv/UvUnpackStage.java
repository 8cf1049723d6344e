package io.cameo.convert.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.TreeTarget;
import io.cameo.dataset.ffhquv.UvNames;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvRecord;
import io.cameo.dataset.ffhquv.UvRecords;
import io.cameo.image.Encoding;
import io.cameo.image.ImageCodec;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Set;

/** Writes the files of a sample. */
final class UvUnpackStage implements Stage<Integer, UvUnpackStage.Scratch, UvUnpackStage.Written> {
    /** What Pillow and most others take. */
    private static final int PNG_LEVEL = 6;

    private final TreeTarget target;
    private final Set<String> wanted;

    /** @param wanted ids; empty for all */
    UvUnpackStage(TreeTarget target, Set<String> wanted) {
        this.target = target;
        this.wanted = wanted;
    }

    /** A worker's own. */
    static final class Scratch implements AutoCloseable {
        private final UvRecords.Reader reader;
        private final ImageCodec codec = ImageCodec.create();

        Scratch(UvRecords records) {
            reader = records.reader();
        }

        @Override
        public void close() {
            codec.close();
            reader.close();
        }
    }

    /** What a worker wrote of a record, for the sink to count. Reused. */
    static final class Written {
        /** Empty where nothing was asked for. */
        String id = "";

        long exactFiles;
        long encodedFiles;
    }

    @Override
    public void apply(Integer position, Scratch scratch, Written out) throws IOException, RejectedItemException {
        out.id = "";
        out.exactFiles = 0;
        out.encodedFiles = 0;
        try {
            UvRecord record = scratch.reader.at(position);
            if (wanted.isEmpty() || wanted.contains(record.id())) {
                write(record, scratch, out);
                out.id = record.id();
            }
        } catch (CorruptDataException damage) {
            throw new RejectedItemException(damage.reason() + ": offset=" + damage.offsetBytes(), damage);
        }
    }

    private void write(UvRecord record, Scratch scratch, Written out) throws IOException, RejectedItemException {
        UvNames names = record.names();
        for (UvPart part : UvPart.values()) {
            if (!record.has(part)) {
                continue;
            }
            String name = names.fileName(part);
            MemorySegment file = record.file(part);
            if (file == null) {
                target.write(name, scratch.codec.encode(record.map(), Encoding.PNG, PNG_LEVEL));
                out.encodedFiles++;
            } else if (!names.joined().contains(part)) {
                target.write(name, file);
                out.exactFiles++;
            } else if (target.writeOnce(name, file)) { // two maps may be of one image of FFHQ
                out.exactFiles++;
            }
        }
    }
}
