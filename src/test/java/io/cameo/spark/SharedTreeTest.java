package io.cameo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("spark")
class SharedTreeTest {
    private static final Path ARCHIVE = Path.of("testdata/archive/V-HIM-MINI.zip");

    @Test
    void whoComesMeanwhileGetsTheSameAndTheLastOneClosesIt() throws IOException {
        SharedTree first = SharedTree.open(ARCHIVE);
        FileTree files = first.files();
        TreeFile file = files.files().getFirst();
        try (SharedTree second = SharedTree.open(ARCHIVE)) {
            assertThat(second.files()).isSameAs(files);
            first.close();
            try (TreeReader reader = second.files().reader()) {
                assertThat(reader.read(file).byteSize()).isEqualTo(file.sizeBytes());
            }
        }
        try (TreeReader reader = files.reader()) {
            assertThatThrownBy(() -> reader.read(file)).isInstanceOf(IOException.class);
        }
        try (SharedTree again = SharedTree.open(ARCHIVE)) {
            assertThat(again.files()).isNotSameAs(files);
        }
    }

    @Test
    void whatCannotBeOpenedIsNotRemembered() {
        Path none = Path.of("testdata/archive/none.zip");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> SharedTree.open(none).close()).isInstanceOf(NoSuchFileException.class);
        }
    }
}
