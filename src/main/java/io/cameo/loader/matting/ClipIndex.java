package io.cameo.loader.matting;

import io.cameo.bytes.Checksum;
import io.cameo.compute.SampleRandom;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.loader.Draws;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All samples of some record files, counted from 0. Where frames come by themselves nothing is read to know them; else one
 * record of each clip. Any number of threads may ask.
 */
final class ClipIndex implements AutoCloseable {
    private static final int END_BYTES = 4 << 10;
    private static final int PROBES = 64;

    private final List<MattingRecords> files = new ArrayList<>();
    private final ClipSampling sampling;
    private final List<ClipRun> runs = new ArrayList<>();
    /** The first sample of each run, or of each file where there are no runs, and the end of the last. */
    private final long[] begins;

    private final long fingerprint;

    ClipIndex(List<Path> recs, ClipSampling sampling, MissingFrames policy) throws IOException {
        this.sampling = sampling;
        try {
            long print = recs.size();
            for (Path rec : recs) {
                MattingRecords records = MattingRecords.open(rec);
                files.add(records);
                print = Draws.mix(print, fingerprint(records));
            }
            fingerprint = print;
            begins = isByFrames() ? beginsOfFiles() : beginsOfRuns(policy);
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    private boolean isByFrames() {
        return sampling instanceof ClipSampling.Frames;
    }

    private long[] beginsOfFiles() {
        long[] all = new long[files.size() + 1];
        for (int i = 0; i < files.size(); i++) {
            all[i + 1] = all[i] + files.get(i).size();
        }
        return all;
    }

    private long[] beginsOfRuns(MissingFrames policy) {
        for (int i = 0; i < files.size(); i++) {
            for (MattingRecords.Clip clip : files.get(i).clips()) {
                runs.addAll(ClipRun.of(files.get(i), i, clip, policy));
            }
        }
        long[] all = new long[runs.size() + 1];
        for (int i = 0; i < runs.size(); i++) {
            all[i + 1] = all[i] + ClipDraw.samples(sampling, runs.get(i).length());
        }
        return all;
    }

    /** How many samples there are. */
    long size() {
        return begins[begins.length - 1];
    }

    MattingRecords file(int number) {
        return files.get(number);
    }

    int files() {
        return files.size();
    }

    /** Says which files these are. */
    long fingerprint() {
        return fingerprint;
    }

    /** Finds a sample; its frames are chosen by {@link #choose}. */
    void find(long sample, ClipUnit out) {
        int at = Arrays.binarySearch(begins, sample);
        at = at < 0 ? -at - 2 : at;
        while (begins[at + 1] == begins[at]) {
            at++; // files without samples
        }
        int within = (int) (sample - begins[at]);
        int first = within;
        if (isByFrames()) {
            out.fileNumber = at;
            out.window = new ClipWindow(0, 0, true, true, false);
        } else {
            ClipRun run = runs.get(at);
            int start = ClipDraw.start(sampling, within);
            int skip = sampling instanceof ClipSampling.Windows(int _, int overlap) && within > 0 ? overlap : 0;
            out.fileNumber = run.fileNumber();
            out.window = new ClipWindow(start, skip, within == 0, sample + 1 == begins[at + 1], false);
            first = run.position(start);
        }
        RecordIndex index = files.get(out.fileNumber).file().index();
        out.key = index.key(first);
        out.offsetBytes = index.offset(first);
    }

    /** Chooses the frames of a sample that was found. */
    void choose(long sample, SampleRandom random, ClipUnit out) {
        if (isByFrames()) {
            out.positions[0] = (int) (sample - begins[out.fileNumber]);
            out.count = 1;
            return;
        }
        int at = Arrays.binarySearch(begins, sample);
        ClipRun run = runs.get(at < 0 ? -at - 2 : at);
        ClipWindow window = out.window;
        int[] places = out.positions;
        out.count = ClipDraw.choose(sampling, run.length(), window.start(), random, places);
        if (sampling instanceof ClipSampling.RandomSubset && random.nextBoolean()) {
            ClipDraw.reverse(places, out.count);
            out.window = new ClipWindow(window.start(), window.skip(), window.isFirst(), window.isLast(), true);
        }
        for (int i = 0; i < out.count; i++) {
            places[i] = run.position(places[i]);
        }
    }

    /** From the size of a file, its ends, and 64 entries of its index. */
    private static long fingerprint(MattingRecords records) throws IOException {
        RecordIndex index = records.file().index();
        int samples = records.size();
        long print = Draws.mix(records.file().sizeBytes(), samples, index.size());
        ByteBuffer ends = ByteBuffer.allocate(2 * END_BYTES);
        try (FileChannel channel = FileChannel.open(records.file().path(), StandardOpenOption.READ)) {
            channel.read(ends.limit(END_BYTES), 0);
            channel.read(ends.limit(2 * END_BYTES), Math.max(0, channel.size() - END_BYTES));
        }
        print = Draws.mix(print, Checksum.crc32c(MemorySegment.ofBuffer(ends.flip())));
        int probes = Math.min(PROBES, samples);
        for (int i = 0; i < probes; i++) {
            int position = (int) ((long) i * samples / probes);
            print = Draws.mix(print, index.key(position), index.offset(position));
        }
        return print;
    }

    @Override
    public void close() {
        files.forEach(MattingRecords::close);
        files.clear();
    }
}
