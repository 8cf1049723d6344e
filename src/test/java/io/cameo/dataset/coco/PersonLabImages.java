package io.cameo.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Images as {@code testdata/dataset/personlab/make_personlab.py} draws them, and random ones. */
final class PersonLabImages {
    static final Path GOLDEN = Path.of("testdata/dataset/personlab");

    private PersonLabImages() {}

    /** The image of this number in a file of h5py. */
    static PersonLabImage drawn(long id) {
        return drawn(id, 3 + (int) (id % 5), 2 + (int) (id % 7), (int) (id % 4), id % 3 != 0);
    }

    static PersonLabImage drawn(long id, int heightPx, int widthPx, int persons, boolean whole) {
        byte[] bgre = new byte[heightPx * widthPx * 4];
        for (int i = 0; i < bgre.length; i++) {
            bgre[i] = (byte) ((id + 7L * (i / 4 / widthPx) + 3L * (i / 4 % widthPx) + 11L * (i % 4)) % 251);
        }
        double[][] keypoints = new double[persons][51];
        for (int i = 0; i < persons * 51; i++) {
            keypoints[i / 51][i % 51] = (id + 5L * (i / 51) + i % 51) % 640 + (whole ? 0 : 0.25);
        }
        MemorySegment pixels = MemorySegment.ofArray(bgre);
        return new PersonLabImage(id, heightPx, widthPx, pixels, keypoints, whole || persons == 0);
    }

    static PersonLabImage random(SplittableRandom random, long id) {
        int heightPx = random.nextInt(1, 7);
        int widthPx = random.nextInt(1, 7);
        byte[] bgre = new byte[heightPx * widthPx * 4];
        random.nextBytes(bgre);
        boolean whole = random.nextInt(4) > 0;
        double[][] keypoints = new double[random.nextInt(4)][51];
        for (double[] row : keypoints) {
            Arrays.setAll(row, i -> whole ? random.nextInt(-3, 640) : random.nextDouble(640));
        }
        MemorySegment pixels = MemorySegment.ofArray(bgre);
        return new PersonLabImage(id, heightPx, widthPx, pixels, keypoints, whole || keypoints.length == 0);
    }

    static void write(PersonLabWriter writer, PersonLabImage image) throws IOException {
        double[] flat =
                Arrays.stream(image.keypoints()).flatMapToDouble(Arrays::stream).toArray();
        writer.write(
                image.id(),
                image.bgre(),
                image.heightPx(),
                image.widthPx(),
                flat,
                image.keypoints().length,
                image.whole());
    }

    static void assertSame(PersonLabImage actual, PersonLabImage expected) {
        assertThat(actual.id()).isEqualTo(expected.id());
        assertThat(actual.heightPx()).as("height of " + expected.id()).isEqualTo(expected.heightPx());
        assertThat(actual.widthPx()).as("width of " + expected.id()).isEqualTo(expected.widthPx());
        assertThat(actual.bgre().mismatch(expected.bgre()))
                .as("pixels of " + expected.id())
                .isEqualTo(-1);
        assertThat(actual.keypoints()).as("key points of " + expected.id()).isDeepEqualTo(expected.keypoints());
        assertThat(actual.whole()).as("type of " + expected.id()).isEqualTo(expected.whole());
    }
}
