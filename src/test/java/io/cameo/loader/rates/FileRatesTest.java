package io.cameo.loader.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.cameo.bytes.CorruptDataException;
import io.cameo.compute.Device;
import io.cameo.compute.DeviceSettings;
import io.cameo.compute.Kernels;
import io.cameo.loader.LoadStep;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRatesTest {
    private static final Path REC = Path.of("testdata/convert/im2rec/default.rec");

    @TempDir
    private Path folder;

    @Test
    void measuresEveryKindOnEveryNumberOfThreads() throws IOException {
        List<RateRow> heard = new ArrayList<>();
        RateReport report = FileRates.of(REC)
                .threads(1, 2, 2)
                .millis(5)
                .listener(heard::add)
                .run();
        assertThat(report.records()).isEqualTo(11);
        assertThat(report.cancelled()).isFalse();
        assertThat(report.rows()).isEqualTo(heard);
        assertThat(report.rows().stream().map(row -> row.what() + row.threads()))
                .containsExactly(
                        "walk1",
                        "random1",
                        "sums1",
                        "decode1",
                        "batch u81",
                        "batch f321",
                        "walk2",
                        "random2",
                        "sums2",
                        "decode2",
                        "batch u82",
                        "batch f322");
        assertThat(report.rows()).allSatisfy(row -> {
            assertThat(row.perSecond()).isPositive();
            assertThat(row.bound().isEmpty()).isEqualTo(Double.isNaN(row.ofBound()));
        });
        assertThat(report.memoryBytesPerSecond()).isPositive();
    }

    @Test
    void batchesOfADeviceAreMeasuredBesideThoseOfTheCpu() throws IOException {
        for (Device device : List.of(Device.AUTO, Device.CUDA)) {
            DeviceSettings twin = DeviceSettings.of(device).withLibrary(Kernels.host());
            RateReport report =
                    FileRates.of(REC).threads(1).millis(5).device(twin).run();
            assertThat(report.rows().stream().map(RateRow::what))
                    .containsExactly("walk", "random", "sums", "decode", "batch u8", "batch f32", "f32 gpu");
            assertThat(report.rows().getLast().perSecond()).isPositive();
            assertThat(report.rows().getLast().bound()).isEqualTo("decode");
        }
    }

    @Test
    void aWalkSeesEveryRecordOnceARound() throws IOException {
        try (RecordFile file = RecordFile.open(REC)) {
            Works.Walk walk = new Works.Walk(file);
            assertThat(walk.step()).isEqualTo(11);
            long bytes = 0;
            RecordView view = new RecordView();
            RecordReader reader = file.reader();
            while (reader.next(view)) {
                bytes += view.contentLength();
            }
            assertThat(walk.bytes()).isEqualTo(bytes);
            assertThat(walk.step()).isEqualTo(11);
            assertThat(walk.bytes()).isEqualTo(2 * bytes);
        }
    }

    @Test
    void bothDecodersDecodeTheSameFiles() throws IOException {
        try (RecordFile file = RecordFile.open(REC);
                DecodeWork fromFile = new DecodeWork(file, false, 0);
                DecodeWork fromMemory = new DecodeWork(file, true, 0)) {
            int jpegs = DecodeWork.jpegs(file);
            assertThat(jpegs).isEqualTo(11);
            long decoded = 0;
            for (int i = 0; i < 11; i++) {
                decoded += fromFile.step();
                fromMemory.step();
            }
            assertThat(decoded).isEqualTo(jpegs);
            assertThat(fromMemory.bytes()).isEqualTo(fromFile.bytes()).isPositive();
        }
    }

    @Test
    void aFileWhoseFirstRecordsHoldNoImageIsMeasuredAsFarAsItGoes() throws IOException {
        Path faces = Path.of("testdata/record/insightface.rec");
        assertThat(FileRates.of(faces).threads(1).millis(5).run().rows())
                .extracting(RateRow::what)
                .containsExactly("walk", "random", "sums", "decode", "batch u8", "batch f32");
        Path noImages = Path.of("testdata/record/raw.rec");
        assertThat(FileRates.of(noImages).threads(1).millis(5).run().rows())
                .extracting(RateRow::what)
                .containsExactly("walk", "random", "sums");
    }

    @Test
    void theTimeOfBatchesIsSharedOutWhole() throws IOException {
        RateReport report = FileRates.of(REC).threads(1, 2).millis(20).run();
        assertThat(report.steps())
                .extracting(step -> step.what() + step.threads())
                .containsExactly("batch u81", "batch f321", "batch u82", "batch f322");
        assertThat(report.steps()).allSatisfy(step -> {
            List<Double> shares = List.of(
                    step.readShare(), step.decodeShare(), step.augmentShare(), step.packShare(), step.waitShare());
            assertThat(shares).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
            assertThat(shares.stream().mapToDouble(share -> share).sum()).isCloseTo(1, offset(1e-9));
            assertThat(step.decodeShare()).isGreaterThan(step.augmentShare());
            assertThat(step.nanosPerSample()).isPositive();
        });
        assertThat(report.peer()).isNull();
    }

    @Test
    void sharesAreOfAllThreads() {
        Map<LoadStep, Long> nanos =
                Map.of(LoadStep.READ, 10L, LoadStep.DECODE, 100L, LoadStep.AUGMENT, 20L, LoadStep.PACK, 30L);
        assertThat(StepTimes.of("batch", 2, 4, nanos, 100))
                .isEqualTo(new StepTimes("batch", 2, 4, 50, 0.05, 0.5, 0.1, 0.15, 1 - 0.05 - 0.5 - 0.1 - 0.15));
        // Batches that were begun before the clock was: nothing is left to have waited.
        StepTimes more = StepTimes.of("batch", 1, 4, nanos, 100);
        assertThat(more.nanosPerSample()).isEqualTo(40);
        assertThat(more.waitShare()).isZero();
    }

    @Test
    void theHashIsThatOfTheBytes() throws IOException, NoSuchAlgorithmException {
        byte[] bytes = Files.readAllBytes(REC);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        assertThat(FileHash.of(REC))
                .isEqualTo(new FileHash(HexFormat.of().formatHex(digest.digest(bytes)), bytes.length));
        digest.update(bytes, 0, 1000);
        assertThat(FileHash.of(REC, 1000)).isEqualTo(new FileHash(HexFormat.of().formatHex(digest.digest()), 1000));
    }

    @Test
    void stopsWhenAsked() throws IOException {
        FileRates job = FileRates.of(REC).millis(60_000);
        job.cancel();
        assertThat(job.run().cancelled()).isTrue();
        assertThat(Timing.of(1, 60_000, new AtomicBoolean(true), Works.Memory::new)
                        .perSecond())
                .isZero();
    }

    @Test
    void anEmptyFileIsNothingToMeasure() throws IOException {
        Path rec = folder.resolve("empty.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            writer.commit();
        }
        assertThatThrownBy(() -> FileRates.of(rec).run())
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("empty.rec");
        assertThatThrownBy(() -> FileRates.of(rec).threads(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FileRates.of(rec).millis(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void percentilesAreThoseOfSortedSamples() {
        long[] nanos = new long[1000];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (i * 37L) % 1000;
        }
        Latency latency = Latency.of(nanos, 1000);
        assertThat(List.of(latency.p50Nanos(), latency.p99Nanos(), latency.p999Nanos(), latency.samples()))
                .containsExactly(500L, 990L, 999L, 1000L);
        assertThat(latency.curve())
                .contains(
                        new Latency.Percentile(0, 0),
                        new Latency.Percentile(0.5, 500),
                        new Latency.Percentile(0.99, 990),
                        new Latency.Percentile(1, 999))
                .isSortedAccordingTo(Comparator.comparingDouble(Latency.Percentile::share))
                .noneMatch(point -> point.share() == 0.9999);
    }
}
