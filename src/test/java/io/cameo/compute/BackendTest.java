package io.cameo.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendTest {
    private static final String NEVER = "never heard of it";

    @ParameterizedTest
    @CsvSource({
        "auto, '', SIMD",
        "auto, CUDA, SIMD",
        "auto, SIMD, SCALAR",
        "auto, 'CUDA SIMD', SCALAR",
        "scalar, '', SCALAR",
        "simd, CUDA, SIMD",
        "cuda, SIMD, CUDA",
    })
    void choosesVectorsWhereTheyAreAndTheGpuOnlyByForce(String wanted, String missing, Backend expected) {
        assertThat(Backend.choose(wanted, backend -> reason(missing, backend))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "cuda"})
    void refusesToFallBackFromAForcedBackend(String wanted) {
        assertThatThrownBy(() -> Backend.choose(wanted, backend -> reason("SIMD CUDA", backend)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("forced backend is missing: property=cameo.backend, value=" + wanted + ", reason=" + NEVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SIMD", "gpu", "auto "})
    void refusesAnUnknownName(String wanted) {
        assertThatThrownBy(() -> Backend.choose(wanted, backend -> Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value=" + wanted + ", known=auto|scalar|simd|cuda");
    }

    /** Proves which backend this run of the suite is about. */
    @Test
    @Tag("backend")
    void runsTheBackendThatTheBuildForced() {
        String wanted = System.getProperty(Backend.PROPERTY, "auto");
        Backend active = Backend.active();
        if (!wanted.equals("auto")) {
            assertThat(active).hasToString(wanted.toUpperCase(Locale.ROOT));
        }
        assertThat(active.missing()).isEmpty();
        assertThat(Backend.active()).isSameAs(active);
    }

    @Test
    void knowsThisMachinesVectors() {
        assertThat(Lanes.vectorBits()).isPositive().isEqualTo(LanesSimd.preferredBits());
        assertThat(Lanes.bytes()).isEqualTo(Lanes.vectorBits() / 8);
        assertThat(Lanes.ints()).isEqualTo(Lanes.floats()).isEqualTo(Lanes.bytes() / 4);
    }

    @Test
    void namesEveryReasonNotToUseVectors() {
        assertThat(Lanes.missing(256, "mixed mode, sharing")).isEmpty();
        assertThat(Lanes.missing(0, "mixed mode"))
                .hasValueSatisfying(reason -> assertThat(reason).contains("--add-modules=jdk.incubator.vector"));
        assertThat(Lanes.missing(64, "mixed mode")).contains("vectors are narrow: bits=64, needed=128");
        assertThat(Lanes.missing(512, "interpreted mode")).isPresent();
        assertThat(Lanes.missing(512, "mixed mode, emulated-client, sharing")).isPresent();
    }

    /** A library user who knows nothing of the incubator module gets plain Java, not a crash. */
    @Test
    void runsAsScalarWithoutTheModule() throws IOException, InterruptedException {
        assertThat(child(List.of(), Map.of())).isEqualTo("SCALAR bits=0 module_missing=true");
        assertThat(child(List.of("--add-modules=jdk.incubator.vector"), Map.of("cameo.backend", "scalar")))
                .startsWith("SCALAR bits=" + Lanes.vectorBits());
        assertThat(child(List.of(), Map.of("cameo.backend", "simd")))
                .startsWith("refused: forced backend is missing: property=cameo.backend, value=simd, reason=module");
    }

    /** The twin for the host stands in for a GPU only where somebody asked for it. */
    @Test
    void theHostsTwinIsABackendByPropertyOnly() throws IOException, InterruptedException {
        assertThat(Kernels.host().isHost()).isTrue();
        List<String> vectors = List.of("--add-modules=jdk.incubator.vector");
        Map<String, String> host = Map.of("cameo.backend", "cuda", "cameo.cuda.library", "host");
        assertThat(child(vectors, host)).startsWith("CUDA bits=");
        assertThat(child(List.of(), host))
                .startsWith("refused: forced backend is missing: property=cameo.backend, value=cuda, reason=module");
        assertThat(child(vectors, Map.of("cameo.backend", "cuda", "cameo.cuda.library", "/no/such/lib.so")))
                .isEqualTo("refused: forced backend is missing: property=cameo.backend, value=cuda, reason=library"
                        + " cannot be loaded: property=cameo.cuda.library, value=/no/such/lib.so");
    }

    private static Optional<String> reason(String missing, Backend backend) {
        return missing.contains(backend.name()) ? Optional.of(NEVER) : Optional.empty();
    }

    private static String child(List<String> flags, Map<String, String> properties)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }

    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            try {
                Backend active = Backend.active();
                boolean told = Backend.SIMD.missing().orElse("").startsWith("module jdk.incubator.vector is not");
                System.out.println(active + " bits=" + Lanes.vectorBits() + " module_missing=" + told);
            } catch (IllegalArgumentException refused) {
                System.out.println("refused: " + refused.getMessage());
            }
        }
    }
}
