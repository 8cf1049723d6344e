package io.cameo.convert;

import io.cameo.bytes.DamagedRegion;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a record file, and what was looked at.
 *
 * @param rec the record file
 * @param sizeBytes its size
 * @param level what was asked for, or chosen
 * @param frames whether the frames are sound
 * @param index whether the indexes are sound and fit
 * @param sums whether every content has its checksum
 * @param decode whether every image decodes
 * @param records records that were found whole, as far as the level can tell
 * @param doubtful how many of them may be too long or too short, because what follows them is damaged
 * @param recovered how many of them have a damaged head, and are known by their checksum
 * @param lostRecords records that an index knows and that are damaged
 * @param lossKnown whether there is an index, so that {@code lostRecords} is the truth
 * @param images images that decode; 0 unless that was checked
 * @param withoutImage records without payload or without image header, as identity records
 * @param damages in file order; at most {@link #MAX_DAMAGES}
 * @param damageCount how many there are
 * @param idx the {@code .idx}
 * @param cix the {@code .cix}
 * @param disagreements places at which the two say different things
 * @param disagreementExamples the first of these
 * @param notChecked what was asked for and could not be checked, with the reason
 * @param cancelled whether the run was stopped; then all this is about a part of the file
 * @param wallNanos time from start to end
 */
public record VerifyReport(
        Path rec,
        long sizeBytes,
        Verify.Level level,
        Verdict frames,
        Verdict index,
        Verdict sums,
        Verdict decode,
        long records,
        long doubtful,
        long recovered,
        long lostRecords,
        boolean lossKnown,
        long images,
        long withoutImage,
        List<Damage> damages,
        long damageCount,
        Index idx,
        Index cix,
        long disagreements,
        List<String> disagreementExamples,
        List<String> notChecked,
        boolean cancelled,
        long wallNanos)
        implements Serializable {
    /** How many damaged regions are kept; all are counted. */
    public static final int MAX_DAMAGES = 1_000_000;

    /** What came of one level. */
    public enum Verdict {
        OK,
        BAD,
        /** Asked for, but what it takes is not there. */
        NOT_CHECKED,
        /** Beyond the level. */
        NOT_ASKED
    }

    /** What a damaged region is. */
    public enum Kind {
        /** Bytes that cannot be read as records. */
        FRAME,
        /** A record whose content is not what its checksum says. */
        CONTENT,
        /** The head of a record whose content is whole. */
        HEAD,
        /** Padding that is not zero, of a record that is counted. */
        PADDING,
        /** A record whose image does not decode. */
        IMAGE
    }

    /**
     * Damage and what it costs.
     *
     * @param region where and why; the reason names the keys
     * @param kind what it is
     * @param keys the keys that it costs, as far as an index knows; the first hundred
     * @param keyCount how many there are
     */
    public record Damage(DamagedRegion region, Kind kind, List<String> keys, long keyCount) implements Serializable {}

    /** How an index stands to the file. */
    public enum State {
        /** Every record has one entry, and every entry points to a record or into damage. */
        MATCHES,
        /** Some entry or record has no counterpart, or a key occurs twice. */
        BAD,
        /** It is damaged, or was made for another file; the reason is the first fault. */
        UNUSABLE,
        MISSING,
        NOT_ASKED
    }

    /**
     * One index.
     *
     * @param file where it is, or would be
     * @param state how it stands to the file
     * @param entries how many entries it has
     * @param dangling entries that point neither to a record nor into damage
     * @param aliases entries beyond the first that point to one record
     * @param unindexed records without an entry
     * @param duplicates entries whose key a later one has too
     * @param wrong entries of a {@code .cix} that say something else about their record than it says itself
     * @param note how the file has changed since, where its size shows it; else null
     * @param faults the first thousand faults, as {@code reason: key=value}
     */
    public record Index(
            Path file,
            State state,
            long entries,
            long dangling,
            long aliases,
            long unindexed,
            long duplicates,
            long wrong,
            @Nullable String note,
            List<String> faults)
            implements Serializable {
        static Index without(Path file, State state, @Nullable String fault) {
            List<String> faults = fault == null ? List.of() : List.of(Objects.requireNonNull(fault));
            return new Index(file, state, 0, 0, 0, 0, 0, 0, null, faults);
        }

        static Index of(Path file, IndexAudit.Result found, @Nullable String note) {
            boolean bad = note != null || !found.faults().isEmpty();
            return new Index(
                    file,
                    bad ? State.BAD : State.MATCHES,
                    found.entries(),
                    found.dangling(),
                    found.aliases(),
                    found.unindexed(),
                    found.duplicates(),
                    found.wrong(),
                    note,
                    found.faults());
        }
    }

    /** Whether nothing is wrong and the level that was asked for was checked. */
    public boolean isSound() {
        Verdict deepest = switch (level) {
            case FRAMES -> frames;
            case INDEX -> index;
            case SUMS -> sums;
            case DECODE -> decode;
        };
        return !cancelled && !isDamaged() && deepest == Verdict.OK;
    }

    /** Whether anything is wrong. */
    public boolean isDamaged() {
        return Stream.of(frames, index, sums, decode).anyMatch(verdict -> verdict == Verdict.BAD);
    }
}
