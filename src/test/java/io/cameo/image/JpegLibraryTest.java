package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class JpegLibraryTest {
    private static Optional<String> all(JpegLibrary library) {
        return Optional.empty();
    }

    private static Optional<String> noTurbo(JpegLibrary library) {
        return library == JpegLibrary.TURBO ? Optional.of("not installed") : Optional.empty();
    }

    @Test
    void takesTheFastestThatIsThere() {
        assertThat(JpegLibrary.choose("auto", JpegLibraryTest::all)).isEqualTo(JpegLibrary.TURBO);
        assertThat(JpegLibrary.choose("auto", JpegLibraryTest::noTurbo)).isEqualTo(JpegLibrary.OPENCV);
    }

    @Test
    void takesTheOneThatIsForced() {
        assertThat(JpegLibrary.choose("opencv", JpegLibraryTest::all)).isEqualTo(JpegLibrary.OPENCV);
        assertThat(JpegLibrary.choose("turbo", JpegLibraryTest::all)).isEqualTo(JpegLibrary.TURBO);
        assertThatThrownBy(() -> JpegLibrary.choose("turbo", JpegLibraryTest::noTurbo))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("forced jpeg library is missing: property=cameo.jpeg, value=turbo, reason=not installed");
        assertThatThrownBy(() -> JpegLibrary.choose("mozjpeg", JpegLibraryTest::all))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown jpeg library: property=cameo.jpeg, value=mozjpeg, known=auto|turbo|opencv");
    }

    @Test
    void theDecoderUsesTheOneOfTheProcess() {
        try (JpegDecoder decoder = JpegDecoder.create()) {
            assertThat(decoder.library()).isEqualTo(JpegLibrary.active());
        }
        assertThat(JpegLibrary.OPENCV.description()).contains("OpenCV", "libjpeg-turbo");
    }

    @Test
    void saysWhichTurboItFound() {
        assumeTrue(JpegLibrary.TURBO.missing().isEmpty(), "libturbojpeg is not installed: apt install libturbojpeg0");
        assertThat(JpegLibrary.TURBO.description()).contains("turbojpeg", "libjpeg-turbo ");
    }

    @Test
    void choosesTheSmallestScaleThatIsLargeEnough() {
        assertThat(JpegDecoder.denominatorFor(112, 112, 112, 112)).isEqualTo(1);
        assertThat(JpegDecoder.denominatorFor(224, 224, 112, 112)).isEqualTo(2);
        assertThat(JpegDecoder.denominatorFor(223, 224, 112, 112)).isEqualTo(2);
        assertThat(JpegDecoder.denominatorFor(222, 224, 112, 112)).isEqualTo(1);
        assertThat(JpegDecoder.denominatorFor(4000, 3000, 112, 112)).isEqualTo(8);
        assertThat(JpegDecoder.denominatorFor(60, 60, 112, 112)).isEqualTo(1);
    }
}
