package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.compute.CudaLibrary;
import io.cameo.nativelib.NativeException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A library that is there or not, and says so. */
class NvJpegTest {
    @Test
    void isThereOrSaysWhyNot() {
        if (NvJpeg.missing().isEmpty()) {
            assertThat(NvJpeg.version()).matches("\\d+\\.\\d+\\.\\d+");
            return;
        }
        String reason = NvJpeg.missing().orElseThrow();
        assertThat(reason).isNotBlank().doesNotContain("\n");
        assertThat(NvJpeg.missing()).contains(reason);
        CudaLibrary.deviceMissing().ifPresent(first -> assertThat(reason).isEqualTo(first));
        assertThatThrownBy(NvJpeg::version)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nvjpeg is missing: reason=" + reason);
    }

    /** With a GPU or without, asked once or again. */
    @Test
    void whatCannotBeLoadedIsAReason() {
        for (int i = 0; i < 2; i++) {
            NvJpeg.loadFailure()
                    .ifPresent(reason -> assertThat(reason)
                            .doesNotContain("\n")
                            .satisfiesAnyOf(
                                    jars -> assertThat(jars).contains("org.bytedeco:cuda"),
                                    libraries -> assertThat(libraries)
                                            .startsWith("libnvjpeg.so.13 or libcudart.so.13 cannot be loaded: ")
                                            .endsWith("LD_LIBRARY_PATH")));
        }
    }

    /** Who did not add the optional jars gets a sentence, and nothing on the terminal. */
    @Test
    void absentJarsAreAReason() throws IOException, InterruptedException {
        assertThat(child(withoutCuda(path -> true))).isEqualTo(child(withoutCuda(path -> path.contains("linux"))));
        assertThat(child(withoutCuda(path -> true)))
                .isEqualTo(
                        "the jars org.bytedeco:cuda 13.1-9.19-1.5.13, of the class path and of the platform, are not on"
                                + " the class path; add them, see docs/cuda.md");
    }

    @Test
    void statusesHaveWords() {
        for (int status = 0; status <= 10; status++) {
            assertThat(NvJpeg.text(status)).isNotBlank().isNotEqualTo(NvJpeg.text(11));
        }
        NvJpeg.check("nvjpegDecode", 0);
        assertThatThrownBy(() -> NvJpeg.check("nvjpegDecode", 7))
                .isInstanceOf(NativeException.class)
                .hasMessage("native call failed: function=nvjpegDecode, status=7, detail=architecture mismatch");
    }

    private static String withoutCuda(Predicate<String> dropped) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(path -> !(Path.of(path).getFileName().toString().startsWith("cuda-") && dropped.test(path)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String child(String classPath) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        Child.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }

    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            System.out.println(NvJpeg.loadFailure().orElse(""));
        }
    }
}
