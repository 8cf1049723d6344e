package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes were hit is known, so which records must come back is known too. */
class RecordScannerFuzzTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aThousandFlippedBytesCostOnlyTheRecordsThatTheyHit(boolean withSums) throws IOException {
        for (long seed = 1; seed <= 12; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            // From files in which few records are hit to files in which few are not.
            int records = 400 << (int) (seed % 5);
            DamagedCopies copies = new DamagedCopies(temp.resolve("flips.rec"), records, 600, random);
            byte[] damaged = copies.bytes.clone();
            for (int i = 0; i < 1000; i++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(copies.rec, damaged);
            check(copies, copies.hitIn(damaged), withSums, 0, "seed " + seed);
        }
    }

    /** Heads are what hurts: here half of all flips hit one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void flipsInHeadsCostOnlyTheRecordsThatTheyHit(boolean withSums) throws IOException {
        for (long seed = 100; seed < 130; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            DamagedCopies copies = new DamagedCopies(temp.resolve("heads.rec"), 1500, 90, random);
            byte[] damaged = copies.bytes.clone();
            for (int i = 0; i < 400; i++) {
                int head = (int) copies.begins[random.nextInt(copies.size())];
                damaged[head + random.nextInt(8)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(copies.rec, damaged);
            check(copies, copies.hitIn(damaged), withSums, 0, "seed " + seed);
        }
    }

    @Test
    void aFileTornAtAnyByteGivesEveryRecordBeforeTheTear() throws IOException {
        DamagedCopies copies = new DamagedCopies(temp.resolve("torn.rec"), 60, 60, new SplittableRandom(7));
        for (int size = 0; size <= copies.bytes.length; size++) {
            Files.write(copies.rec, Arrays.copyOf(copies.bytes, size));
            BitSet hit = new BitSet();
            for (int i = 0; i < copies.size(); i++) {
                hit.set(i, copies.begins[i + 1] > size);
            }
            check(copies, hit, false, 0, "size " + size);
            check(copies, hit, true, 0, "size " + size + " with sums");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void blocksOfZerosAndOfNoiseCostOnlyWhatTheyCover(boolean withSums) throws IOException {
        for (long seed = 200; seed < 230; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            DamagedCopies copies = new DamagedCopies(temp.resolve("blocks.rec"), 400, 500, random);
            byte[] damaged = copies.bytes.clone();
            for (int i = 0; i < 6; i++) {
                int length = random.nextInt(1, 4096);
                int from = random.nextInt(damaged.length - length);
                byte[] block = new byte[length];
                if (random.nextBoolean()) {
                    random.nextBytes(block);
                }
                System.arraycopy(block, 0, damaged, from, length);
            }
            Files.write(copies.rec, damaged);
            check(copies, copies.hitIn(damaged), withSums, 0, "seed " + seed);
        }
    }

    /** One place at which bytes are missing or were put in: everything behind it stands at another offset. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void missingAndInsertedBytesCostOnlyTheRecordsThatTheyHit(boolean withSums) throws IOException {
        for (long seed = 300; seed < 380; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            DamagedCopies copies = new DamagedCopies(temp.resolve("moved.rec"), 120, 400, random);
            int from = random.nextInt(copies.bytes.length - 3000);
            int length = random.nextBoolean() ? random.nextInt(1, 9) : random.nextInt(1, 3000);
            boolean missing = random.nextBoolean();
            byte[] damaged = new byte[copies.bytes.length + (missing ? -length : length)];
            System.arraycopy(copies.bytes, 0, damaged, 0, from);
            BitSet hit = new BitSet();
            if (missing) {
                System.arraycopy(copies.bytes, from + length, damaged, from, damaged.length - from);
                hit.set(copies.recordAt(from), copies.recordAt(from + length - 1) + 1);
            } else {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, damaged, from, length);
                System.arraycopy(copies.bytes, from, damaged, from + length, copies.bytes.length - from);
                hit.set(copies.recordAt(from));
            }
            Files.write(copies.rec, damaged);
            check(copies, hit, withSums, missing ? -length : length, "seed " + seed);
        }
    }

    /**
     * Every record that was not hit is there, once and whole, at its place or moved by {@code shift}. With sums nothing else
     * is there that calls itself proven.
     */
    private static void check(DamagedCopies copies, BitSet hit, boolean withSums, int shift, String what)
            throws IOException {
        ScannedFile scan = ScannedFile.of(copies.rec, withSums);
        Map<Long, ScannedFile.Found> byBegin = new HashMap<>();
        scan.records.forEach(found -> byBegin.put(found.begin(), found));
        for (int i = 0; i < copies.size(); i++) {
            if (hit.get(i)) {
                continue;
            }
            ScannedFile.Found found = byBegin.get(copies.begins[i]);
            if (shift != 0 && (found == null || !Arrays.equals(found.content(), copies.contents.get(i)))) {
                found = byBegin.get(copies.begins[i] + shift);
            }
            assertThat(found)
                    .as("%s, record %d at %d", what, i, copies.begins[i])
                    .isNotNull();
            assertThat(found.content()).as("%s, record %d", what, i).isEqualTo(copies.contents.get(i));
        }
        for (ScannedFile.Found found : scan.records) {
            if (found.entry() != RecordScanner.NO_ENTRY) {
                assertThat(found.content())
                        .as("%s, proven at %d", what, found.begin())
                        .isEqualTo(copies.contents.get(found.entry()));
            }
        }
        if (scan.usedSums && shift == 0) {
            long size = Files.size(copies.rec);
            for (int i = hit.nextSetBit(0); i >= 0 && copies.begins[i] < size; i = hit.nextSetBit(i + 1)) {
                long begin = copies.begins[i];
                long end = copies.begins[i + 1];
                assertThat(scan.regions)
                        .as("%s, record %d was hit", what, i)
                        .anyMatch(region -> region.beginBytes() < end && region.endBytes() > begin);
            }
        } else {
            assertThat(scan.records.size()).as(what).isLessThanOrEqualTo(copies.size() + 2 * hit.cardinality());
        }
    }
}
