package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.compute.CudaLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sound JPEGs decoded on a device: the pixels of OpenCV, which are libjpeg-turbo's. */
abstract class JpegDecodeCudaContract {
    private static final int[] SAMPLINGS = {JpegMaker.GRAY, JpegMaker.YCC_444, JpegMaker.YCC_422, JpegMaker.YCC_420};

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

    @Test
    void raggedBatchesAreDecodedAsByOpenCv() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<byte[]> files = new ArrayList<>();
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                int widest = random.nextInt(3) == 0 ? 20 : 300;
                files.add(JpegMaker.any(random, random.nextInt(1, widest), random.nextInt(1, widest)));
            }
            runs.assertDecoded(files, random.nextInt(3) == 0 ? 1 : 3, "seed " + seed);
        }
    }

    /** Every width and height about blocks of 8 and 16, and chroma too narrow to be interpolated. */
    @Test
    void everySmallSizeIsDecodedAsByOpenCv() {
        for (int sampling : SAMPLINGS) {
            for (int width = 1; width <= 35; width++) {
                SplittableRandom random = new SplittableRandom(width);
                List<byte[]> files = new ArrayList<>();
                for (int height = 1; height <= 35; height++) {
                    files.add(JpegMaker.make(random, width, height, sampling));
                }
                runs.assertDecoded(files, 3, "sampling " + Integer.toHexString(sampling) + ", width " + width);
            }
        }
    }
}
