package io.cameo.convert;

import io.cameo.bytes.DamagedRegion;
import io.cameo.bytes.PageFault;
import io.cameo.pipeline.Progress;
import io.cameo.record.CixFile;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordIndexWriter;
import io.cameo.record.RecordScanner;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@code .idx} and the {@code .cix} of a record file from its records.
 *
 * <p>Keys are those of the {@code .idx} if there is one that fits, which then stays as it is; else those of the {@code .cix};
 * else the ids in the headers where each record has one of its own; else counted from 0. Two passes over the file, the
 * first of which also looks for damage. Set up on one thread; {@link #cancel()} may be called from any.
 */
public final class IndexRebuild {
    private static final long MEGA = 1_000_000;
    private static final int MAX_DAMAGES = 1000;
    private static final int RECORDS_A_LOOK = 256;

    private final Path rec;
    private @Nullable KeyRule wanted;
    private boolean force;
    private boolean skipDamage;
    private Progress progress = Progress.NONE;
    private volatile boolean cancelled;

    private IndexRebuild(Path rec) {
        this.rec = rec;
    }

    /** Chooses a record file. */
    public static IndexRebuild of(Path rec) {
        return new IndexRebuild(rec);
    }

    /**
     * Says where keys come from where no index is kept: {@link KeyRule#ID} or {@link KeyRule#COUNTER}; null for what fits.
     */
    public IndexRebuild keys(@Nullable KeyRule rule) {
        if (rule == KeyRule.IDX || rule == KeyRule.CIX) {
            throw new IllegalArgumentException("keys come from id or counter: keys=" + rule);
        }
        wanted = rule;
        return this;
    }

    /** Whether to begin from the records alone, whatever indexes there are. */
    public IndexRebuild force(boolean always) {
        force = always;
        return this;
    }

    /** Whether to index what is left of a damaged file. */
    public IndexRebuild skipDamage(boolean skip) {
        skipDamage = skip;
        return this;
    }

    /** Who is told how far the run is, in megabytes of both passes. */
    public IndexRebuild progress(Progress listener) {
        progress = listener;
        return this;
    }

    /** Asks the run to stop soon, with nothing written. From any thread. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Makes the indexes.
     *
     * @throws IllegalArgumentException if ids are asked for as keys and cannot be
     * @throws IOException if a file cannot be read or written
     */
    public IndexReport run() throws IOException {
        long begin = System.nanoTime();
        try (RecordFile file = RecordFile.open(rec, null);
                SideIndexes side = SideIndexes.of(file)) {
            progress.started(2 * file.sizeBytes() / MEGA);
            Draft draft = new Draft();
            survey(file, side, draft);
            if (draft.end == IndexReport.End.WRITTEN) {
                write(file, side, draft);
            }
            progress.finished(draft.doneBytes / MEGA, 0);
            return new IndexReport(
                    rec,
                    side.idxPath(),
                    side.cixPath(),
                    draft.writesIdx() && draft.end == IndexReport.End.WRITTEN,
                    draft.rule,
                    draft.why,
                    draft.records,
                    draft.damages,
                    draft.damageCount,
                    draft.end,
                    System.nanoTime() - begin);
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }

    /** What is known so far. */
    private static final class Draft {
        private KeyRule rule = KeyRule.COUNTER;
        private String why = "";
        private long records;
        private final List<DamagedRegion> damages = new ArrayList<>();
        private long damageCount;
        private long doneBytes;
        private IndexReport.End end = IndexReport.End.WRITTEN;

        /** An index that knows records which are passed over would not agree with the new one. */
        private boolean writesIdx() {
            return rule != KeyRule.IDX || damageCount > 0;
        }
    }

    /** The first pass: looks for damage and decides on the keys. */
    private void survey(RecordFile file, SideIndexes side, Draft draft) throws IOException {
        RecordIndex idx = force ? null : side.idx();
        CixFile cix = force ? null : side.cix();
        IndexAudit idxAudit = idx == null ? null : new IndexAudit(idx, null);
        IndexAudit cixAudit = cix == null ? null : new IndexAudit(cix.index(), null);
        IdTally ids = new IdTally(file.sizeBytes());
        RecordScanner scanner = new RecordScanner(file, cix);
        RecordView view = new RecordView();
        for (RecordScanner.Step step = step(scanner, view, draft);
                step != RecordScanner.Step.END;
                step = step(scanner, view, draft)) {
            if (cancelled) {
                draft.end = IndexReport.End.CANCELLED;
                return;
            }
            if (step == RecordScanner.Step.DAMAGE) {
                noteDamage(scanner, draft, idxAudit, cixAudit);
                continue;
            }
            ids.add(view);
            if (idxAudit != null) {
                idxAudit.meet(view);
            }
            if (cixAudit != null) {
                cixAudit.meet(view);
            }
        }
        if (draft.damageCount > 0 && !skipDamage) {
            draft.end = IndexReport.End.DAMAGED;
            return;
        }
        decide(side, ids, fault(idxAudit), cixAudit != null && fault(cixAudit).isEmpty(), draft);
    }

    private void decide(SideIndexes side, IdTally ids, String idxFault, boolean cixFits, Draft draft) {
        boolean hasIdx = !force && (side.idx() != null || side.idxFault() != null);
        String whyNot = side.idxFault() == null ? idxFault : side.idxFault();
        if (hasIdx && !whyNot.isEmpty()) {
            draft.end = IndexReport.End.IDX_DOES_NOT_FIT;
            draft.why = whyNot;
        } else if (hasIdx) {
            draft.rule = KeyRule.IDX;
            draft.why = "it has an entry for every record";
        } else if (wanted == KeyRule.ID && !ids.fault().isEmpty()) {
            throw new IllegalArgumentException("ids cannot be the keys: " + ids.fault());
        } else if (wanted != null) {
            draft.rule = wanted;
            draft.why = "asked for";
        } else if (cixFits) {
            draft.rule = KeyRule.CIX;
            draft.why = "it has an entry for every record";
        } else {
            draft.rule = ids.rule();
            draft.why = ids.why();
        }
    }

    private static void noteDamage(
            RecordScanner scanner, Draft draft, @Nullable IndexAudit idx, @Nullable IndexAudit cix) {
        draft.damageCount++;
        if (draft.damages.size() < MAX_DAMAGES) {
            draft.damages.add(scanner.damage());
        }
        boolean costs = scanner.fault() == RecordScanner.Fault.FRAME || scanner.fault() == RecordScanner.Fault.CONTENT;
        if (costs && idx != null) {
            idx.lose(scanner.damage());
        }
        if (costs && cix != null) {
            cix.lose(scanner.damage());
        }
    }

    /** The first fault of an index; empty if it fits. */
    private static String fault(@Nullable IndexAudit audit) {
        if (audit == null) {
            return "";
        }
        List<String> faults = audit.finish().faults();
        return faults.isEmpty() ? "" : faults.getFirst();
    }

    /** The second pass. */
    private void write(RecordFile file, SideIndexes side, Draft draft) throws IOException {
        RecordIndex source = switch (draft.rule) {
            case IDX -> side.idx();
            case CIX -> side.cix() == null ? null : side.cix().index();
            case ID, COUNTER -> null;
        };
        IndexAudit places = source == null ? null : new IndexAudit(source, null);
        RecordScanner scanner = new RecordScanner(file, force ? null : side.cix());
        RecordView view = new RecordView();
        try (RecordIndexWriter writer = RecordIndexWriter.create(rec, draft.writesIdx())) {
            for (RecordScanner.Step step = step(scanner, view, draft);
                    step != RecordScanner.Step.END;
                    step = step(scanner, view, draft)) {
                if (cancelled) {
                    draft.end = IndexReport.End.CANCELLED;
                    return;
                }
                if (step != RecordScanner.Step.RECORD) {
                    continue;
                }
                if (places != null && source != null && source.hasTextKeys()) {
                    writer.add(source.keyText(places.meet(view)), view);
                } else if (places != null && source != null) {
                    writer.add(source.key(places.meet(view)), view);
                } else {
                    writer.add(draft.rule == KeyRule.ID ? view.id() : draft.records, view);
                }
                draft.records++;
            }
            file.checkWhole();
            writer.commit();
        }
    }

    private RecordScanner.Step step(RecordScanner scanner, RecordView view, Draft draft) {
        long before = scanner.offsetBytes();
        RecordScanner.Step step = scanner.next(view);
        draft.doneBytes += scanner.offsetBytes() - before;
        if (step == RecordScanner.Step.RECORD && view.position() % RECORDS_A_LOOK == 0) {
            progress.advanced(draft.doneBytes / MEGA, 0);
        }
        return step;
    }
}
