package io.cameo.loader.mxnet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A machine without MXNet, as most are. */
class MxNetLibraryTest {
    @Test
    void whatIsNotThereIsRefused() {
        assertThatThrownBy(() -> MxNetLibrary.load(Path.of("testdata/no/libmxnet.so")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no libmxnet: file=");
        assertThatThrownBy(() -> MxNetLibrary.load(Path.of("testdata"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoLibraryIsRefused() {
        assertThatThrownBy(() -> MxNetLibrary.load(Path.of("testdata/convert/im2rec/default.rec")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("libmxnet cannot be linked");
    }
}
