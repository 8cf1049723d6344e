package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.bytes.DamagedRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All that a scanner found in a file, which must cover it without gap or overlap. */
final class ScannedFile {
    /** A record as the scanner gave it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Found(long begin, long end, byte[] content, RecordScanner.Proof proof, int entry) {}

    final List<Found> records = new ArrayList<>();
    final List<DamagedRegion> regions = new ArrayList<>();
    final List<RecordScanner.Fault> faults = new ArrayList<>();

    final boolean usedSums;

    private ScannedFile(boolean usedSums) {
        this.usedSums = usedSums;
    }

    /** Scans with the {@code .cix} beside the file if {@code withSums}. */
    static ScannedFile of(Path rec, boolean withSums) throws IOException {
        Path path = CixFile.besides(rec);
        try (RecordFile file = RecordFile.open(rec, null)) {
            if (!withSums || !Files.exists(path)) {
                return scan(new RecordScanner(file), false, file.sizeBytes());
            }
            try (CixFile cix = CixFile.open(path)) {
                assertThat(cix.bodyIsSound()).isTrue();
                boolean usable = cix.kinship(file) != CixFile.Kinship.STRANGER;
                return scan(new RecordScanner(file, usable ? cix : null), usable, file.sizeBytes());
            }
        }
    }

    private static ScannedFile scan(RecordScanner scanner, boolean usedSums, long sizeBytes) {
        ScannedFile out = new ScannedFile(usedSums);
        RecordView view = new RecordView();
        long covered = 0;
        long head = -1;
        while (true) {
            RecordScanner.Step step = scanner.next(view);
            if (step == RecordScanner.Step.END) {
                break;
            }
            if (step == RecordScanner.Step.RECORD) {
                assertThat(view.offsetBytes()).isEqualTo(covered);
                assertThat(head == covered).isEqualTo(scanner.proof() == RecordScanner.Proof.RECOVERED);
                covered = scanner.offsetBytes();
                out.records.add(new Found(
                        view.offsetBytes(), covered, Golden.bytes(view.content()), scanner.proof(), scanner.entry()));
                continue;
            }
            DamagedRegion region = scanner.damage();
            out.regions.add(region);
            out.faults.add(scanner.fault());
            assertThat(region.reason()).isNotBlank();
            switch (scanner.fault()) {
                case FRAME, CONTENT -> {
                    assertThat(region.beginBytes()).isEqualTo(covered);
                    assertThat(region.sizeBytes()).isPositive();
                    covered = region.endBytes();
                }
                case HEAD -> {
                    assertThat(region.beginBytes()).isEqualTo(covered);
                    head = covered;
                }
                case PADDING -> assertThat(region.endBytes()).isEqualTo(covered);
            }
        }
        assertThat(covered).isEqualTo(sizeBytes);
        return out;
    }
}
