package io.cameo.spark;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes from head to head where there is no {@code .cix}.
 *
 * <p>A slice that does not begin where the file does begins at the first head in it; what stands before that is the end of a
 * record of an earlier slice, or damage that the slice before has met: damage belongs to the slice of the record that it
 * follows.
 */
final class FrameCursor extends RecordCursor {
    private final ReadPlan plan;
    private final @Nullable IdxKeys keys;
    private final Need need;
    private boolean begun;
    private long next;
    private long offset;
    private @Nullable Object key;
    private @Nullable Float label;

    FrameCursor(Slice slice, FileBytes bytes, @Nullable IdxKeys keys, ReadPlan plan, DamageLog damages) {
        super(slice, bytes, damages);
        this.plan = plan;
        this.keys = keys;
        // Only who reads a record whole sees that it runs over another: the walk would lose its way, each slice its
        // own.
        need = passesOver() ? Need.CONTENT : plan.need();
    }

    @Override
    boolean advance() throws IOException {
        if (!begun) {
            begun = true;
            next = slice().beginBytes() == 0 ? 0 : frames().nextHead(slice().beginBytes());
        }
        while (next < slice().endBytes()) {
            offset = next;
            String fault = frames().measure(offset);
            if (fault == null) {
                fault = read(need);
            }
            if (fault != null) {
                next = frames().nextHead(frames().isHead(offset) ? offset + Frames.HEAD_BYTES : offset);
                damaged(offset, next, keyAt(offset), fault);
                continue;
            }
            next = frames().end();
            meetWhatFollows();
            key = plan.needsKey() ? keyAt(offset) : null;
            if (need != Need.PLACE) {
                label = header().exists() ? (Float) header().firstLabel() : null;
            }
            if (plan.filter().accepts(key, label)) {
                return true;
            }
        }
        return false;
    }

    /** Damage right behind the last record of a slice is nobody else's to see. */
    private void meetWhatFollows() throws IOException {
        long end = next;
        if (end < slice().endBytes() || end >= slice().file().sizeBytes() || frames().isHead(end)) {
            return;
        }
        next = frames().nextHead(end);
        damaged(end, next, keyAt(end), "no record begins where one ends");
    }

    private @Nullable Object keyAt(long at) {
        String text = keys == null ? null : keys.at(at);
        return text == null ? null : keyOf(text, plan.textKeys(), slice().file().location());
    }

    @Override
    long offset() {
        return offset;
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
        return frames().contentLength();
    }
}
