package io.cameo.loader;

import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/** All record files of a loader as one row of samples, counted from 0 through the files. Any number of threads may read. */
final class SampleFiles implements AutoCloseable {
    private final List<SampleFile> files = new ArrayList<>();
    private final long[] begins;
    private final long fingerprint;

    /**
     * Opens all.
     *
     * @param labels which labels are wanted; null for all
     * @param needsLabels whether {@link #identities()} will be asked for
     */
    SampleFiles(List<Path> recs, @Nullable DoublePredicate labels, boolean needsLabels) throws IOException {
        begins = new long[recs.size() + 1];
        try {
            long print = recs.size();
            for (int i = 0; i < recs.size(); i++) {
                SampleFile file = SampleFile.open(recs.get(i), labels, needsLabels);
                files.add(file);
                begins[i + 1] = begins[i] + file.size();
                print = Draws.mix(print, file.fingerprint());
            }
            fingerprint = print;
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /** How many samples there are. */
    long size() {
        return begins[files.size()];
    }

    /** Says which files these are, and which samples of them. */
    long fingerprint() {
        return fingerprint;
    }

    /** Which file a sample is in, by number. */
    int fileOf(long sample) {
        int low = 0;
        int high = files.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (begins[middle] <= sample) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    RecordFile file(int number) {
        return files.get(number).file();
    }

    /** Moves a view to the record of a sample. */
    void read(int fileNumber, long sample, RecordView view) {
        SampleFile file = files.get(fileNumber);
        file.file().read(file.position(local(fileNumber, sample)), view);
    }

    /** Where the index says that the record of a sample begins; nothing is read of the record. */
    long offsetBytes(int fileNumber, long sample) {
        SampleFile file = files.get(fileNumber);
        return file.file().index().offset(file.position(local(fileNumber, sample)));
    }

    /** The key of a sample; where keys are text, its place in the index of its file. */
    long key(int fileNumber, long sample) {
        return files.get(fileNumber).key(local(fileNumber, sample));
    }

    double exactLabel(int fileNumber, long sample, RecordView view) {
        return files.get(fileNumber).exactLabel(local(fileNumber, sample), view);
    }

    /** Who is on which samples; equal labels in two files are one identity. */
    Identities identities() {
        if (files.size() == 1 && !files.getFirst().isFiltered()) {
            return GatheredIdentities.of(files.getFirst().faces());
        }
        return new GatheredIdentities(files, size());
    }

    private int local(int fileNumber, long sample) {
        return (int) (sample - begins[fileNumber]);
    }

    @Override
    public void close() {
        files.forEach(SampleFile::close);
        files.clear();
    }
}
