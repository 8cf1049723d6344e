package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.image.ImageKind;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record file holds, found in one walk that decodes nothing and needs no native code.
 *
 * <p>Memory does not grow with the file, but for its index. Where {@link #damage()} is not null, all counts are of what
 * stands before it. Immutable.
 *
 * @param file the record file
 * @param sizeBytes its size
 * @param records how many records
 * @param parts how many parts they have together
 * @param multiPartRecords how many have more than one
 * @param payload sizes of the payloads: what stands behind header and labels, or all of a record without header
 * @param headers the image-record headers
 * @param labels the first labels of records that have a header and a payload
 * @param keys the keys, from the index, or counted where there is none
 * @param kinds how many payloads of each kind there are
 * @param emptyPayloads records with a header and no payload, as InsightFace's identity records are
 * @param imageSizes widths and heights
 * @param index what became of holding the index against the file
 * @param sums the {@code .cix} beside the file
 * @param layout who may have written the file
 * @param insightFace record 0 of an InsightFace file; null in others
 * @param damage the first place that is no sound record; null where all is well
 */
public record RecordSummary(
        Path file,
        long sizeBytes,
        long records,
        long parts,
        long multiPartRecords,
        Payload payload,
        Headers headers,
        Labels labels,
        Keys keys,
        Map<ImageKind, Long> kinds,
        long emptyPayloads,
        ImageSizes imageSizes,
        Index index,
        Sums sums,
        Layout layout,
        @Nullable InsightFace insightFace,
        @Nullable CorruptDataException damage) {

    /** Sizes in bytes; all 0 where there is no record. */
    public record Payload(long totalBytes, long minBytes, long maxBytes) {}

    /**
     * Headers by form.
     *
     * @param scalar flag 0: one label in the header
     * @param list flag n: n labels behind the header
     * @param absent records too short for a header and the labels that it announces
     * @param byLabelCount of {@code list}: how many records have so many labels; the first few numbers only
     */
    public record Headers(long scalar, long list, long absent, Map<Integer, Long> byLabelCount) {}

    /**
     * First labels.
     *
     * @param records how many were looked at, those that are no number included
     * @param min of those that are numbers; NaN where there is none
     * @param max of those that are numbers; NaN where there is none
     * @param distinct how many different ones, all that are no number counting as one
     * @param distinctIsLowerBound whether counting stopped there for lack of memory
     * @param notNumbers how many are NaN
     */
    public record Labels(
            long records, float min, float max, long distinct, boolean distinctIsLowerBound, long notNumbers) {}

    /** What keys are. */
    public enum KeyKind {
        /** There are none: records are counted from 0. */
        COUNTED,
        NUMBER,
        TEXT
    }

    /**
     * The keys.
     *
     * @param kind what they are
     * @param count how many, duplicates included
     * @param first the first of the index; null where there is none
     * @param last the last of the index; null where there is none
     * @param min the smallest; 0 where they are no numbers
     * @param max the largest; 0 where they are no numbers
     * @param ascending whether each number is larger than the one before
     * @param dense whether all numbers from {@code min} to {@code max} occur, in whatever order
     * @param duplicates how many entries repeat a key
     * @param idsDiffer records whose header has an id that is not their key
     */
    public record Keys(
            KeyKind kind,
            long count,
            @Nullable String first,
            @Nullable String last,
            long min,
            long max,
            boolean ascending,
            boolean dense,
            long duplicates,
            long idsDiffer) {}

    /** A width and height in pixels, as stored before any EXIF rotation, and how many images have them. */
    public record ImageSize(int widthPx, int heightPx, long images) {}

    /**
     * Image sizes.
     *
     * @param looked how many images were looked at
     * @param sampled whether that was not all of them
     * @param unknown how many of them do not tell their size
     * @param distinct how many different sizes, as far as they were told apart
     * @param common the most common ones, the most common first
     */
    public record ImageSizes(long looked, boolean sampled, long unknown, int distinct, List<ImageSize> common) {}

    /** How an index stands to its file. */
    public enum IndexState {
        MISSING,
        UNREADABLE,
        /** Every record has one entry and every entry a record. */
        MATCHES,
        STALE
    }

    /**
     * The index file.
     *
     * @param file where it is or would be
     * @param state how it stands to the record file
     * @param unreadable why it could not be read; null where it could
     * @param entries how many
     * @param matched entries at whose offset a record begins
     * @param dangling entries that point to no record
     * @param aliases entries that point to a record which an earlier entry points to
     * @param unindexed records that no entry points to
     * @param unchecked entries behind the damage
     * @param inFileOrder whether offsets rise from entry to entry
     */
    public record Index(
            Path file,
            IndexState state,
            @Nullable String unreadable,
            long entries,
            long matched,
            long dangling,
            long aliases,
            long unindexed,
            long unchecked,
            boolean inFileOrder) {}

    /**
     * The {@code .cix}: an index with the checksum of every record. The checksums are not looked at here.
     *
     * @param file where it is or would be
     * @param state how it stands to the record file
     * @param fault why it cannot be used; null where it can, or where there is none
     * @param entries how many
     */
    public record Sums(
            Path file, IndexState state, @Nullable String fault, long entries) {}

    /** Who may have written the file. */
    public enum Layout {
        /** No record at all. */
        EMPTY,
        /** Records with headers, each with a payload, id = key, second id 0: im2rec, or a packer like it. */
        IM2REC,
        /** Record 0 tells where images and identity records are (spec section 2.3, layouts A and B). */
        INSIGHTFACE,
        /** Most records have no header. */
        RAW,
        OTHER
    }

    /**
     * What record 0 of an InsightFace file says. Images have the keys from 1 to {@code firstIdentityKey - 1}.
     *
     * @param firstIdentityKey the key of the first identity record, or where it would be
     * @param endKey the key behind the last identity record, or the number of identities in files without such records
     * @param identityRecords how many records have two labels and no payload, record 0 not counted
     */
    public record InsightFace(float firstIdentityKey, float endKey, long identityRecords) {}

    /**
     * Walks through a file and its index, if there is one. Damage in either is part of the result.
     *
     * @throws IOException if a file cannot be opened
     */
    public static RecordSummary of(Path rec) throws IOException {
        try (RecordFile records = RecordFile.open(rec, null);
                SumsCheck sums = SumsCheck.besides(records)) {
            IndexCheck index = IndexCheck.besides(rec, sums.index());
            RecordSummary summary = new SummaryWalk(records, index, sums).run();
            records.checkWhole();
            return summary;
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }

    /** Share of the file that is not payload: heads, headers, labels, padding; 0 for an empty file. */
    public double overheadShare() {
        return sizeBytes == 0 ? 0 : (double) (sizeBytes - payload.totalBytes()) / sizeBytes;
    }

    /** Mean size of a payload in bytes; 0 where there is none. */
    public double meanPayloadBytes() {
        return records == 0 ? 0 : (double) payload.totalBytes() / records;
    }

    /** Whether the file has no damage and its indexes, where there are any, belong to it. */
    public boolean isSound() {
        return damage == null && mayBeUsed(index.state()) && mayBeUsed(sums.state());
    }

    private static boolean mayBeUsed(IndexState state) {
        return state != IndexState.STALE && state != IndexState.UNREADABLE;
    }
}
