package io.cameo.compute;

import java.lang.foreign.Arena;

/** Copies on a device that keep a stream busy for a while, whatever the machine is. */
final class SlowWork {
    private static final double BUSY_MS = 700;
    /** A GPU's queue holds about a thousand; who queues more waits. */
    private static final int MOST_COPIES = 800;

    private final DeviceMemory from;
    private final DeviceMemory to;
    private final long bytes;
    private final int copies;

    SlowWork(CudaLibrary library, Arena arena) {
        bytes = library.isHost() ? 8L << 20 : 256L << 20;
        from = DeviceMemory.allocate(library, arena, bytes);
        to = DeviceMemory.allocate(library, arena, bytes);
        int tried = 10;
        try (CudaStream stream = CudaStream.open(library);
                CudaEvent begin = CudaEvent.openTimed(library);
                CudaEvent end = CudaEvent.openTimed(library)) {
            queue(stream, tried);
            begin.record(stream);
            queue(stream, tried);
            end.record(stream);
            double eachMs = end.millisSince(begin) / tried;
            copies = (int) Math.clamp(BUSY_MS / eachMs, 1, MOST_COPIES);
        }
    }

    void queue(CudaStream stream) {
        queue(stream, copies);
    }

    private void queue(CudaStream stream, int times) {
        for (int i = 0; i < times; i++) {
            stream.copy(from, 0, to, 0, bytes);
        }
    }
}
