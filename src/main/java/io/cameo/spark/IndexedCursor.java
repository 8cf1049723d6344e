package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Goes by the {@code .cix}: what a filter refuses is never touched, and every content that is read is held against its
 * checksum.
 */
final class IndexedCursor extends RecordCursor {
    private static final int LONG_RUN =
            8; // records behind each other, on average, for which jumping is not worth while
    private static final int SPARSE = 8; // below one record of so many, what is read ahead is mostly waste

    private final CixEntries entries;
    private final ReadPlan plan;
    private final Need need;
    private final @Nullable LabelSet labels;
    private final int end;
    private final CRC32C crc = new CRC32C();
    private final @Nullable EntryRuns chosen;
    private int run;
    private int next;
    private long textFrom;
    private long lastOffset = -1;
    private @Nullable Object key;
    private @Nullable Float label;

    IndexedCursor(Slice slice, FileBytes bytes, CixEntries entries, ReadPlan plan, DamageLog damages)
            throws IOException {
        super(slice, bytes, damages);
        this.entries = entries;
        this.plan = plan;
        need = passesOver() ? Need.CONTENT : plan.need(); // which records are given must not depend on the columns
        chosen = slice.chosen();
        labels = plan.filter().uses(RecordColumn.KEY) ? null : LabelSet.of(plan.filter());
        if (chosen != null) {
            next = chosen.begin(0);
            end = entries.records();
            if (need != Need.PLACE) {
                expect(bytes, chosen);
            }
            return;
        }
        next = entries.firstFrom(slice.beginBytes());
        end = entries.firstFrom(slice.endBytes());
        if (next > 0) {
            entries.load(next - 1);
            textFrom = entries.key();
        }
        if (need != Need.PLACE && !plan.filter().isEmpty() && labels != null) {
            prepare(bytes, labels);
        }
    }

    /**
     * Where a filter on the label leaves little of the slice, tells the system what that is, so that it reads that at once
     * and nothing else.
     */
    private void prepare(FileBytes bytes, LabelSet wanted) throws IOException {
        EntryRuns.Builder runs = new EntryRuns.Builder((end - next) / SPARSE);
        for (int position = next; position < end; position++) {
            entries.load(position);
            if (wanted.holds(entries.hasHeader(), entries.label())) {
                runs.add(position);
            }
            if (runs.isFull()) {
                return;
            }
        }
        expect(bytes, runs.build());
    }

    private void expect(FileBytes bytes, EntryRuns runs) throws IOException {
        if (runs.runs() == 0) {
            return;
        }
        if (runs.count() < LONG_RUN * runs.runs()) {
            bytes.expectJumps(slice().beginBytes(), slice().endBytes());
            ReadAhead.expect(runs, entries, bytes);
        }
    }

    @Override
    boolean advance() throws IOException {
        while (hasNext()) {
            entries.load(next++);
            if (entries.offset() <= lastOffset) {
                throw new CorruptDataException(
                        FileBytes.named(slice().file().location()),
                        entries.offset(),
                        "entries of a cix do not rise: entry=" + (next - 1));
            }
            lastOffset = entries.offset();
            key = plan.needsKey() ? loadKey() : null;
            textFrom = entries.key();
            LabelSet only = labels;
            if (only != null && !only.holds(entries.hasHeader(), entries.label())) {
                continue;
            }
            label = entries.hasHeader() ? (Float) entries.label() : null;
            if (only == null && !plan.filter().accepts(key, label)) {
                continue;
            }
            String fault = need == Need.PLACE ? null : readRecord();
            if (fault == null) {
                return true;
            }
            meetDamage(fault);
        }
        return false;
    }

    /** Whether there is another entry to look at; moves to it. */
    private boolean hasNext() {
        EntryRuns only = chosen;
        if (only == null) {
            return next < end;
        }
        if (next == only.end(run)) {
            if (run + 1 == only.runs()) {
                return false;
            }
            next = only.begin(++run);
        }
        return true;
    }

    private Object loadKey() throws IOException {
        CixHead cix = slice().file().cix();
        if (cix == null || !cix.hasTextKeys()) {
            return plan.textKeys()
                    ? UTF8String.fromString(Long.toString(entries.key()))
                    : (Object) Long.valueOf(entries.key());
        }
        UTF8String text = UTF8String.fromBytes(entries.keyText(textFrom, entries.key()));
        if (!plan.textKeys()) {
            throw textKeys(slice().file().location(), text.toString(), null);
        }
        return text;
    }

    private @Nullable String readRecord() throws IOException {
        String fault = frames().measure(entries.offset());
        if (fault == null && frames().contentLength() != entries.contentLength()) {
            fault = "content length mismatch: expected=" + entries.contentLength() + ", actual="
                    + frames().contentLength();
        }
        if (fault == null) {
            fault = read(need);
        }
        if (fault == null && need == Need.CONTENT && plan.sums()) {
            crc.reset();
            crc.update(frames().content(), 0, frames().contentLength());
            if ((int) crc.getValue() != entries.contentCrc()) {
                fault = "content checksum mismatch: expected=0x" + Integer.toHexString(entries.contentCrc())
                        + ", actual=0x" + Long.toHexString(crc.getValue());
            }
        }
        return fault;
    }

    private void meetDamage(String fault) throws IOException {
        long begin = lastOffset;
        Object lost = plan.needsKey() ? key : loadKeyAgain();
        long to = slice().file().sizeBytes();
        if (next < entries.records()) {
            entries.load(next);
            to = entries.offset();
        }
        damaged(begin, Math.max(begin, to), lost, fault);
    }

    /** A key that was not asked for, to say which record is lost. */
    private @Nullable Object loadKeyAgain() throws IOException {
        CixHead cix = slice().file().cix();
        return cix != null && cix.hasTextKeys() ? null : (Object) Long.valueOf(entries.key());
    }

    @Override
    long offset() {
        return lastOffset;
    }

    @Override
    @Nullable
    Object key() {
        return key;
    }

    @Override
    @Nullable
    Float label() {
        return label;
    }

    @Override
    int contentLength() {
        return entries.contentLength();
    }

    @Override
    public void close() throws IOException {
        try (entries) {
            super.close();
        }
    }
}
