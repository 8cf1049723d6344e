package io.cameo.convert.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetFolderTest {
    @TempDir
    private Path temp;

    @Test
    void whatTheDiskHasNoRoomForIsRefusedBeforeAFolderIsMade() {
        Path folder = temp.resolve("not/there/yet");
        assertThatThrownBy(() -> TargetFolder.requireRoom(folder, Long.MAX_VALUE))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("not enough room on the disk: needed=9223372036854775807, usable=");
        assertThat(temp.resolve("not")).doesNotExist();
        assertThatCode(() -> TargetFolder.requireRoom(folder, 1)).doesNotThrowAnyException();
    }

    @Test
    void whatBreaksOffLeavesNothing() throws Exception {
        TargetFolder target = TargetFolder.open(temp, ".partial");
        Path file = target.place("a/b.png");
        assertThatThrownBy(() -> target.write(
                        file,
                        channel -> {
                            TargetFolder.write(channel, MemorySegment.ofArray(new byte[1000]));
                            throw new IOException("damaged at its end");
                        },
                        null))
                .hasMessage("damaged at its end");
        assertThat(temp.resolve("a")).isEmptyDirectory();
        target.write(file, channel -> TargetFolder.write(channel, MemorySegment.ofArray(new byte[] {7})), null);
        assertThat(file).hasBinaryContent(new byte[] {7});
    }
}
