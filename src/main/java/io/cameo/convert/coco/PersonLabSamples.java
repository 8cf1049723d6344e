package io.cameo.convert.coco;

import io.cameo.dataset.coco.CocoCategory;
import io.cameo.dataset.coco.CocoCategory.Bone;
import io.cameo.dataset.coco.CocoImage;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.dataset.coco.CocoSample;
import io.cameo.dataset.coco.PersonLabFile;
import io.cameo.dataset.coco.PersonLabImage;
import io.cameo.image.Image;
import io.cameo.mask.BitMask;
import io.cameo.mask.InstancePlane;
import io.cameo.mask.PixelBox;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The samples of KerasPersonLab's HDF5 file. It has pixels, planes and key points alone: persons are COCO's, numbered as the
 * plane has them, and areas and boxes are those of what shows of them; all crowds of an image are one.
 */
final class PersonLabSamples implements SampleSource {
    private static final int PERSON_ID = 1;
    private static final CocoCategory PERSON = new CocoCategory(
            PERSON_ID,
            "person",
            List.of(
                    "nose",
                    "left_eye",
                    "right_eye",
                    "left_ear",
                    "right_ear",
                    "left_shoulder",
                    "right_shoulder",
                    "left_elbow",
                    "right_elbow",
                    "left_wrist",
                    "right_wrist",
                    "left_hip",
                    "right_hip",
                    "left_knee",
                    "right_knee",
                    "left_ankle",
                    "right_ankle"),
            bones(
                    16, 14, 14, 12, 17, 15, 15, 13, 12, 13, 6, 12, 7, 13, 6, 7, 6, 8, 7, 9, 8, 10, 9, 11, 2, 3, 1, 2, 1,
                    3, 2, 4, 3, 5, 4, 6, 5, 7));

    private final Path path;
    private final PersonLabFile file;
    private final long[] ids;
    private final Map<Long, Integer> positions = new HashMap<>();

    private PersonLabSamples(Path path, PersonLabFile file) {
        this.path = path;
        this.file = file;
        ids = file.ids();
        for (int position = 0; position < ids.length; position++) {
            positions.put(ids[position], position);
        }
    }

    static PersonLabSamples open(Path h5) throws IOException {
        return new PersonLabSamples(h5, PersonLabFile.open(h5));
    }

    private static List<Bone> bones(int... ends) {
        List<Bone> bones = new ArrayList<>();
        for (int at = 0; at < ends.length; at += 2) {
            bones.add(new Bone(ends[at], ends[at + 1]));
        }
        return List.copyOf(bones);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long sizeBytes() throws IOException {
        return Files.size(path);
    }

    @Override
    public boolean hasAnnotationIds() {
        return false;
    }

    @Override
    public boolean hasImageFiles() {
        return false;
    }

    @Override
    public int size() {
        return ids.length;
    }

    @Override
    public long idAt(int position) {
        return ids[position];
    }

    @Override
    public int find(long imageId) {
        return positions.getOrDefault(imageId, -1);
    }

    @Override
    public Reader reader() {
        return new ImageReader();
    }

    /** Nothing of the file is mapped: one that is cut shows when it is read. */
    @Override
    public void checkWhole() {}

    @Override
    public void close() throws IOException {
        file.close();
    }

    private final class ImageReader implements Reader {
        private Arena arena = Arena.ofConfined();
        private @Nullable Image pixels;

        @Override
        public CocoSample at(int position) throws IOException {
            arena.close();
            arena = Arena.ofConfined();
            pixels = null;
            PersonLabImage image = file.read(ids[position]);
            PersonLabImage.Separate parts = image.separate(arena);
            pixels = parts.bgr();
            return new CocoSample(
                    new CocoImage(
                            image.id(),
                            String.format(Locale.ROOT, "%012d.jpg", image.id()),
                            image.heightPx(),
                            image.widthPx()),
                    MemorySegment.NULL,
                    parts.plane(),
                    people(image, parts.plane()),
                    List.of(PERSON));
        }

        @Override
        public long imageId(int position) {
            return ids[position];
        }

        @Override
        public @Nullable Image pixels() {
            return pixels;
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    private static List<CocoPerson> people(PersonLabImage image, InstancePlane plane) {
        List<CocoPerson> people = new ArrayList<>();
        int index = 0;
        for (double[] keypoints : image.keypoints()) {
            index++;
            int number = index & plane.format().indexBits();
            BitMask mask = number == 0 ? new BitMask(image.heightPx(), image.widthPx()) : plane.instance(number);
            boolean unannotated = PeopleCensus.marked(keypoints) == 0;
            people.add(new CocoPerson(index, PERSON_ID, index, false, unannotated, mask.count(), box(mask), keypoints));
        }
        BitMask crowd = plane.crowd();
        if (crowd.count() > 0) {
            double[] nothing = new double[3 * PERSON.keypoints().size()];
            people.add(new CocoPerson(index + 1L, PERSON_ID, 0, true, false, crowd.count(), box(crowd), nothing));
        }
        return people;
    }

    private static double[] box(BitMask mask) {
        PixelBox box = mask.bounds();
        return new double[] {box.xPx(), box.yPx(), box.widthPx(), box.heightPx()};
    }
}
