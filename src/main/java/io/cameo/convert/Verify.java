package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Progress;
import io.cameo.record.CixFile;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks a record file and never stops at the first fault.
 *
 * <pre>{@code
 * VerifyReport report = Verify.of(Path.of("train.rec")).run();
 * }</pre>
 *
 * <p>Set up on one thread; {@link #cancel()} may be called from any.
 */
public final class Verify {
    private static final long MEGA = 1_000_000;
    private static final int RECORDS_A_LOOK = 256;

    private final Path rec;
    private @Nullable Level asked;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;
    private @Nullable BitSet known;
    private final Stop stop = new Stop();

    /** How deep to look; each level includes those before. */
    public enum Level {
        /** Magic words, lengths, cflags, padding; that no record runs over another. */
        FRAMES,
        /** Every index entry points to a record, every record has one, {@code .idx} and {@code .cix} agree. */
        INDEX,
        /** Every content has the checksum that the {@code .cix} gives. */
        SUMS,
        /** Every image decodes. */
        DECODE
    }

    private Verify(Path rec) {
        this.rec = rec;
    }

    /** Chooses a record file; the indexes beside it are checked with it. */
    public static Verify of(Path rec) {
        return new Verify(rec);
    }

    /** How deep to look. Unless set: sums where there is a {@code .cix}, else index where there is an {@code .idx}, else frames. */
    public Verify level(@Nullable Level deepest) {
        asked = deepest;
        return this;
    }

    /**
     * Spares the run to compute checksums that {@link VerifySums} computed, of the same file.
     *
     * @param whole bit 0 for the first entry of the {@code .cix}; a bit that is not set means that nothing is known
     */
    public Verify knowing(BitSet whole) {
        known = whole;
        return this;
    }

    /** Number of threads that decode or compute checksums; one per processor unless set. */
    public Verify workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one worker is needed: workers=" + threads);
        }
        workers = threads;
        return this;
    }

    /** Who is told how far the run is, in records where images are decoded, else in megabytes. */
    public Verify progress(Progress listener) {
        progress = listener;
        return this;
    }

    /** Asks the run to stop soon; its report then is about what it has seen. From any thread. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Checks the file. Damage is in the report, not thrown.
     *
     * @throws IOException if the file cannot be opened
     * @throws CorruptDataException if it was cut while it was checked
     * @throws IllegalStateException if images are to be decoded and OpenCV cannot be loaded
     */
    public VerifyReport run() throws IOException {
        long begin = System.nanoTime();
        try (RecordFile file = RecordFile.open(rec, null)) {
            if (asked == Level.FRAMES) {
                return check(file, null, Level.FRAMES, begin);
            }
            try (SideIndexes side = SideIndexes.of(file)) {
                Level level = asked != null ? asked : side.anyCixFile() ? Level.SUMS : defaultWithoutSums(side);
                return check(file, level == Level.FRAMES ? null : side, level, begin);
            }
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }

    private static Level defaultWithoutSums(SideIndexes side) {
        return side.anyFile() ? Level.INDEX : Level.FRAMES;
    }

    private VerifyReport check(RecordFile file, @Nullable SideIndexes side, Level level, long begin)
            throws IOException {
        VerifyWalk walk = new VerifyWalk(file, side, level.compareTo(Level.SUMS) >= 0);
        if (known != null && level.compareTo(Level.SUMS) >= 0 && side != null && side.cix() != null) {
            walk.trust(0, Objects.requireNonNull(side.cix()).records(), known);
        }
        long images = 0;
        long withoutImage = 0;
        boolean cancelled;
        if (level == Level.DECODE) {
            DecodeCheck decode = new DecodeCheck(walk);
            Outcome outcome = decode.run(workers, progress, expectedRecords(side), stop);
            images = decode.images();
            withoutImage = decode.withoutImage();
            cancelled = outcome.cancelled();
        } else if (level == Level.SUMS && side != null && side.cix() != null && known == null && workers > 1) {
            SumsAhead sums = new SumsAhead(walk, file, Objects.requireNonNull(side.cix()));
            cancelled = sums.run(workers, progress, stop).cancelled() || !walkAlone(walk, Progress.NONE);
        } else {
            progress.started(file.sizeBytes() / MEGA);
            cancelled = !walkAlone(walk, progress);
            progress.finished(walk.offsetBytes() / MEGA, 0);
        }
        file.checkWhole();
        return report(file, side, level, walk, images, withoutImage, cancelled, begin);
    }

    /** False if it was stopped. */
    private boolean walkAlone(VerifyWalk walk, Progress told) {
        long looks = 0;
        boolean more = true;
        while (more && !(++looks % RECORDS_A_LOOK == 0 && stop.isWished())) {
            more = walk.next();
            if (looks % RECORDS_A_LOOK == 0) {
                told.advanced(walk.offsetBytes() / MEGA, 0);
            }
        }
        return !more;
    }

    private static long expectedRecords(@Nullable SideIndexes side) {
        CixFile cix = side == null ? null : side.cix();
        RecordIndex idx = side == null ? null : side.idx();
        return cix != null ? cix.records() : idx != null ? idx.size() : Progress.UNKNOWN;
    }

    private VerifyReport report(
            RecordFile file,
            @Nullable SideIndexes side,
            Level level,
            VerifyWalk walk,
            long images,
            long withoutImage,
            boolean cancelled,
            long begin) {
        List<String> notChecked = new ArrayList<>();
        VerifyReport.Index idx =
                VerifyReport.Index.without(RecordIndex.besides(rec), VerifyReport.State.NOT_ASKED, null);
        VerifyReport.Index cix = VerifyReport.Index.without(CixFile.besides(rec), VerifyReport.State.NOT_ASKED, null);
        IndexAgreement agreement = new IndexAgreement(0, List.of());
        if (side != null && !cancelled) {
            idx = judged(side.idxPath(), walk.finishIdx(), side.idxFault(), null);
            cix = judged(side.cixPath(), walk.finishCix(), side.cixFault(), side.cixNote());
            if (side.idx() != null && side.cix() != null) {
                agreement = IndexAgreement.of(
                        Objects.requireNonNull(side.idx()),
                        Objects.requireNonNull(side.cix()).index());
            }
        }
        boolean frameFaults = walk.count(VerifyReport.Kind.FRAME)
                        + walk.count(VerifyReport.Kind.HEAD)
                        + walk.count(VerifyReport.Kind.PADDING)
                > 0;
        return new VerifyReport(
                rec,
                file.sizeBytes(),
                level,
                frameFaults ? VerifyReport.Verdict.BAD : VerifyReport.Verdict.OK,
                indexVerdict(level, idx, cix, agreement, notChecked),
                sumsVerdict(level, side, walk, notChecked),
                decodeVerdict(level, walk),
                walk.records(),
                walk.doubtful(),
                walk.recovered(),
                walk.lostRecords(),
                walk.knowsLoss(),
                images,
                withoutImage,
                walk.damages(),
                countAll(walk),
                idx,
                cix,
                agreement.differing(),
                agreement.examples(),
                notChecked,
                cancelled,
                System.nanoTime() - begin);
    }

    private static VerifyReport.Index judged(
            Path path, IndexAudit.@Nullable Result found, @Nullable String fault, @Nullable String note) {
        if (found != null) {
            return VerifyReport.Index.of(path, found, note);
        }
        VerifyReport.State state = fault == null ? VerifyReport.State.MISSING : VerifyReport.State.UNUSABLE;
        return VerifyReport.Index.without(path, state, fault);
    }

    private static VerifyReport.Verdict indexVerdict(
            Level level,
            VerifyReport.Index idx,
            VerifyReport.Index cix,
            IndexAgreement agreement,
            List<String> notChecked) {
        if (level == Level.FRAMES) {
            return VerifyReport.Verdict.NOT_ASKED;
        }
        boolean bad = isBad(idx) || isBad(cix) || agreement.differing() > 0;
        if (bad || idx.state() == VerifyReport.State.MATCHES || cix.state() == VerifyReport.State.MATCHES) {
            return bad ? VerifyReport.Verdict.BAD : VerifyReport.Verdict.OK;
        }
        if (idx.state() == VerifyReport.State.MISSING) {
            notChecked.add("index: there is no " + idx.file().getFileName() + " and no "
                    + cix.file().getFileName());
        }
        return VerifyReport.Verdict.NOT_CHECKED;
    }

    private static VerifyReport.Verdict sumsVerdict(
            Level level, @Nullable SideIndexes side, VerifyWalk walk, List<String> notChecked) {
        if (side == null || level.compareTo(Level.SUMS) < 0) {
            return VerifyReport.Verdict.NOT_ASKED;
        }
        if (side.cix() == null) {
            String why = side.anyCixFile() ? "cannot be used" : "is not there";
            notChecked.add("sums: " + side.cixPath().getFileName() + " " + why);
            return VerifyReport.Verdict.NOT_CHECKED;
        }
        return walk.count(VerifyReport.Kind.CONTENT) > 0 ? VerifyReport.Verdict.BAD : VerifyReport.Verdict.OK;
    }

    private static VerifyReport.Verdict decodeVerdict(Level level, VerifyWalk walk) {
        if (level != Level.DECODE) {
            return VerifyReport.Verdict.NOT_ASKED;
        }
        return walk.count(VerifyReport.Kind.IMAGE) > 0 ? VerifyReport.Verdict.BAD : VerifyReport.Verdict.OK;
    }

    private static boolean isBad(VerifyReport.Index index) {
        return index.state() == VerifyReport.State.BAD || index.state() == VerifyReport.State.UNUSABLE;
    }

    private static long countAll(VerifyWalk walk) {
        long count = 0;
        for (VerifyReport.Kind kind : VerifyReport.Kind.values()) {
            count += walk.count(kind);
        }
        return count;
    }
}
