package io.cameo.convert.coco;

import io.cameo.bytes.Checksum;
import io.cameo.convert.Conversion;
import io.cameo.convert.ImageRoot;
import io.cameo.convert.PackReport;
import io.cameo.convert.RunOutput;
import io.cameo.dataset.coco.CocoCategories;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.CocoSlice;
import io.cameo.dataset.coco.CocoSlices;
import io.cameo.mask.PlaneFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes COCO's persons: for each image with annotations its instance plane, what is known of its persons, and the image.
 *
 * <pre>{@code
 * PackReport report = CocoEncode.from(Path.of("person_keypoints_train2017.json"), Path.of("train2017"))
 *         .noErrorLimit()
 *         .writeTo(Path.of("train.rec"));
 * }</pre>
 *
 * <p>The plane is that of KerasPersonLab's {@code generate_hdf5.py}, bit for bit; see {@link PlaneFormat} for what happens
 * beyond 63 persons. Rejected, with the reason, are images whose file is missing, damaged, turned by EXIF or of another
 * size than the annotation file says, and those with an annotation that cannot be rasterised. The order of the result is
 * that of the annotation file, whatever the number of workers.
 */
public final class CocoEncode extends Conversion<CocoEncode> {
    private final Path annotations;
    private final Path images;
    private PlaneFormat plane = PlaneFormat.STRICT;
    private boolean all;
    private CocoCategories categories = CocoCategories.ALL;

    private CocoEncode(Path annotations, Path images) {
        this.annotations = annotations;
        this.images = images;
    }

    /**
     * A conversion.
     *
     * @param annotations a {@code person_keypoints} or {@code instances} file
     * @param images the folder that its file names count from, or a zip archive in its place
     */
    public static CocoEncode from(Path annotations, Path images) {
        return new CocoEncode(annotations, images);
    }

    /** How planes hold persons; {@link PlaneFormat#STRICT} unless set. */
    public CocoEncode plane(PlaneFormat format) {
        plane = format;
        return this;
    }

    /** Whether images without annotations are encoded too; they are left out unless set, as in the original. */
    public CocoEncode all(boolean withoutAnnotations) {
        all = withoutAnnotations;
        return this;
    }

    /** Whose annotations count; all unless set, as in the original. */
    public CocoEncode categories(CocoCategories wanted) {
        categories = wanted;
        return this;
    }

    /**
     * Writes a record for each image, a bundle as {@code docs/coco-records.md} specifies, and index files beside it.
     *
     * @throws io.cameo.bytes.CorruptDataException if the annotation file is not one
     * @throws IOException if it cannot be read, or the output not be written; also if a run to be resumed was of another
     *     job
     */
    public PackReport writeTo(Path rec) throws IOException {
        try (ImageRoot root = ImageRoot.open(images);
                CocoFile file = open()) {
            return new CocoRecordJob(choice(root), file, rec).run(run());
        }
    }

    /**
     * Writes the HDF5 file of KerasPersonLab: decoded pixels and the plane, and the key points of the persons with a
     * number. An image with more persons than such a file holds, 160, is rejected.
     *
     * @throws io.cameo.bytes.CorruptDataException if the annotation file is not one
     * @throws IllegalArgumentException if the plane is to be wide, which that file has no room for
     * @throws IOException as {@link #writeTo}
     */
    public PackReport writeToHdf5(Path h5) throws IOException {
        if (plane == PlaneFormat.WIDE) {
            throw new IllegalArgumentException("an hdf5 file of KerasPersonLab has one byte for the plane: plane=WIDE");
        }
        try (ImageRoot root = ImageRoot.open(images);
                CocoFile file = open()) {
            return new CocoHdf5Job(choice(root), file, h5).run(run());
        }
    }

    /**
     * Cuts the images into parts for {@link #encodePart}, equal in number, so that many machines can encode them: goes through
     * the annotation file once, and writes down where each image's annotations stand.
     *
     * @param index a file to write that down in, which does not exist; whoever encodes parts reads it
     * @param parts how many; fewer where there are fewer images
     * @throws io.cameo.bytes.CorruptDataException if the annotation file is not one
     */
    public List<CocoSlice> cut(Path index, int parts) throws IOException {
        try (CocoFile file = open()) {
            return CocoSlices.write(file, all, index, parts);
        }
    }

    /**
     * Encodes the images of a part, with this conversion's own plane; which images and whose annotations count was decided
     * when it was cut. Files of all parts, merged with their keys, are what {@link #writeTo} writes.
     */
    public PackReport encodePart(CocoSlice part, Path rec) throws IOException {
        try (ImageRoot root = ImageRoot.open(images);
                CocoFile file = CocoSlices.open(annotations, part)) {
            return new CocoRecordJob(choice(root), file, rec).run(run());
        }
    }

    /** What decides on the bytes of the result, and its value: runs of which all of it is the same make the same. */
    public Map<String, String> describe() throws IOException {
        return describe(Files.size(annotations), Checksum.crc32c(annotations));
    }

    private Map<String, String> describe(long annotationBytes, int annotationCrc) {
        Map<String, String> job = new LinkedHashMap<>();
        job.put("annotations", annotations.toAbsolutePath().normalize().toString());
        job.put("annotations_bytes", Long.toString(annotationBytes));
        job.put("annotations_crc32c", Integer.toHexString(annotationCrc));
        job.put("images", images.toAbsolutePath().normalize().toString());
        job.put("plane", plane.name());
        job.put("all", Boolean.toString(all));
        job.put("categories", categories.toString());
        return job;
    }

    private Choice choice(ImageRoot root) {
        return new Choice(annotations, root, plane, all, categories);
    }

    private CocoFile open() throws IOException {
        CocoFile file = CocoFile.open(annotations, categories);
        if (file.isResults()) {
            file.close();
            throw new IllegalArgumentException(
                    "a results file names no images and no sizes, annotations are needed: " + annotations);
        }
        return file;
    }

    static RunOutput.Named nameOf(CocoItem item) {
        return new RunOutput.Named(
                Long.toString(item.image().id()), item.image().fileName());
    }

    /** Everything that decides on the result. */
    record Choice(Path annotations, ImageRoot images, PlaneFormat plane, boolean all, CocoCategories categories) {
        Map<String, String> describe(CocoFile file) {
            return from(annotations, images.path())
                    .plane(plane)
                    .all(all)
                    .categories(categories)
                    .describe(file.sizeBytes(), file.crc32c());
        }

        @Nullable
        Path fileOf(CocoItem item) {
            return images.fileOf(item.image().fileName());
        }
    }

    @Override
    protected CocoEncode self() {
        return this;
    }
}
