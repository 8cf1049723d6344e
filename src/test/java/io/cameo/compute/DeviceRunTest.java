package io.cameo.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cameo.nativelib.NativeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceRunTest {
    private final List<String> told = new ArrayList<>();
    private final DeviceRun.Listener listener = new DeviceRun.Listener() {
        @Override
        public void gaveUp(String text) {
            told.add(text);
        }
    };

    @Test
    void cpuHasNoDevice() {
        DeviceRun run = DeviceRun.begin(Device.CPU, listener);
        assertThat(run.hasDevice()).isFalse();
        DeviceRun.Turns turns = run.turns();
        assertThat(turns.begin()).isFalse();
        turns.end(7, 0);
        assertThat(run.report()).isEqualTo(new DeviceReport(Device.CPU, null, 0, 7, 0, null, null));
        assertThatThrownBy(run::select).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void autoIsTheCpuWhereThereIsNoGpu() {
        assumeTrue(CudaLibrary.missing().isPresent(), "there is a GPU");
        assertThat(DeviceRun.begin(Device.AUTO, listener).hasDevice()).isFalse();
        assertThatThrownBy(() -> DeviceRun.begin(Device.CUDA, listener))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device is missing: device=cuda:0, reason="
                        + CudaLibrary.missing().orElseThrow());
        assertThat(told).isEmpty();
    }

    @Test
    void numberOfADeviceMustBeThere() {
        CudaLibrary twin = Kernels.host();
        assertThat(DeviceRun.on(twin, Device.CUDA, listener).hasDevice()).isTrue();
        assertThatThrownBy(() -> DeviceRun.on(twin, Device.parse("cuda:1"), listener))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such device: device=cuda:1, expected<cuda:1");
    }

    @Test
    void deviceThatFailedIsAskedNoMoreAndToldOnce() {
        DeviceRun run = DeviceRun.on(Kernels.host(), Device.CUDA, listener);
        DeviceRun.Turns turns = run.turns();
        assertThat(turns.begin()).isTrue();
        run.failed(new NativeException("cameo_copy", 700, "an illegal memory access"));
        run.failed(new NativeException("cameo_stream_close", 700, "again"));
        turns.end(10, 4);
        assertThat(turns.begin()).isFalse();
        assertThat(run.turns().begin()).isFalse();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst())
                .startsWith("cuda:0 (host): ")
                .contains("function=cameo_copy, status=700, detail=an illegal memory access");
        DeviceReport report = run.report();
        assertThat(report.failure()).isEqualTo(told.getFirst());
        assertThat(report.onDevice()).isEqualTo(4);
        assertThat(report.onCpu()).isEqualTo(6);
    }

    @Test
    void failureEndsTheTrialWithoutAChoice() {
        DeviceRun run = DeviceRun.on(Kernels.host(), Device.AUTO, listener);
        run.failed(new NativeException("cameo_copy", 700, ""));
        DeviceRun.Turns turns = run.turns();
        for (int group = 0; group < 40; group++) {
            assertThat(turns.begin()).isFalse();
            turns.end(5, 0);
        }
        assertThat(run.report().choice()).isNull();
    }
}
