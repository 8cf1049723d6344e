package io.cameo.dataset.matting;

import io.cameo.bundle.Bundle;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A record file of matting data, as {@code cameo matting pack} writes it: a record for each image or frame, with all its
 * mattes, then those of loose files and the manifest. Any number of threads may read, each with its own {@link #reader()}.
 *
 * <pre>{@code
 * try (MattingRecords records = MattingRecords.open(Path.of("him.rec")); MattingRecords.Reader reader = records.reader()) {
 *     MattingRecord record = reader.at(7);
 *     for (int i = 0; i < record.instances(); i++) {
 *         record.plane(i, planes, i * planeBytes, record.widthPx());
 *     }
 *     MattingRecord next = reader.frame(record.clip(), 3); // of the same clip
 * }
 * }</pre>
 */
public final class MattingRecords implements AutoCloseable {
    private final RecordFile file;
    private final int samples;

    private MattingRecords(RecordFile file, int samples) {
        this.file = file;
        this.samples = samples;
    }

    /** Opens a record file. Looks at the last records only: what others hold shows when they are read. */
    public static MattingRecords open(Path rec) throws IOException {
        RecordFile file = RecordFile.open(rec);
        try {
            RecordView view = new RecordView();
            int samples = file.size();
            while (samples > 0 && !isSample(file, samples - 1, view)) {
                samples--;
            }
            return new MattingRecords(file, samples);
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    private static boolean isSample(RecordFile file, int position, RecordView view) {
        try {
            file.read(position, view);
            return !view.hasHeader() || view.label(0) != MattingParts.NO_SAMPLE;
        } catch (InternalError fault) {
            throw PageFault.in(file.path(), view.offsetBytes(), fault);
        }
    }

    /**
     * A clip.
     *
     * @param firstKey the key of its first frame
     * @param frames how many it has, those that could not be packed included
     */
    public record Clip(long firstKey, int frames) {}

    /** The records themselves; closed with this object. */
    public RecordFile file() {
        return file;
    }

    /** How many samples there are: they stand before all other records, unless record files were put together. */
    public int size() {
        return samples;
    }

    /** A reader for one thread. */
    public Reader reader() {
        return new Reader();
    }

    /** Whether there is a record under the key that a frame of a clip has: one that could not be packed is not there. */
    public boolean contains(ClipPlace clip, int frame) {
        return file.contains(clip.firstKey() + frame);
    }

    /**
     * Every clip, by its keys: reads a small part of one record for each.
     *
     * @throws CorruptDataException if keys are not as they were packed, because records of several files were put together
     */
    public List<Clip> clips() {
        RecordIndex index = file.index();
        long end = 0;
        for (int position = 0; position < samples; position++) {
            end = Math.max(end, index.key(position) + 1);
        }
        List<Clip> clips = new ArrayList<>();
        try (Reader reader = reader()) {
            long key = 0;
            while (key < end) {
                if (!file.contains(key) || !reader.moveTo(key)) {
                    key++;
                    continue;
                }
                ClipPlace place = reader.record.clip();
                if (place.key() != key) {
                    throw reader.damaged("key is not the one that was packed: key=" + key + ", packed=" + place.key());
                }
                clips.add(new Clip(place.firstKey(), place.frames()));
                key = place.firstKey() + place.frames();
            }
        }
        return List.copyOf(clips);
    }

    @Override
    public void close() {
        file.close();
    }

    /**
     * Reads records through a {@link MattingRecord} of its own, which it moves: what it showed before is gone. One thread at
     * a time.
     */
    public final class Reader implements AutoCloseable {
        private final RecordView view = new RecordView();
        private final Bundle bundle = new Bundle();
        private final MattingRecord record = new MattingRecord(bundle, file.path());

        private Reader() {}

        /**
         * The sample at a place in the index, from 0 to {@link #size()} - 1.
         *
         * @throws CorruptDataException if the record is damaged, or holds no sample
         */
        public MattingRecord at(int position) {
            MattingRecord found = any(position);
            if (!found.isSample()) {
                throw damaged("record holds no sample: position=" + position);
            }
            return found;
        }

        /** The record at a place in the index, whatever it holds. */
        public MattingRecord any(int position) {
            try {
                file.read(position, view);
                return wrap();
            } catch (InternalError fault) {
                throw PageFault.in(file.path(), view.offsetBytes(), fault);
            }
        }

        /**
         * A frame of a clip, in constant time.
         *
         * @param clip of any frame of it
         * @param frame from 0 to {@link ClipPlace#frames()} - 1
         * @throws NoSuchElementException if that frame was not packed: {@link #contains} tells
         * @throws CorruptDataException if the record is damaged, or keys are not as they were packed
         */
        public MattingRecord frame(ClipPlace clip, int frame) {
            ClipPlace wanted = new ClipPlace(clip.clip(), clip.firstKey(), clip.frames(), frame);
            if (!moveTo(wanted.key())) {
                throw new NoSuchElementException("frame was not packed: clip=" + clip.clip() + ", frame=" + frame
                        + ", key=" + wanted.key() + ", file=" + file.path());
            }
            if (!record.clip().equals(wanted)) {
                throw damaged("key leads to another frame: expected=" + wanted + ", actual=" + record.clip());
            }
            return record;
        }

        /** The manifest, which is the last record; null where it was left out when records were chosen. */
        public @Nullable MattingManifest manifest() {
            for (int position = file.size() - 1; position >= samples; position--) {
                MattingManifest manifest = any(position).manifest();
                if (manifest != null) {
                    return manifest;
                }
            }
            return null;
        }

        private boolean moveTo(long key) {
            try {
                if (!file.find(key, view)) {
                    return false;
                }
                wrap();
                return record.isSample();
            } catch (InternalError fault) {
                throw PageFault.in(file.path(), view.offsetBytes(), fault);
            }
        }

        private MattingRecord wrap() {
            bundle.wrap(view.payload(), file.path(), view.offsetBytes());
            record.moved();
            return record;
        }

        private CorruptDataException damaged(String reason) {
            return new CorruptDataException(file.path(), view.offsetBytes(), reason);
        }

        @Override
        public void close() {
            record.close();
        }
    }
}
