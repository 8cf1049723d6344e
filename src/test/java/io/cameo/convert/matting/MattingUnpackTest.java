package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.dataset.matting.MattingRecordWriter;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What record files of strangers may hold. */
class MattingUnpackTest {
    @TempDir
    Path temp;

    private Path record(List<String> names) throws IOException {
        Path rec = temp.resolve("a.rec");
        MattingRecordWriter writer = new MattingRecordWriter();
        try (RecordWriter out = RecordWriter.create(rec)) {
            for (int i = 0; i < names.size(); i++) {
                writer.beginFiles(List.of(names.get(i)));
                writer.looseFile(0, MemorySegment.ofArray(new byte[] {(byte) i}));
                byte[] payload = new byte[Math.toIntExact(writer.maxBytes())];
                long length = writer.writeTo(MemorySegment.ofArray(payload), 0);
                out.write(
                        i,
                        MattingRecordWriter.headerOfOthers(i),
                        MemorySegment.ofArray(payload).asSlice(0, length));
            }
            out.commit();
        }
        return rec;
    }

    private MattingUnpackReport unpack(Path rec) throws IOException {
        return MattingUnpack.from(rec).workers(1).to(temp.resolve("in/out"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/tmp/cameo-x", "a//b", "", "a/./b", "..", "a\\..\\x", "a/", "nul\0"})
    void noNameLeadsOutOfTheFolder(String name) throws IOException {
        MattingUnpackReport report = unpack(record(List.of(name, "good")));
        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.isSound()).isFalse();
        assertThat(report.firstLost().getFirst()).containsAnyOf("leads out of the folder", "cannot be a file's");
        assertThat(Trees.contents(temp.resolve("in")).keySet()).containsExactly("out/good");
    }

    @Test
    void noFileIsWrittenTwiceOrWhereAFolderStands() throws IOException {
        MattingUnpackReport report = unpack(record(List.of("a", "a", "a/b", "c/d", "c")));
        assertThat(report.firstLost())
                .containsExactly(
                        "two parts have this file name: name=a, record=1",
                        "a file stands where a folder must be: name=a/b, record=2",
                        "a folder stands where a file must be: name=c, record=4");
        assertThat(report.exactFiles()).isEqualTo(2);
        assertThat(report.hasManifest()).isFalse();
        assertThat(Files.readAllBytes(temp.resolve("in/out/a"))).containsExactly(0);
    }

    @Test
    void aFolderWithFilesIsLeftAloneUnlessThatIsAllowed() throws IOException {
        Path rec = record(List.of("a", "b"));
        Files.createDirectories(temp.resolve("in/out"));
        Files.writeString(temp.resolve("in/out/a"), "old");
        assertThatThrownBy(() -> unpack(rec)).isInstanceOf(DirectoryNotEmptyException.class);
        MattingUnpackReport report = MattingUnpack.from(rec).intoExisting(true).to(temp.resolve("in/out"));
        assertThat(report.isSound()).isTrue();
        assertThat(Files.readAllBytes(temp.resolve("in/out/a"))).containsExactly(0);
    }
}
