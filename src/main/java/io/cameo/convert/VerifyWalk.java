package io.cameo.convert;

import io.cameo.bytes.DamagedRegion;
import io.cameo.record.CixFile;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordScanner;
import io.cameo.record.RecordView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One scan through a record file with its indexes held against it: what every level of verify is made of. */
final class VerifyWalk {
    private static final int KEYS_IN_REASON = 8;

    private final RecordScanner scanner;
    private final @Nullable RecordIndex idx;
    private final @Nullable RecordIndex cixIndex;
    private final @Nullable IndexAudit idxAudit;
    private final @Nullable IndexAudit cixAudit;
    private final RecordView view = new RecordView();
    private final List<VerifyReport.Damage> damages = new ArrayList<>();
    private final Map<VerifyReport.Kind, Long> counts = new EnumMap<>(VerifyReport.Kind.class);
    private long records;
    private long doubtful;
    private long recovered;
    private long lostRecords;
    private int idxPosition;
    private int cixPosition;

    /**
     * @param side the indexes to check; null for none
     * @param withSums whether contents are held against the {@code .cix}
     */
    VerifyWalk(RecordFile file, @Nullable SideIndexes side, boolean withSums) {
        CixFile cix = side == null ? null : side.cix();
        scanner = new RecordScanner(file, withSums ? cix : null);
        idx = side == null ? null : side.idx();
        cixIndex = cix == null ? null : cix.index();
        idxAudit = idx == null ? null : new IndexAudit(idx, null);
        cixAudit = cixIndex == null ? null : new IndexAudit(cixIndex, cix);
    }

    /** Moves {@link #view()} to the next record and takes note of all damage on the way; false at the end. */
    boolean next() {
        while (true) {
            switch (scanner.next(view)) {
                case END -> {
                    return false;
                }
                case DAMAGE -> note(scanner.damage(), kind(scanner.fault()));
                case RECORD -> {
                    records++;
                    doubtful += scanner.proof() == RecordScanner.Proof.DOUBTFUL ? 1 : 0;
                    recovered += scanner.proof() == RecordScanner.Proof.RECOVERED ? 1 : 0;
                    idxPosition = idxAudit == null ? IndexAudit.NONE : idxAudit.meet(view);
                    cixPosition = cixAudit == null ? IndexAudit.NONE : cixAudit.meet(view);
                    return true;
                }
            }
        }
    }

    /** As {@link RecordScanner#trust}. */
    void trust(int fromEntry, int toEntry, BitSet whole) {
        scanner.trust(fromEntry, toEntry, whole);
    }

    RecordView view() {
        return view;
    }

    /** How far it has come. */
    long offsetBytes() {
        return scanner.offsetBytes();
    }

    /** Adds what a later check found wrong with a record. */
    void noteImage(DamagedRegion region, String key) {
        List<String> keys = key.isEmpty() ? List.of() : List.of(key);
        add(new VerifyReport.Damage(region, VerifyReport.Kind.IMAGE, keys, keys.size()));
    }

    /** The key of the record that the view stands on; empty if no index knows it. */
    String keyText() {
        if (idx != null && idxPosition != IndexAudit.NONE) {
            return idx.keyText(idxPosition);
        }
        return cixIndex != null && cixPosition != IndexAudit.NONE ? cixIndex.keyText(cixPosition) : "";
    }

    /** All damage in file order, or the first of it. */
    List<VerifyReport.Damage> damages() {
        damages.sort(Comparator.comparingLong(damage -> damage.region().beginBytes()));
        return damages;
    }

    long count(VerifyReport.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    long records() {
        return records;
    }

    long doubtful() {
        return doubtful;
    }

    long recovered() {
        return recovered;
    }

    long lostRecords() {
        return lostRecords;
    }

    /** Whether an index tells what damage costs. */
    boolean knowsLoss() {
        return idxAudit != null || cixAudit != null;
    }

    IndexAudit.@Nullable Result finishIdx() {
        return idxAudit == null ? null : idxAudit.finish();
    }

    IndexAudit.@Nullable Result finishCix() {
        return cixAudit == null ? null : cixAudit.finish();
    }

    private void note(DamagedRegion region, VerifyReport.Kind kind) {
        if (kind == VerifyReport.Kind.HEAD || kind == VerifyReport.Kind.PADDING) {
            add(new VerifyReport.Damage(region, kind, List.of(), 0));
            return;
        }
        IndexAudit.Lost ofIdx = idxAudit == null ? null : idxAudit.lose(region);
        IndexAudit.Lost ofCix = cixAudit == null ? null : cixAudit.lose(region);
        IndexAudit.Lost lost = ofIdx != null ? ofIdx : ofCix;
        if (lost == null) {
            add(new VerifyReport.Damage(region, kind, List.of(), 0));
            return;
        }
        lostRecords += lost.count();
        boolean named = kind == VerifyReport.Kind.CONTENT || lost.count() == 0;
        DamagedRegion told = named ? region : region.withReason(region.reason() + keys(region.reason(), lost));
        add(new VerifyReport.Damage(told, kind, lost.keys(), lost.count()));
    }

    private void add(VerifyReport.Damage damage) {
        counts.merge(damage.kind(), 1L, Long::sum);
        if (damages.size() < VerifyReport.MAX_DAMAGES) {
            damages.add(damage);
        }
    }

    private static String keys(String reason, IndexAudit.Lost lost) {
        String separator = reason.contains(": ") ? ", " : ": ";
        if (lost.count() == 1) {
            return separator + "key=" + lost.keys().getFirst();
        }
        List<String> shown = lost.keys().subList(0, (int) Math.min(KEYS_IN_REASON, lost.count()));
        long more = lost.count() - shown.size();
        return separator + "keys=" + String.join(" ", shown) + (more == 0 ? "" : " and " + more + " more");
    }

    private static VerifyReport.Kind kind(RecordScanner.Fault fault) {
        return switch (fault) {
            case FRAME -> VerifyReport.Kind.FRAME;
            case CONTENT -> VerifyReport.Kind.CONTENT;
            case HEAD -> VerifyReport.Kind.HEAD;
            case PADDING -> VerifyReport.Kind.PADDING;
        };
    }
}
