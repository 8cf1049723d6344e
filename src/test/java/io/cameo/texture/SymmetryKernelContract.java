package io.cameo.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.image.Image;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every twin must do: the same bits as the formula in its order, and, all together, cv2's figures. */
abstract class SymmetryKernelContract {
    private static final int LONGEST = 200;
    /** Of single precision against double, after 110 additions of numbers up to 255. */
    private static final double TOLERANCE = 2e-4;

    abstract SymmetryKernel kernel();

    @Test
    void rowsAreFilteredInTheOrderOfTheSpecification() {
        SplittableRandom random = new SplittableRandom(1);
        SymmetryKernelScalar specification = new SymmetryKernelScalar();
        for (int count = 0; count <= LONGEST; count += count < 70 ? 1 : 13) {
            float[] taps = floats(random, 1 + count % 9);
            int reach = taps.length - 1;
            float[] row = floats(random, count + 2 * reach);
            float[][] actual = new float[3][count + 3];
            float[][] expected = new float[3][count + 3];
            kernel().across(row, taps, actual[0], 3, count);
            specification.across(row, taps, expected[0], 3, count);
            float[] plane = floats(random, 20 + count * (2 * reach + 1));
            int[] rows = new int[2 * reach + 1];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = random.nextInt(rows.length) * count;
            }
            kernel().down(plane, rows, taps, 7, actual[1], count);
            specification.down(plane, rows, taps, 7, expected[1], count);
            int width = 2 * count + 1;
            float[] luma = floats(random, width);
            kernel().differences(luma, width, actual[2], 2, count);
            specification.differences(luma, width, expected[2], 2, count);
            assertThat(actual).as("count %d", count).isDeepEqualTo(expected);
            double[] sums = random.doubles(count + 4).toArray();
            double[] known = sums.clone();
            float[] weights = floats(random, count + 4);
            kernel().addAbsolutes(actual[1], weights, sums, 4, count);
            specification.addAbsolutes(actual[1], weights, known, 4, count);
            assertThat(sums).as("count %d", count).isEqualTo(known);
        }
    }

    @Test
    void lumaIsThatOfTheSpecification() {
        SplittableRandom random = new SplittableRandom(2);
        for (int width = 1; width <= LONGEST; width++) {
            MemorySegment row = Arena.ofAuto().allocate(3L * width + 1);
            for (long i = 0; i < row.byteSize(); i++) {
                row.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(256));
            }
            float[] actual = new float[width];
            float[] expected = new float[width];
            kernel().luma(row, 1, actual, width);
            new SymmetryKernelScalar().luma(row, 1, expected, width);
            assertThat(actual).as("width %d", width).isEqualTo(expected);
        }
    }

    @Test
    void figuresAreThoseOfOpencv() throws IOException {
        JsonNode cases = Patterns.golden("bs");
        assertThat(cases).hasSize(8);
        for (JsonNode one : cases) {
            int width = one.get("width").asInt();
            int height = one.get("height").asInt();
            Image map = Patterns.map(width, height, one.get("seed").asInt());
            BsProfile profile = new BsProfile(
                    "full", one.get("kernel").asInt(), one.get("sigma").asDouble());
            BsError error = BsError.of(kernel(), profile);
            assertThat(error.value(map, null))
                    .as(one.toString())
                    .isCloseTo(one.get("full").asDouble(), within(TOLERANCE));
            assertThat(BsError.of(kernel(), profile.over("third")).value(map, Patterns.mask(width, height)))
                    .as(one.toString())
                    .isCloseTo(one.get("masked").asDouble(), within(TOLERANCE));
            MemorySegment plane = Arena.ofAuto().allocate(4L * width * height);
            error.asymmetry(map, plane);
            double most = 0;
            for (long i = 0; i < (long) width * height; i++) {
                most = Math.max(most, plane.getAtIndex(ValueLayout.JAVA_FLOAT, i));
            }
            assertThat(most).isCloseTo(one.get("most").asDouble(), within(TOLERANCE));
            long at = (long) (height / 3) * width + width / 4;
            assertThat((double) plane.getAtIndex(ValueLayout.JAVA_FLOAT, at))
                    .isCloseTo(one.get("at").asDouble(), within(TOLERANCE));
        }
    }

    private static float[] floats(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-255, 255);
        }
        return values;
    }
}
