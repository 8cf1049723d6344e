package io.cameo.dataset.insightface;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.CixFile;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordView;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which records of a file are images and what layout that makes. Records are named by rank, their place in the file, which
 * is their position in the index unless that is out of order. Looks at heads and labels, never at pixels. Read-only when
 * made; its look-ups are for one thread at a time.
 */
final class RecordSurvey {
    private static final int RANGE_LABELS = 2;
    private static final int NONE = -1;

    private final RecordFile file;
    private final RecordIndex index;
    private final int[] positions;
    private final int records;
    private final RecordView view = new RecordView();
    private final FaceLayout layout;
    private final int[] imageRanks;
    private final int images;

    /**
     * Surveys a file.
     *
     * @param hasIdx whether an {@code .idx} lies beside it; without one it is layout D where nothing else tells
     */
    RecordSurvey(RecordFile file, boolean hasIdx) {
        this.file = file;
        index = file.index();
        records = index.size();
        positions = index.inFileOrder() ? new int[0] : inFileOrder();
        int zero = rankOfRecordZero();
        if (zero == NONE) {
            layout = hasIdx ? FaceLayout.C : FaceLayout.D;
            images = records;
            imageRanks = new int[0];
            return;
        }
        int firstMeta = zero;
        while (firstMeta > 0 && zero == records - 1 && isRange(firstMeta - 1)) {
            firstMeta--;
        }
        int[] behind = imagesBehind(zero);
        images = firstMeta + behind.length;
        imageRanks = behind.length == 0
                ? behind
                : IntStream.concat(IntStream.range(0, firstMeta), Arrays.stream(behind))
                        .toArray();
        layout = layoutOf(firstMeta, zero);
    }

    FaceLayout layout() {
        return layout;
    }

    int records() {
        return records;
    }

    int images() {
        return images;
    }

    /** Whether the images are the first records of the file. */
    boolean imagesComeFirst() {
        return imageRanks.length == 0;
    }

    /** Positions of the images in the index; empty where image i is at position i. */
    int[] imagePositions() {
        if (imageRanks.length == 0) {
            return positions.length == 0 ? positions : Arrays.copyOf(positions, images);
        }
        int[] out = imageRanks.clone();
        for (int i = 0; i < out.length && positions.length > 0; i++) {
            out[i] = positions[out[i]];
        }
        return out;
    }

    /**
     * The label of an image: its first, as the record has it.
     *
     * @throws CorruptDataException if the record is damaged or has no image header
     */
    float label(int image) {
        int position = position(imageRanks.length == 0 ? image : imageRanks[image]);
        CixFile cix = file.cix();
        if (cix != null && cix.flag(position) != NONE) {
            return cix.label(position);
        }
        file.read(position, view);
        if (!view.hasHeader()) {
            throw new CorruptDataException(
                    file.path(), view.offsetBytes(), "record has no image header: key=" + view.keyText());
        }
        return view.label(0);
    }

    private int position(int rank) {
        return positions.length == 0 ? rank : positions[rank];
    }

    private int[] inFileOrder() {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(records);
        long[] places = new long[records];
        for (int i = 0; i < records; i++) {
            long offset = index.offset(i);
            if (offset < 0 || offset >= 1L << (Long.SIZE - 1 - bits)) {
                throw new CorruptDataException(file.path(), offset, "record begins outside the file");
            }
            places[i] = offset << bits | i;
        }
        Arrays.sort(places);
        int[] out = new int[records];
        for (int i = 0; i < records; i++) {
            out[i] = (int) (places[i] & ((1L << bits) - 1));
        }
        return out;
    }

    /** The record that says where the identities begin, or none. */
    private int rankOfRecordZero() {
        if (file.hasIndexFile()) {
            int position = index.hasTextKeys() ? NONE : index.find(0);
            if (position < 0) {
                return NONE;
            }
            int rank = rankOf(position);
            return saysWhereIdentitiesBegin(rank) ? rank : NONE;
        }
        // Without keys: such records stand at the end, and only that one has id 0.
        for (int rank = records - 1; rank >= 0 && isEmptyPair(rank); rank--) {
            if (view.id() == 0) {
                return saysWhereIdentitiesBegin(rank) ? rank : NONE;
            }
        }
        return NONE;
    }

    private int rankOf(int position) {
        if (positions.length == 0) {
            return position;
        }
        for (int rank = 0; rank < records; rank++) {
            if (positions[rank] == position) {
                return rank;
            }
        }
        throw new IllegalArgumentException("no such position: position=" + position);
    }

    /** A pair of labels may also be those of an image; then there are pixels, or the number makes no sense. */
    private boolean saysWhereIdentitiesBegin(int rank) {
        if (!isEmptyPair(rank)) {
            return false;
        }
        float begin = view.label(0);
        return begin >= 1 && begin <= records + 2 * Math.ulp(begin) && (rank > 0 || records == 1 || begin == 1);
    }

    /** A range of keys that holds something. */
    private boolean isRange(int rank) {
        return isEmptyPair(rank) && view.label(0) >= 1 && view.label(1) > view.label(0);
    }

    private boolean isEmptyPair(int rank) {
        CixFile cix = file.cix();
        if (cix != null && cix.flag(position(rank)) != RANGE_LABELS) {
            return false;
        }
        file.read(position(rank), view);
        return view.hasHeader() && view.flag() == RANGE_LABELS && view.payloadLength() == 0;
    }

    /** What stands behind record 0 and is no identity record: nothing, unless somebody appended to the file. */
    private int[] imagesBehind(int zero) {
        int[] ranks = new int[records - zero - 1];
        int count = 0;
        for (int rank = zero + 1; rank < records; rank++) {
            if (!isEmptyPair(rank)) {
                ranks[count++] = rank;
            }
        }
        return Arrays.copyOf(ranks, count);
    }

    /** Identities behind record 0 make A, before it B. Where there are none the first image tells. */
    private FaceLayout layoutOf(int firstMeta, int zero) {
        if (firstMeta < zero) {
            return FaceLayout.B;
        }
        if (images < records - 1 || images == 0) {
            return FaceLayout.A;
        }
        file.read(position(imageRanks.length == 0 ? 0 : imageRanks[0]), view);
        return view.hasHeader() && view.flag() == 0 ? FaceLayout.B : FaceLayout.A;
    }
}
