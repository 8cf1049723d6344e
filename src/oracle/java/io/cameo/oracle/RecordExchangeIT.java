package io.cameo.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.loader.mxnet.MxNetException;
import io.cameo.loader.mxnet.MxNetLibrary;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that Cameo wrote, read by MXNet, and the other way round; each test's name carries its seed. */
@Tag("oracle")
class RecordExchangeIT {
    private static final int RECORDS = 4_000;

    @TempDir
    Path temp;

    @Test
    void theLibraryIsTheReleaseThatWeCompareWith() {
        assertThat(MxNet.LIBRARY.version()).isEqualTo(MxNetLibrary.EXPECTED_VERSION);
    }

    @Test
    void whatMxNetRefusesIsToldWithItsReason() {
        Path missing = temp.resolve("missing.rec");
        assertThatThrownBy(() -> new MxNetReader(missing))
                .isInstanceOf(MxNetException.class)
                .hasMessageContaining("function=MXRecordIOReaderCreate")
                .hasMessageContaining(missing.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mxNetReadsWhatWeWrite(long seed) throws IOException {
        RandomRecords records = new RandomRecords(seed, RECORDS);
        Path rec = temp.resolve("ours.rec");
        write(records, rec);
        int multiPart = 0;
        try (MxNetReader theirs = new MxNetReader(rec);
                RecordFile file = RecordFile.open(rec, null)) {
            RecordReader ours = file.reader();
            RecordView view = new RecordView();
            for (int i = 0; i < RECORDS; i++) {
                MemorySegment truth = records.at(i).content();
                assertSame(theirs.next(), truth, seed, i);
                assertThat(ours.next(view)).isTrue();
                assertSame(view.content(), truth, seed, i);
                assertThat(theirs.tell())
                        .as("end of record %d, seed %d", i, seed)
                        .isEqualTo(view.endBytes());
                multiPart += view.parts() > 1 ? 1 : 0;
            }
            assertThat(theirs.next()).isNull();
            assertThat(ours.next(view)).isFalse();
        }
        assertThat(multiPart).isGreaterThan(RECORDS / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void mxNetFindsRecordsByOurIndex(long seed) throws IOException {
        RandomRecords records = new RandomRecords(seed, RECORDS);
        Path rec = temp.resolve("ours.rec");
        write(records, rec);
        RecordIndex index = RecordIndex.read(RecordIndex.besides(rec));
        assertThat(index.size()).isEqualTo(RECORDS);
        SplittableRandom random = new SplittableRandom(seed);
        try (MxNetReader theirs = new MxNetReader(rec)) {
            for (int n = 0; n < RECORDS; n++) {
                int key = random.nextInt(RECORDS);
                theirs.seek(index.offset(index.find(key)));
                assertSame(theirs.next(), records.at(key).content(), seed, key);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void bothWriteTheSameBytesAndWeReadTheirs(long seed) throws IOException {
        RandomRecords records = new RandomRecords(seed, RECORDS);
        Path ours = temp.resolve("ours.rec");
        Path theirs = temp.resolve("theirs.rec");
        long[] offsets = write(records, ours);
        try (MxNetWriter writer = new MxNetWriter(theirs)) {
            for (int i = 0; i < RECORDS; i++) {
                assertThat(writer.tell())
                        .as("offset of record %d, seed %d", i, seed)
                        .isEqualTo(offsets[i]);
                try (Arena arena = Arena.ofConfined()) {
                    writer.write(nativeCopy(records.at(i).content(), arena));
                }
            }
        }
        assertThat(Files.mismatch(ours, theirs))
                .as("first byte that differs, seed %d", seed)
                .isEqualTo(-1);
        try (RecordFile file = RecordFile.open(theirs)) {
            assertThat(file.hasIndexFile()).isFalse();
            assertThat(file.size()).isEqualTo(RECORDS);
            for (int i = 0; i < RECORDS; i++) {
                RandomRecords.Sample sample = records.at(i);
                assertSame(file.at(i).content(), sample.content(), seed, i);
                if (sample.header() != null) {
                    assertThat(file.at(i).header())
                            .as("header of record %d, seed %d", i, seed)
                            .isEqualTo(sample.header());
                }
            }
        }
    }

    @Test
    void anEmptyFileHasNoRecordsForEither() throws IOException {
        Path rec = temp.resolve("empty.rec");
        write(new RandomRecords(0, 0), rec);
        try (MxNetReader theirs = new MxNetReader(rec)) {
            assertThat(theirs.next()).isNull();
        }
        Path again = temp.resolve("theirs.rec");
        new MxNetWriter(again).close();
        assertThat(again).isEmptyFile();
        try (RecordFile file = RecordFile.open(again)) {
            assertThat(file.size()).isZero();
        }
    }

    /** Writes all records with keys that count up and gives their offsets. */
    private static long[] write(RandomRecords records, Path rec) throws IOException {
        long[] offsets = new long[records.count()];
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < offsets.length; i++) {
                RandomRecords.Sample sample = records.at(i);
                IrHeader header = sample.header();
                offsets[i] =
                        header == null ? writer.write(i, sample.payload()) : writer.write(i, header, sample.payload());
            }
            writer.commit();
        }
        return offsets;
    }

    private static MemorySegment nativeCopy(MemorySegment content, Arena arena) {
        return arena.allocate(content.byteSize()).copyFrom(content);
    }

    private static void assertSame(@Nullable MemorySegment actual, MemorySegment truth, long seed, int record) {
        assertThat(actual).as("record %d, seed %d", record, seed).isNotNull();
        assertThat(truth.mismatch(actual))
                .as("first byte of record %d that differs, seed %d", record, seed)
                .isEqualTo(-1);
    }
}
