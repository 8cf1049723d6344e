package io.cameo.loader.matting;

import io.cameo.dataset.matting.MattingRecords;
import io.cameo.record.RecordIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames of one clip that follow each other, as places in the index of their file, in order. */
final class ClipRun {
    private final int fileNumber;
    private final int[] positions;

    private ClipRun(int fileNumber, int[] positions) {
        this.fileNumber = fileNumber;
        this.positions = positions;
    }

    /** The runs of a clip.
     *
     * @throws IllegalArgumentException if frames are missing and that must not be */
    static List<ClipRun> of(MattingRecords records, int fileNumber, MattingRecords.Clip clip, MissingFrames policy) {
        RecordIndex index = records.file().index();
        List<ClipRun> runs = new ArrayList<>();
        int[] positions = new int[clip.frames()];
        int count = 0;
        for (int frame = 0; frame < clip.frames(); frame++) {
            int position = index.find(clip.firstKey() + frame);
            if (position >= 0) {
                positions[count++] = position;
                continue;
            }
            if (policy == MissingFrames.FAIL) {
                throw new IllegalArgumentException("clip lacks a frame: file="
                        + records.file().path() + ", first_key=" + clip.firstKey() + ", frame=" + frame);
            }
            if (policy == MissingFrames.SPLIT && count > 0) {
                runs.add(new ClipRun(fileNumber, Arrays.copyOf(positions, count)));
                count = 0;
            }
        }
        if (count > 0) {
            runs.add(new ClipRun(fileNumber, Arrays.copyOf(positions, count)));
        }
        return runs;
    }

    int fileNumber() {
        return fileNumber;
    }

    /** How many frames there are. */
    int length() {
        return positions.length;
    }

    /** The place in the index of a frame. */
    int position(int place) {
        return positions[place];
    }
}
