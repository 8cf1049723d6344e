package io.cameo.convert;

import io.cameo.record.RecordIndex;

/**
 * The entries of an index by rising offset, which is the order of the file. Costs nothing where the index is in that order
 * already, else four bytes an entry.
 */
final class OffsetOrder {
    private final RecordIndex index;
    private final int[] positions;

    OffsetOrder(RecordIndex index) {
        this.index = index;
        positions = index.inFileOrder() ? new int[0] : sorted(index);
    }

    int size() {
        return index.size();
    }

    /** The position in the index of the entry with the {@code rank}-th offset; of equal offsets the earlier entry first. */
    int position(int rank) {
        return positions.length == 0 ? rank : positions[rank];
    }

    long offset(int rank) {
        return index.offset(position(rank));
    }

    private static int[] sorted(RecordIndex index) {
        int[] heap = new int[index.size()];
        for (int i = 0; i < heap.length; i++) {
            heap[i] = i;
        }
        for (int root = heap.length / 2 - 1; root >= 0; root--) {
            sink(index, heap, root, heap.length);
        }
        for (int end = heap.length - 1; end > 0; end--) {
            int greatest = heap[0];
            heap[0] = heap[end];
            heap[end] = greatest;
            sink(index, heap, 0, end);
        }
        return heap;
    }

    /** One step of a heap sort, which needs no memory besides the array itself. */
    private static void sink(RecordIndex index, int[] heap, int from, int size) {
        int parent = from;
        while (2L * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && isBefore(index, heap[child], heap[child + 1])) {
                child++;
            }
            if (!isBefore(index, heap[parent], heap[child])) {
                return;
            }
            int moved = heap[parent];
            heap[parent] = heap[child];
            heap[child] = moved;
            parent = child;
        }
    }

    private static boolean isBefore(RecordIndex index, int a, int b) {
        long offsetA = index.offset(a);
        long offsetB = index.offset(b);
        return offsetA != offsetB ? offsetA < offsetB : a < b;
    }
}
