package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cameo.compute.CudaLibrary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * JPEGs that are damaged or of other kinds, decoded on a device: a refusal with a reason for each alone, or the pixels of
 * OpenCV.
 */
abstract class JpegDecodeCudaDamage {
    private JpegRuns runs;

    abstract CudaLibrary library();

    @BeforeEach
    void open() {
        runs = new JpegRuns(library());
    }

    @AfterEach
    void close() {
        if (runs != null) {
            runs.close();
        }
    }

    private static byte[] sound(int seed) {
        return JpegMaker.make(new SplittableRandom(seed), 40, 33, JpegMaker.YCC_420, 90, 2, false, false);
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        for (int seed = 1; seed <= 3; seed++) {
            byte[] file = JpegMaker.any(new SplittableRandom(seed), 24, 20);
            List<byte[]> cuts = new ArrayList<>();
            for (int length = 0; length < file.length; length++) {
                cuts.add(Arrays.copyOf(file, length));
            }
            assertThat(runs.decode(cuts, 3))
                    .allSatisfy(outcome -> assertThat(outcome.refusal()).isNotNull());
        }
    }

    /** Damage that libjpeg does not notice must give libjpeg's pixels, coefficients beyond all bounds included. */
    @Test
    void flippedBitsGiveTheSamePixelsOrAReason() {
        assumeVectorCode();
        int same = 0;
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] file = JpegMaker.any(random, random.nextInt(1, 60), random.nextInt(1, 60));
            int data = JpegMaker.dataOffset(file);
            List<byte[]> mutants = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                byte[] mutant = file.clone();
                // In half of them headers stay.
                int from = i % 2 == 0 ? data : 2;
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    mutant[from + random.nextInt(file.length - from)] ^= (byte) (1 << random.nextInt(8));
                }
                mutants.add(mutant);
            }
            same += assertSameOrRefused(mutants, "seed " + seed);
        }
        assertThat(same).isGreaterThan(500);
    }

    /** Steps of any size: products, sums and results leave 16 bits everywhere. */
    @Test
    void coefficientsBeyondAllBoundsGiveTheSamePixels() {
        assumeVectorCode();
        for (int seed = 0; seed < 120; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] file = JpegMaker.any(random, random.nextInt(1, 70), random.nextInt(1, 70));
            int tables = JpegMaker.find(file, JpegMaker.DQT);
            int most = random.nextInt(2, 256);
            for (int i = 0; i < 64; i++) {
                file[tables + 5 + i] = (byte) random.nextInt(most);
            }
            runs.assertDecoded(List.of(file), 3, "seed " + seed);
        }
    }

    @Test
    void aBadFileFailsAlone() {
        SplittableRandom random = new SplittableRandom(3);
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            byte[] file = JpegMaker.any(random, random.nextInt(1, 90), random.nextInt(1, 90));
            files.add(i % 3 == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file);
        }
        List<JpegRuns.Outcome> outcomes = runs.decode(files, 3);
        for (int i = 0; i < files.size(); i++) {
            assertThat(outcomes.get(i).pixels())
                    .as("file %d", i)
                    .isEqualTo(i % 3 == 0 ? null : runs.expected(files.get(i), 3));
        }
    }

    @Test
    void otherKindsAreRefusedByName() {
        SplittableRandom random = new SplittableRandom(4);
        byte[] sound = sound(4);
        int frame = JpegMaker.find(sound, JpegMaker.SOF0);
        runs.assertRefused(new byte[0], "not a jpeg");
        runs.assertRefused(Golden.bytes("src/rgb.png"), "not a jpeg");
        runs.assertRefused(Golden.bytes("src/progressive.jpg"), "jpeg is progressive");
        runs.assertRefused(Golden.bytes("made/progressive_rst.jpg"), "jpeg is progressive");
        runs.assertRefused(JpegMaker.with(sound, frame + 1, 0xc9), "jpeg has arithmetic codes");
        runs.assertRefused(JpegMaker.with(sound, frame + 1, 0xc3), "jpeg is lossless or hierarchical");
        runs.assertRefused(JpegMaker.with(sound, frame + 1, 0xc5), "jpeg is lossless or hierarchical");
        runs.assertRefused(JpegMaker.with(sound, frame + 4, 12), "jpeg samples are not of 8 bits");
        runs.assertRefused(Golden.bytes("src/cmyk.jpg"), "jpeg has neither one nor three components");
        for (int sampling : new int[] {0x411111, 0x121111, 0x441111, 0x211211}) {
            byte[] file = JpegMaker.make(random, 30, 30, JpegMaker.YCC_444, 90, 0, false, false);
            int at = JpegMaker.find(file, JpegMaker.SOF0) + 11;
            file[at] = (byte) (sampling >> 16);
            file[at + 3] = (byte) (sampling >> 8);
            file[at + 6] = (byte) sampling;
            runs.assertRefused(file, "jpeg chroma sampling is not 4:4:4, 4:2:2 or 4:2:0");
        }
        byte[] large = JpegMaker.make(random, 1025, 3, JpegMaker.GRAY, 50, 0, false, false);
        runs.assertRefused(large, "jpeg is larger than the decoder for small images takes");
        byte[] largest = JpegMaker.make(random, 1024, 1024, JpegMaker.YCC_420, 50, 0, false, false);
        runs.assertDecoded(List.of(largest), 3, "largest");
        assertThat(runs.decode(List.of(Golden.bytes("src/exif_6.jpg")), 3))
                .containsExactly(new JpegRuns.Outcome(null, "jpeg is turned: orientation=6"));
    }

    /** As libjpeg takes them: without a JFIF segment, by Adobe's word, else by the components' names. */
    @Test
    void colorsThatAreNotLumaAndChromaAreRefused() {
        byte[] file = JpegMaker.make(new SplittableRandom(5), 30, 30, JpegMaker.YCC_444, 90, 0, false, false);
        byte[] bare = JpegMaker.without(0xe0, file);
        runs.assertDecoded(List.of(file, bare), 3, "without JFIF");
        int[] adobe = {0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        byte[] rgb = JpegMaker.insert(bare, 2, adobe);
        runs.assertRefused(rgb, "jpeg colors are not luma and chroma");
        runs.assertDecoded(List.of(JpegMaker.with(rgb, 17, 1)), 3, "Adobe YCC");
        runs.assertDecoded(List.of(JpegMaker.insert(file, 2, adobe)), 3, "JFIF comes first");
        byte[] named = bare.clone();
        for (int i = 0; i < 3; i++) {
            named[JpegMaker.find(bare, JpegMaker.SOF0) + 10 + 3 * i] = (byte) "RGB".charAt(i);
            named[JpegMaker.find(bare, JpegMaker.SOS) + 5 + 2 * i] = (byte) "RGB".charAt(i);
        }
        runs.assertRefused(named, "jpeg colors are not luma and chroma");
    }

    @Test
    void brokenHeadersAreRefused() {
        byte[] file = sound(6);
        String lacks = "jpeg lacks a table that it uses";
        runs.assertRefused(JpegMaker.without(JpegMaker.DQT, file), lacks);
        runs.assertRefused(JpegMaker.without(JpegMaker.DHT, file), lacks);
        int scan = JpegMaker.find(file, JpegMaker.SOS);
        runs.assertRefused(JpegMaker.with(file, scan + 6, 0x33), lacks);
        runs.assertRefused(JpegMaker.with(file, scan + 6, 0xff), lacks);
        String order = "jpeg header segment out of order";
        int frame = JpegMaker.find(file, JpegMaker.SOF0);
        runs.assertRefused(JpegMaker.without(JpegMaker.SOF0, file), order);
        runs.assertRefused(JpegMaker.insert(file, frame, 0), order);
        runs.assertRefused(JpegMaker.with(file, frame + 3, 18), order);
        runs.assertRefused(JpegMaker.with(file, frame + 6, 0), order);
        runs.assertRefused(JpegMaker.with(file, scan + 5, 77), order);
        runs.assertRefused(JpegMaker.with(file, scan + 12, 5), order);
        byte[] gray = JpegMaker.make(new SplittableRandom(6), 30, 30, JpegMaker.GRAY, 90, 0, false, false);
        runs.assertRefused(JpegMaker.with(gray, JpegMaker.find(gray, JpegMaker.SOF0) + 11, 0x50), order);
        byte[] first = JpegMaker.with(file, scan + 4, 1);
        first[scan + 3] = 8;
        runs.assertRefused(first, "jpeg has several scans");
    }

    @Test
    void huffmanTablesWithTooManyCodesAreRefused() {
        byte[] file = sound(7);
        int table = JpegMaker.find(file, JpegMaker.DHT);
        String many = "jpeg huffman table has more codes than there can be";
        for (int length = 0; length < 8; length++) {
            // The values stay as many: codes become shorter.
            byte[] changed = file.clone();
            Arrays.fill(changed, table + 5, table + 21, (byte) 0);
            changed[table + 5 + length] = 12;
            if (12 >= 2 << length) {
                runs.assertRefused(changed, many);
            } else {
                assertThat(Objects.requireNonNullElse(
                                runs.decode(List.of(changed), 3).getFirst().refusal(), ""))
                        .doesNotContain(many);
            }
        }
        // A difference of 16 bits, which baseline does not have.
        runs.assertRefused(JpegMaker.with(file, table + 21, 16), many);
    }

    @Test
    void brokenDataAreRefused() {
        byte[] file = sound(8);
        int data = JpegMaker.dataOffset(file);
        int end = file.length - 2;
        String tail = "jpeg data goes on behind the last block";
        runs.assertRefused(JpegMaker.insert(file, end, 0, 0), tail);
        runs.assertRefused(JpegMaker.with(file, end + 1, 0xd0), tail);
        runs.assertRefused(JpegMaker.with(file, end + 1, 0xfe), tail);
        runs.assertDecoded(List.of(JpegMaker.insert(file, file.length, 1, 2, 3)), 3, "bytes behind the end");
        int restart = data;
        while (file[restart] != (byte) 0xff || file[restart + 1] == 0) {
            restart++;
        }
        String misplaced = "jpeg restart marker is not where it must be";
        assertThat(file[restart + 1]).isEqualTo((byte) 0xd0);
        runs.assertRefused(JpegMaker.with(file, restart + 1, 0xd1), misplaced);
        runs.assertRefused(JpegMaker.insert(file, restart, 7, 7), misplaced);
        runs.assertRefused(JpegMaker.insert(file, data + 2, 0xff, 0xd0), "jpeg truncated");
        int stuffed = data;
        while (file[stuffed] != (byte) 0xff || file[stuffed + 1] != 0) {
            stuffed++;
        }
        runs.assertRefused(JpegMaker.insert(file, stuffed, 0xff), "jpeg truncated");
        // Ones alone are no code of any table.
        byte[] ones = file.clone();
        for (int i = data; i < restart; i++) {
            ones[i] = (byte) (i % 2 == data % 2 ? 0xff : 0);
        }
        runs.assertRefused(ones, "jpeg data has a code that is not in its table");
        // With a table whose every code is a run of 15 zeros and one bit, five fill more than a block.
        byte[] long15 = file.clone();
        for (int at = JpegMaker.find(file, JpegMaker.DHT); file[at + 1] == (byte) JpegMaker.DHT; ) {
            if (file[at + 4] >> 4 == 1) {
                Arrays.fill(long15, at + 21, at + 2 + JpegMaker.length(file, at), (byte) 0xf1);
            }
            at += 2 + JpegMaker.length(file, at);
        }
        runs.assertRefused(long15, "jpeg data runs past the end of a block");
    }

    private static void assumeVectorCode() {
        assumeTrue(
                System.getProperty("os.arch").equals("amd64"), "libjpeg-turbo's vector code for x86-64 is the measure");
    }

    private int assertSameOrRefused(List<byte[]> files, String what) {
        int same = 0;
        List<JpegRuns.Outcome> outcomes = runs.decode(files, 3);
        for (int i = 0; i < files.size(); i++) {
            if (outcomes.get(i).refusal() == null) {
                assertThat(outcomes.get(i).pixels()).as(what + ", file " + i).isEqualTo(runs.expected(files.get(i), 3));
                same++;
            }
        }
        return same;
    }
}
