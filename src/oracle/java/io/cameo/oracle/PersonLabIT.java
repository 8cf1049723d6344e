package io.cameo.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cameo.dataset.coco.PersonLabFile;
import io.cameo.dataset.coco.PersonLabImage;
import io.cameo.dataset.coco.PersonLabWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link PersonLabWriter} writes, h5py reads: names in their order, shapes, types, pixels and key points. Needs a Python
 * with h5py: {@code -Doracle.python=...}, or {@code python3}. Skipped where that one has no h5py.
 */
@Tag("oracle")
class PersonLabIT {
    private static final String PYTHON = System.getProperty("oracle.python", "python3");
    private static final String CHECK = "testdata/dataset/personlab/check_personlab.py";

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 9, 257, 20_000})
    void h5pyReadsTheSame(int images) throws IOException, InterruptedException {
        assumeThat(run("-c", "import h5py").code())
                .as("exit code of import h5py, python=" + PYTHON)
                .isZero();
        Path h5 = temp.resolve("a.h5");
        write(h5, images);
        List<String> expected = new ArrayList<>();
        try (PersonLabFile file = PersonLabFile.open(h5)) {
            for (long id : file.ids()) {
                expected.add(line(file.read(id)));
            }
        }
        assertThat(expected).hasSize(images);
        Run run = run(CHECK, h5.toString());
        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.text().lines()).containsExactlyElementsOf(expected);
    }

    private static void write(Path h5, int images) throws IOException {
        SplittableRandom random = new SplittableRandom(images);
        try (PersonLabWriter writer = PersonLabWriter.create(h5)) {
            for (long i = 1; i <= images; i++) {
                int heightPx = random.nextInt(1, 9);
                int widthPx = random.nextInt(1, 9);
                byte[] bgre = new byte[heightPx * widthPx * 4];
                random.nextBytes(bgre);
                boolean whole = random.nextInt(4) > 0;
                int persons = i == 7 ? PersonLabWriter.MOST_PERSONS : random.nextInt(4);
                double[] keypoints = new double[51 * persons];
                Arrays.setAll(keypoints, _ -> whole ? random.nextInt(640) : random.nextDouble(640));
                // An odd factor below 2^20: no two images have one id.
                long id = i * 7919 & 0xFFFFF;
                writer.write(id, MemorySegment.ofArray(bgre), heightPx, widthPx, keypoints, persons, whole);
            }
            writer.commit();
        }
    }

    /** As check_personlab.py prints it. */
    private static String line(PersonLabImage image) {
        int persons = image.keypoints().length;
        boolean whole = image.whole() && persons > 0;
        ByteBuffer numbers = ByteBuffer.allocate(8 * 51 * persons).order(ByteOrder.LITTLE_ENDIAN);
        for (double[] row : image.keypoints()) {
            for (double number : row) {
                numbers.putLong(whole ? (long) number : Double.doubleToRawLongBits(number));
            }
        }
        return String.join(
                " ",
                Long.toString(image.id()),
                image.heightPx() + "x" + image.widthPx() + "x4",
                "uint8",
                crc(image.bgre().toArray(ValueLayout.JAVA_BYTE)),
                persons == 0 ? "0" : persons + "x51",
                whole ? "int64" : "float64",
                crc(numbers.array()));
    }

    private static String crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return Long.toString(crc.getValue());
    }

    private record Run(int code, String text) {}

    private static Run run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), text);
    }
}
