package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.MappedFile;
import io.cameo.record.SeededRecords.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendTest {
    @TempDir
    Path temp;

    private Path rec;
    private Path added;
    private List<Seen> old;
    private byte[] oldBytes;

    @BeforeEach
    void write() throws IOException {
        rec = SeededRecords.write(temp.resolve("grown.rec"), 51, 400, rank -> rank * 5L % 2_000);
        added = SeededRecords.write(temp.resolve("added.rec"), 52, 300);
        old = SeededRecords.read(rec);
        oldBytes = Files.readAllBytes(rec);
    }

    /** The same by the other way: a merge of both with the keys given by hand. */
    private Path expected(long firstKey) throws IOException {
        Path shifted = SeededRecords.write(temp.resolve("shifted.rec"), 52, 300, rank -> rank + firstKey);
        Path both = temp.resolve("both.rec");
        Merge.of(List.of(rec, shifted)).keepKeys(Merge.OnCollision.REFUSE).to(both);
        return both;
    }

    private static void assertSame(Path actual, Path expected) throws IOException {
        assertThat(actual).hasSameBinaryContentAs(expected);
        assertThat(RecordIndex.besides(actual)).hasSameBinaryContentAs(RecordIndex.besides(expected));
        assertThat(CixFile.besides(actual)).hasSameBinaryContentAs(CixFile.besides(expected));
    }

    @Test
    void newRecordsStandBehindTheOldAndCountOn() throws IOException {
        Path expected = expected(1_996);
        AppendReport report = Append.to(rec).from(List.of(added));
        assertThat(report.before()).isEqualTo(400);
        assertThat(report.appended()).isEqualTo(300);
        assertThat(report.recovery()).isEqualTo(Append.Recovery.NOTHING);
        assertThat(report.sizeBytes()).isEqualTo(Files.size(rec));
        assertSame(rec, expected);
        SeededRecords.assertIndexesAgree(rec);
        assertThat(Files.readAllBytes(rec)).startsWith(oldBytes);
        assertThat(SeededRecords.names(temp)).noneMatch(name -> name.contains("append") || name.contains("partial"));
    }

    @Test
    void withoutIndexesTheyAreMade() throws IOException {
        Path expected = expected(1_996);
        Files.delete(CixFile.besides(rec));
        Append.to(rec).from(List.of(added));
        assertSame(rec, expected);

        Path bare = temp.resolve("bare.rec");
        Files.write(bare, oldBytes);
        Append.to(bare).from(List.of(added, added));
        assertThat(SeededRecords.read(bare))
                .hasSize(1_000)
                .extracting(Seen::key)
                .startsWith("0", "1")
                .endsWith("999");
    }

    @Test
    void keptKeysMustBeNew() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Append.to(rec).keepKeys(true).from(List.of(added)))
                .withMessageContaining("key is there already: key=0");
        assertThat(rec).hasBinaryContent(oldBytes);
        Path other = SeededRecords.write(temp.resolve("other.rec"), 53, 50, rank -> 10_000 + 2L * rank);
        List<Seen> both = new ArrayList<>(old);
        both.addAll(SeededRecords.read(other));
        Append.to(rec).keepKeys(true).from(List.of(other));
        assertThat(SeededRecords.read(rec)).isEqualTo(both);
    }

    @Test
    void keysThatAreTextAreKept() throws IOException {
        Path text = SeededRecords.writeText(temp.resolve("text.rec"), 54, 40);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Append.to(text).from(List.of(added)))
                .withMessageContaining("keys are text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Append.to(text).keepKeys(true).from(List.of(added)))
                .withMessageContaining("all numbers or all text");
        Path more = temp.resolve("more.rec");
        try (RecordWriter writer = RecordWriter.create(more)) {
            writer.write("nëw", java.lang.foreign.MemorySegment.ofArray(new byte[30]));
            writer.commit();
        }
        Append.to(text).keepKeys(true).from(List.of(more));
        assertThat(SeededRecords.read(text)).hasSize(41).extracting(Seen::key).endsWith("nëw");
    }

    @Test
    void aFileMayBeAppendedToItselfAndToAnEmptyOne() throws IOException {
        Append.to(rec).from(List.of(rec));
        assertThat(SeededRecords.read(rec)).hasSize(800);
        Path empty = SeededRecords.write(temp.resolve("empty.rec"), 1, 0);
        Append.to(empty).from(List.of(added));
        assertSame(empty, added);
    }

    @Test
    void damageOnEitherSideIsRefusedAndNothingChanges() throws IOException {
        byte[] bytes = Files.readAllBytes(added);
        int place;
        try (RecordFile file = RecordFile.open(added)) {
            place = (int) file.at(200).offsetBytes() + 21;
        }
        bytes[place] ^= 1;
        Files.write(added, bytes);
        assertThatThrownBy(() -> Append.to(rec).from(List.of(added)))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("added.rec")
                .hasMessageContaining("checksum");
        assertUnchanged();
        Path cix = CixFile.besides(rec);
        byte[] index = Files.readAllBytes(cix);
        index[128 + 32 * 7 + 21] ^= 1;
        Files.write(cix, index);
        assertThatThrownBy(() -> Append.to(rec).from(List.of(rec)))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("cix is damaged");
        assertThat(rec).hasBinaryContent(oldBytes);
    }

    private void assertUnchanged() throws IOException {
        assertThat(rec).hasBinaryContent(oldBytes);
        assertThat(SeededRecords.read(rec)).isEqualTo(old);
        assertThat(SeededRecords.names(temp)).noneMatch(name -> name.contains("append") || name.contains("partial"));
    }

    @Test
    void aStoppedRunChangesNothing() throws IOException {
        for (int patience : new int[] {0, 300, 500, 699}) {
            int[] asked = {0};
            Watch watch = new Watch() {
                @Override
                public void advanced(String phase, long doneRecords, long totalRecords) {}

                @Override
                public boolean cancelled() {
                    return asked[0]++ >= patience;
                }
            };
            assertThatThrownBy(() -> Append.to(rec).watchedBy(watch).from(List.of(added)))
                    .isInstanceOf(CancellationException.class);
            assertUnchanged();
        }
    }

    /** As a crash leaves it: the first note, a tail that is cut anywhere, half an index. */
    @Test
    void whatDidNotCountIsUndone() throws IOException {
        Path expected = expected(1_996);
        byte[] whole = Files.readAllBytes(expected);
        for (int cut : new int[] {oldBytes.length, oldBytes.length + 1, oldBytes.length + 4_321, whole.length}) {
            Files.write(rec, oldBytes);
            try (MappedFile mapped = MappedFile.open(rec)) {
                new AppendJournal(rec).appending(mapped.segment());
            }
            Files.write(rec, java.util.Arrays.copyOf(whole, cut));
            Files.write(AtomicFile.partialOf(RecordIndex.besides(rec)), new byte[100]);
            Files.write(AtomicFile.partialOf(CixFile.besides(rec)), new byte[100]);
            try (RecordFile stillRead = RecordFile.open(rec)) {
                assertThat(stillRead.size()).isEqualTo(400);
                assertThat(Seen.of(stillRead.at(399))).isEqualTo(old.get(399));
            }
            assertThatThrownBy(() -> Shuffle.of(rec).to(temp.resolve("x.rec")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("--recover");
            assertThat(Append.recover(rec)).isEqualTo(Append.Recovery.UNDONE);
            assertUnchanged();
            assertThat(Append.recover(rec)).isEqualTo(Append.Recovery.NOTHING);
        }
    }

    @Test
    void whatCountsIsCompletedByTheNextAppend() throws IOException {
        Path expected = expected(1_996);
        byte[] oldIdx = Files.readAllBytes(RecordIndex.besides(rec));
        for (int renamed = 0; renamed <= 2; renamed++) {
            Files.copy(expected, rec, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.write(RecordIndex.besides(rec), oldIdx);
            place(RecordIndex.besides(expected), RecordIndex.besides(rec), renamed > 0);
            place(CixFile.besides(expected), CixFile.besides(rec), renamed > 1);
            try (MappedFile mapped = MappedFile.open(rec)) {
                new AppendJournal(rec).committed(mapped.segment());
            }
            AppendReport report = Append.to(rec).from(List.of());
            assertThat(report.recovery()).isEqualTo(Append.Recovery.COMPLETED);
            assertThat(report.before()).isEqualTo(700);
            assertSame(rec, expected);
        }
    }

    private static void place(Path from, Path target, boolean renamed) throws IOException {
        Files.copy(
                from,
                renamed ? target : AtomicFile.partialOf(target),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aNoteOfAnotherFileDoesNoHarm() throws IOException {
        try (MappedFile mapped = MappedFile.open(rec)) {
            new AppendJournal(rec).appending(mapped.segment());
        }
        byte[] other = oldBytes.clone();
        other[100] ^= 1;
        byte[] longer = java.util.Arrays.copyOf(other, other.length + 400);
        Files.write(rec, longer);
        assertThatThrownBy(() -> Append.recover(rec))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("of another file");
        assertThat(rec).hasBinaryContent(longer);
        Files.writeString(AppendJournal.besides(rec), "cameo append journal 2\n", StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(() -> Append.recover(rec)).hasMessageContaining("not an append journal");
    }

    @Test
    void twoRunsNeverAppendAtTheSameTime() throws IOException {
        Watch second =
                (phase, done, total) -> assertThatThrownBy(() -> Append.to(rec).from(List.of(added)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("another run");
        Append.to(rec).watchedBy(second).from(List.of(added));
        assertThat(SeededRecords.read(rec)).hasSize(700);
    }

    @Test
    void insightFacesRangesOfKeysAreNotBroken() throws IOException {
        Path faces = Files.copy(Golden.file("insightface.rec"), temp.resolve("faces.rec"));
        Files.copy(Golden.file("insightface.idx"), temp.resolve("faces.idx"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Append.to(faces).from(List.of(added)))
                .withMessageContaining("name others by key");
    }

    @Test
    void keysThatCannotCountOnAreRefusedAndNothingChanges() throws IOException {
        Path full = SeededRecords.write(temp.resolve("full.rec"), 3, 2, rank -> Long.MAX_VALUE - rank);
        Path more = SeededRecords.write(temp.resolve("more.rec"), 4, 2);
        byte[] before = Files.readAllBytes(full);
        assertThatThrownBy(() -> Append.to(full).from(List.of(more)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keys cannot count on behind the largest: key=9223372036854775807");
        assertThat(full).hasBinaryContent(before);
        assertThat(Append.recover(full)).isEqualTo(Append.Recovery.NOTHING);
        Append.to(full).keepKeys(true).from(List.of(more));
        assertThat(SeededRecords.read(full)).hasSize(4);
    }
}
