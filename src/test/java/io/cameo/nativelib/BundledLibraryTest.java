package io.cameo.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundledLibraryTest {
    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, aarch64, macosx-arm64",
        "Windows 11, amd64, windows-x86_64",
        "Linux, riscv64, linux-riscv64",
    })
    void namesPlatformsAsTheBuildDoes(String system, String machine, String expected) {
        assertThat(BundledLibrary.platform(system, machine)).isEqualTo(expected);
    }

    @Test
    void laysALibraryOnce() throws IOException {
        Path laid = BundledLibrary.lay(CONTENT, folder.resolve("new/sum"), "libx.so");
        assertThat(laid).hasBinaryContent(CONTENT);
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(laid, old);
        assertThat(BundledLibrary.lay(CONTENT, folder.resolve("new/sum"), "libx.so"))
                .isEqualTo(laid);
        assertThat(Files.getLastModifiedTime(laid)).isEqualTo(old);
    }

    @Test
    void replacesWhatIsDamaged() throws IOException {
        Path laid = BundledLibrary.lay(CONTENT, folder, "libx.so");
        Files.write(laid, new byte[] {1, 2});
        assertThat(BundledLibrary.lay(CONTENT, folder, "libx.so")).hasBinaryContent(CONTENT);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(laid);
        }
    }

    @Test
    void saysWhatToDoWhereTheCacheCannotBeWritten() throws IOException {
        Path file = Files.write(folder.resolve("file"), CONTENT);
        assertThatThrownBy(() -> BundledLibrary.lay(CONTENT, file.resolve("sum"), "libx.so"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("name another with -Dcameo.native.cache")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void saysWhatToDoWhereThereIsNone() {
        assertThatThrownBy(() -> BundledLibrary.load("no_such"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("this build has no no_such for [^:]+: build on a machine with cmake .*");
    }

    @Test
    void theCacheIsTheUsers() {
        assertThat(BundledLibrary.cacheFolder(Map.of("XDG_CACHE_HOME", "/x"))).isEqualTo(Path.of("/x/cameo"));
        assertThat(BundledLibrary.cacheFolder(Map.of()))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/cameo"));
    }

    @Test
    void sumsAreHexadecimal() {
        assertThat(BundledLibrary.sum(CONTENT))
                .isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    }
}
