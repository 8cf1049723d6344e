package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeImagingTest {
    @Test
    void namesWhatWasLoaded() {
        NativeImaging imaging = NativeImaging.query();
        assertThat(imaging.available()).as(imaging.detail()).isTrue();
        assertThat(imaging.version()).matches("4\\.\\d+\\.\\d+.*");
        assertThat(imaging.jpegLibrary()).contains("libjpeg-turbo");
        assertThat(imaging.pngLibrary()).contains("1.6");
    }

    @Test
    void readsFieldsOfTheBuildReport() {
        String report = "  Media I/O: \n    JPEG:     build (ver 62)  \n    PNG:   x\n";
        assertThat(NativeImaging.field(report, "JPEG")).isEqualTo("build (ver 62)");
        assertThat(NativeImaging.field(report, "PNG")).isEqualTo("x");
        assertThat(NativeImaging.field(report, "TIFF")).isEmpty();
    }

    @Test
    void aFailureIsTextWithItsRootCause() {
        Throwable failure = new IllegalStateException("outer", new UnsatisfiedLinkError("no libfoo"));
        assertThat(OpenCv.reason(failure)).isEqualTo("UnsatisfiedLinkError, no libfoo");
    }
}
