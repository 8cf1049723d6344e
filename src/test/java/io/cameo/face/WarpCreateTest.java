package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.compute.Kernels;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Each backend, forced in a process of its own, gives its twin, and all twins the same crop. */
class WarpCreateTest {
    @Test
    void everyBackendDrawsTheSame() throws IOException, InterruptedException {
        assertThat(Kernels.host().isHost()).isTrue();
        String scalar = child("scalar");
        assertThat(scalar).startsWith("WarpScalar ");
        String crop = scalar.substring(scalar.indexOf(' '));
        assertThat(child("simd")).isEqualTo("WarpSimd" + crop);
        assertThat(child("cuda")).isEqualTo("WarpCuda" + crop);
    }

    private static String child(String backend) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dcameo.backend=" + backend,
                        "-Dcameo.cuda.library=host",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }

    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            try (Arena arena = Arena.ofConfined()) {
                Image src = Image.allocate(arena, 150, 140, PixelFormat.BGR8);
                byte[] noise = new byte[150 * 140 * 3];
                new SplittableRandom(1).nextBytes(noise);
                src.pixels().asByteBuffer().put(noise);
                Image dst = Image.allocate(arena, 112, 112, PixelFormat.BGR8);
                Warp warp = Warp.create();
                warp.run(src, new double[] {0.8, -0.2, 20, 0.2, 0.8, -15}, dst);
                System.out.println(warp.getClass().getSimpleName() + " " + Arrays.hashCode(dst.toBytes()));
            }
        }
    }
}
