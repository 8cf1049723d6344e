package io.cameo.convert;

import io.cameo.bytes.DamagedRegion;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordScanner;
import io.cameo.record.RecordView;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run of {@link Repair}: what was found so far, and the keys that are still free. */
final class RepairRun {
    private final RecordFile file;
    private final Path target;
    private final RecordScanner scanner;
    private final @Nullable KeyFinder finder;
    private final RecordView view = new RecordView();
    private final List<DamagedRegion> regions = new ArrayList<>();
    private final List<VerifyReport.Kind> kinds = new ArrayList<>();
    private final List<VerifyReport.Damage> damages = new ArrayList<>();
    private KeyRule rule = KeyRule.COUNTER;
    private String why = "";
    private long steps;
    private long kept;
    private long recovered;
    private long doubtful;
    private long proven;
    private long newKeys;
    private long nextFree;
    private long nextFreeText;
    private long lostBytes;
    private long lostRecords;

    RepairRun(RecordFile file, SideIndexes side, Path target) {
        this.file = file;
        this.target = target;
        scanner = new RecordScanner(file, side.cix());
        finder = KeyFinder.of(file, side);
    }

    /** Without an index: one pass to see whether ids can be the keys. */
    void chooseKeys(BooleanSupplier stopped) {
        if (finder != null) {
            rule = finder.rule();
            why = "it knows the records";
            return;
        }
        IdTally ids = new IdTally(file.sizeBytes());
        RecordScanner first = new RecordScanner(file);
        boolean possible = true;
        RecordScanner.Step step = first.next(view);
        while (step != RecordScanner.Step.END && possible && !stopped.getAsBoolean()) {
            possible = step != RecordScanner.Step.RECORD || ids.add(view);
            step = first.next(view);
        }
        rule = ids.rule();
        why = ids.why();
    }

    /** Copies the next record or takes note of damage; false at the end. */
    boolean step(RecordWriter writer) throws IOException {
        steps++;
        switch (scanner.next(view)) {
            case END -> {
                return false;
            }
            case DAMAGE -> meetDamage();
            case RECORD -> {
                kept++;
                switch (scanner.proof()) {
                    case CHECKSUM -> proven++;
                    case RECOVERED -> {
                        proven++;
                        recovered++;
                    }
                    case DOUBTFUL -> doubtful++;
                    case FRAME -> {}
                }
                copy(writer);
            }
        }
        return true;
    }

    long steps() {
        return steps;
    }

    long offsetBytes() {
        return scanner.offsetBytes();
    }

    private void meetDamage() {
        DamagedRegion region = scanner.damage();
        VerifyReport.Kind kind = VerifyReport.Kind.valueOf(scanner.fault().name());
        regions.add(region);
        kinds.add(kind);
        if (kind == VerifyReport.Kind.FRAME || kind == VerifyReport.Kind.CONTENT) {
            lostBytes += region.sizeBytes();
        }
        if (finder != null) {
            finder.meetDamage();
        }
    }

    private void copy(RecordWriter writer) throws IOException {
        KeyFinder known = finder;
        if (known == null) {
            writer.write(rule == KeyRule.ID ? view.id() : kept - 1, view.content());
            return;
        }
        RecordIndex index = known.index();
        int position = known.claim(view, scanner.entry());
        if (index.hasTextKeys()) {
            writer.write(position == KeyFinder.NONE ? newText(index) : index.keyText(position), view.content());
        } else {
            writer.write(position == KeyFinder.NONE ? newNumber(index) : index.key(position), view.content());
        }
    }

    /** A key above all that the index has. */
    private long newNumber(RecordIndex index) {
        if (newKeys == 0) {
            long largest = -1;
            for (int i = 0; i < index.size(); i++) {
                largest = Math.max(largest, index.key(i));
            }
            nextFree = largest + 1;
        }
        newKeys++;
        return nextFree++;
    }

    private String newText(RecordIndex index) {
        String key;
        do {
            key = "record-without-key-" + ++nextFreeText;
        } while (index.find(key) >= 0);
        newKeys++;
        return key;
    }

    /** Writes down all damage, with the keys of the entries that no record was found for; null if there is nothing. */
    @Nullable
    Path writeLost(Path path) throws IOException {
        KeyFinder known = finder;
        if (regions.isEmpty() && (known == null || known.unclaimed() == 0)) {
            Files.deleteIfExists(path);
            return null;
        }
        try (LostFile out = new LostFile(path)) {
            int rank = 0;
            for (int i = 0; i < regions.size(); i++) {
                rank = strays(out, rank, regions.get(i).beginBytes());
                rank = region(out, rank, regions.get(i), kinds.get(i));
            }
            strays(out, rank, Long.MAX_VALUE);
            out.commit();
        }
        return path;
    }

    /** Entries in front of a place whose records were found nowhere, each a line of its own. */
    private int strays(LostFile out, int fromRank, long beforeBytes) throws IOException {
        KeyFinder known = finder;
        int rank = fromRank;
        while (known != null && rank < known.order().size() && known.order().offset(rank) < beforeBytes) {
            int position = known.order().position(rank);
            if (!known.isClaimed(position)) {
                long offset = known.order().offset(rank);
                String reason =
                        offset >= file.sizeBytes() ? "behind the end of the file" : "no record was found for it";
                DamagedRegion place = new DamagedRegion(offset, offset, reason);
                out.begin(place, "missing");
                out.key(known.index().keyText(position), true);
                out.end(reason);
                lostRecords++;
            }
            rank++;
        }
        return rank;
    }

    private int region(LostFile out, int fromRank, DamagedRegion region, VerifyReport.Kind kind) throws IOException {
        KeyFinder known = finder;
        out.begin(region, kind.name().toLowerCase(Locale.ROOT));
        List<String> keys = new ArrayList<>();
        long count = 0;
        int rank = fromRank;
        while (known != null && rank < known.order().size() && known.order().offset(rank) < region.endBytes()) {
            int position = known.order().position(rank);
            if (!known.isClaimed(position) && !known.isSecondKey(rank)) {
                String key = known.index().keyText(position);
                out.key(key, count == 0);
                count++;
                if (keys.size() < IndexAudit.MAX_KEYS) {
                    keys.add(key);
                }
            }
            rank++;
        }
        out.end(region.reason());
        lostRecords += count;
        damages.add(new VerifyReport.Damage(region, kind, keys, count));
        return rank;
    }

    RepairReport report(@Nullable Path lost, long sizeBytes, boolean cancelled, long wallNanos) {
        return new RepairReport(
                file.path(),
                target,
                lost,
                kept,
                recovered,
                doubtful,
                proven,
                newKeys,
                lostRecords,
                finder != null,
                rule,
                why,
                damages,
                lostBytes,
                sizeBytes,
                cancelled,
                wallNanos);
    }
}
