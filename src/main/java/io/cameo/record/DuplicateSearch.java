package io.cameo.record;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/** Compares records that may have the same payload and keeps count of those that do. One thread. */
final class DuplicateSearch {
    private final RecordSource source;
    private final Consumer<DuplicateGroup> listener;
    private final BitSet dropped = new BitSet();
    private final RecordView first = new RecordView();
    private final RecordView other = new RecordView();
    private long groups;
    private long conflicts;
    private long droppedBytes;

    DuplicateSearch(RecordSource source, Consumer<DuplicateGroup> listener) {
        this.source = source;
        this.listener = listener;
    }

    /** The bytes that count: those behind header and labels, or all where there is no header. */
    static MemorySegment payload(RecordView view) {
        return view.hasHeader() ? view.payload() : view.content();
    }

    /** Finds the groups among the ranks from {@code begin} to below {@code end}, which rise. */
    void compare(int[] ranks, int begin, int end) {
        int[] left = Arrays.copyOfRange(ranks, begin, end);
        int size = left.length;
        while (size > 1) {
            source.read(left[0], first);
            List<Integer> group = new ArrayList<>(List.of(left[0]));
            int unequal = 0;
            for (int i = 1; i < size; i++) {
                source.read(left[i], other);
                if (payload(first).mismatch(payload(other)) < 0) {
                    group.add(left[i]);
                } else {
                    left[unequal++] = left[i];
                }
            }
            if (group.size() > 1) {
                note(group);
            }
            size = unequal;
        }
    }

    private void note(List<Integer> group) {
        List<DuplicateGroup.Member> members = new ArrayList<>(group.size());
        for (int rank : group) {
            source.read(rank, other);
            List<Float> labels = new ArrayList<>();
            for (int i = 0; other.hasHeader() && i < other.labelCount(); i++) {
                labels.add(other.label(i));
            }
            members.add(new DuplicateGroup.Member(source.keyText(rank), labels));
        }
        DuplicateGroup told = new DuplicateGroup(payload(first).byteSize(), members);
        groups++;
        conflicts += told.conflicts() ? 1 : 0;
        droppedBytes += told.payloadBytes() * (group.size() - 1);
        group.subList(1, group.size()).forEach(dropped::set);
        listener.accept(told);
    }

    /** Ranks of all records but the first of each group. */
    BitSet dropped() {
        return dropped;
    }

    long droppedBytes() {
        return droppedBytes;
    }

    long groups() {
        return groups;
    }

    long conflicts() {
        return conflicts;
    }
}
