package io.cameo.loader.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.Record;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What MXNet is given, and what is made of what it did. */
class PeerFileTest {
    @TempDir
    private Path folder;

    @Test
    void holdsTheSoundImagesOfOneSizeAndNothingElse() throws IOException {
        Path rec = folder.resolve("mixed.rec");
        byte[] first;
        long sound;
        try (RecordFile source = RecordFile.open(Path.of("testdata/record/insightface.rec"));
                RecordWriter writer = RecordWriter.create(rec)) {
            Record good = firstImage(source);
            first = good.payload().toArray(ValueLayout.JAVA_BYTE);
            byte[] cut = first.clone();
            Arrays.fill(cut, 20, cut.length, (byte) 0);
            writer.write(0, good.header(), MemorySegment.ofArray(cut));
            writer.write(1, good.header(), MemorySegment.ofArray(first));
            writer.write(2, MemorySegment.ofArray(new byte[] {1, 2, 3}));
            writer.write(3, good.header(), MemorySegment.ofArray(first));
            sound = 2;
            writer.commit();
        }
        Path copied;
        try (RecordFile file = RecordFile.open(rec);
                PeerFile copy = PeerFile.of(file, new AtomicBoolean())) {
            copied = copy.path();
            assertThat(copy.images()).isEqualTo(sound);
            assertThat(copy.leftOut()).isEqualTo(2);
            try (RecordFile images = RecordFile.open(copied)) {
                assertThat(images.size()).isEqualTo(2);
                assertThat(images.at(1).payload().toArray(ValueLayout.JAVA_BYTE))
                        .isEqualTo(first);
                assertThat(images.at(0).header().labels()).hasSize(1);
            }
        }
        assertThat(copied).doesNotExist();
        assertThat(copied.getParent()).doesNotExist();
    }

    private static Record firstImage(RecordFile file) {
        for (int i = 0; i < file.size(); i++) {
            if (file.at(i).payload().byteSize() > 100) {
                return file.at(i);
            }
        }
        throw new AssertionError("no image: file=" + file.path());
    }

    @Test
    void aFileWithoutAnImageIsNothingToCompare() throws IOException {
        try (RecordFile file = RecordFile.open(Path.of("testdata/record/raw.rec"))) {
            assertThatThrownBy(() -> PeerFile.of(file, new AtomicBoolean()))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("no JPEG");
        }
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        PeerRow.Ratio ratio = Rounds.ratio(new double[] {10, 40, 90}, new double[] {10, 20, 30});
        assertThat(ratio).isEqualTo(new PeerRow.Ratio(2, 1, 3));
    }

    @Test
    void roundsCountImagesByTheClockAndByProcessorTime() throws IOException {
        int[] seen = new int[2];
        Rounds rounds = Rounds.take(
                List.of(round -> count(seen, 0, round), round -> count(seen, 1, round)), 3, new AtomicBoolean());
        assertThat(seen).containsExactly(5, 5);
        PeerRow row = rounds.compare("u8", "ctx=cpu", 1, 0, 1);
        assertThat(row.perSecond()).isPositive();
        assertThat(row.times().median())
                .isBetween(row.times().least(), row.times().most());
        assertThat(row.cpuTimes().median()).isPositive();
    }

    private static long count(int[] seen, int job, int round) {
        assertThat(round).isEqualTo(seen[job]);
        seen[job]++;
        return 1_000;
    }
}
