package io.cameo.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
    @ParameterizedTest
    @CsvSource({
        "auto, AUTO, 0, auto",
        "cpu, CPU, 0, cpu",
        "cuda, CUDA, 0, cuda:0",
        "cuda:0, CUDA, 0, cuda:0",
        "cuda:12, CUDA, 12, cuda:12"
    })
    void readsWhatMayBeAskedFor(String text, Device.Kind kind, int number, String shown) {
        Device device = Device.parse(text);
        assertThat(device).isEqualTo(new Device(kind, number)).hasToString(shown);
        assertThat(Device.parse(device.toString())).isEqualTo(device);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gpu",
                "CUDA",
                "cuda:",
                "cuda:-1",
                "cuda:x",
                "cuda:1 ",
                "cuda:12345",
                "cuda1",
                "auto:0",
                "cuda:\u0661"
            })
    void refusesAllElse(String text) {
        assertThatThrownBy(() -> Device.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such device: expected=auto, cpu, cuda or cuda:N, actual=" + text);
    }

    @Test
    void onlyGpusHaveNumbers() {
        assertThatThrownBy(() -> new Device(Device.Kind.CPU, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Device(Device.Kind.CUDA, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
