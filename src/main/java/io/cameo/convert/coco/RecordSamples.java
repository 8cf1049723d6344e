package io.cameo.convert.coco;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.coco.CocoRecords;
import io.cameo.dataset.coco.CocoSample;
import io.cameo.image.Image;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The samples of a record file. */
final class RecordSamples implements SampleSource {
    private final CocoRecords records;
    private final RecordIndex index;

    private RecordSamples(CocoRecords records) {
        this.records = records;
        index = records.file().index();
    }

    static RecordSamples open(Path rec) throws IOException {
        return new RecordSamples(CocoRecords.open(rec));
    }

    @Override
    public Path path() {
        return records.file().path();
    }

    @Override
    public long sizeBytes() {
        return records.file().sizeBytes();
    }

    @Override
    public boolean hasAnnotationIds() {
        return true;
    }

    @Override
    public boolean hasImageFiles() {
        return true;
    }

    @Override
    public int size() {
        return records.size();
    }

    @Override
    public long idAt(int position) {
        return index.hasTextKeys() ? position : index.key(position);
    }

    /** Looks under the key that the image's id was when it was encoded; if another is there now, everywhere. */
    @Override
    public int find(long imageId) {
        int byKey = index.hasTextKeys() ? -1 : index.find(imageId);
        try (CocoRecords.Reader reader = records.reader()) {
            if (byKey >= 0 && mayBe(imageId, reader, byKey)) {
                return byKey;
            }
            for (int position = 0; position < records.size(); position++) {
                if (position != byKey && isOf(imageId, reader, position)) {
                    return position;
                }
            }
        }
        return -1;
    }

    /** Of a damaged record its key is to be believed: that it is damaged shows when it is read. */
    private static boolean mayBe(long imageId, CocoRecords.Reader reader, int position) {
        try {
            return reader.imageId(position) == imageId;
        } catch (CorruptDataException damaged) {
            return true;
        }
    }

    private static boolean isOf(long imageId, CocoRecords.Reader reader, int position) {
        try {
            return reader.imageId(position) == imageId;
        } catch (CorruptDataException damaged) {
            return false;
        }
    }

    @Override
    public Reader reader() {
        CocoRecords.Reader reader = records.reader();
        return new Reader() {
            @Override
            public CocoSample at(int position) {
                return reader.at(position);
            }

            @Override
            public long imageId(int position) {
                return reader.imageId(position);
            }

            @Override
            public @Nullable Image pixels() {
                return null;
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }

    @Override
    public void checkWhole() {
        records.file().checkWhole();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
