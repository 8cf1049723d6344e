package io.cameo.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Order between streams, and between streams and callers. */
abstract class CudaEventContract {
    private static final int BYTES = 100_003;

    private final CudaLibrary library = library();

    abstract CudaLibrary library();

    /** The second stream's copy would find old bytes, were it not for the event. */
    @Test
    void aStreamThatFollowsSeesWhatCameBefore() {
        byte[] bytes = new byte[BYTES];
        new SplittableRandom(3).nextBytes(bytes);
        try (Arena arena = Arena.ofShared();
                CudaStream first = CudaStream.open(library);
                CudaStream second = CudaStream.open(library)) {
            MemorySegment up = DeviceMemory.pinned(library, arena, BYTES);
            MemorySegment down = DeviceMemory.pinned(library, arena, BYTES);
            MemorySegment.copy(bytes, 0, up, ValueLayout.JAVA_BYTE, 0, BYTES);
            DeviceMemory memory = DeviceMemory.allocate(library, arena, BYTES);
            new SlowWork(library, arena).queue(first);
            first.upload(up, 0, memory, 0, BYTES);
            try (CudaEvent uploaded = CudaEvent.open(library)) {
                uploaded.record(first);
                assertThat(uploaded.isDone()).isFalse();
                second.follow(uploaded);
                second.download(memory, 0, down, 0, BYTES);
                // What was followed is the point of that time: neither this nor closing changes it.
                uploaded.record(first);
            }
            second.await();
            assertThat(down.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
        }
    }

    @Test
    void whoAwaitsAnEventWaitsForNoMore() {
        try (Arena arena = Arena.ofShared();
                CudaStream stream = CudaStream.open(library);
                CudaEvent begin = CudaEvent.openTimed(library);
                CudaEvent middle = CudaEvent.openTimed(library);
                CudaEvent end = CudaEvent.openTimed(library)) {
            SlowWork work = new SlowWork(library, arena);
            begin.record(stream);
            work.queue(stream);
            middle.record(stream);
            work.queue(stream);
            end.record(stream);
            middle.await();
            assertThat(begin.isDone()).isTrue();
            assertThat(middle.isDone()).isTrue();
            assertThat(end.isDone()).isFalse();
            double half = middle.millisSince(begin);
            double whole = end.millisSince(begin);
            assertThat(end.isDone()).isTrue();
            assertThat(half).isPositive();
            assertThat(whole).isGreaterThan(half);
        }
    }

    @Test
    void refusesWhatHasNoMeaning() {
        CudaStream stream = CudaStream.open(library);
        CudaEvent plain = CudaEvent.open(library);
        CudaEvent timed = CudaEvent.openTimed(library);
        assertThatThrownBy(plain::isDone).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(plain::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("event was never recorded");
        assertThatThrownBy(() -> stream.follow(plain)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> timed.millisSince(timed)).isInstanceOf(IllegalStateException.class);
        plain.record(stream);
        timed.record(stream);
        assertThatThrownBy(() -> timed.millisSince(plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tell no time");
        plain.close();
        plain.close();
        assertThatThrownBy(() -> plain.record(stream))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("event is closed");
        assertThatThrownBy(() -> stream.follow(plain)).isInstanceOf(IllegalStateException.class);
        stream.close();
        assertThat(stream.isClosed()).isTrue();
        assertThatThrownBy(() -> timed.record(stream)).isInstanceOf(IllegalStateException.class);
        timed.close();
    }
}
