package io.cameo.dataset.insightface;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.RecordFile;

/**
 * Which records of a file are images: all of them, but for those by which InsightFace's layouts A and B say who is who.
 *
 * <p>Counted from 0 in file order, as in {@link FaceRecords}, but no label is read: a file of any size whose index is in file
 * order is opened by a look at a few records. Immutable; any number of threads may use it, as long as the file is open.
 */
public final class ImageRecords {
    private final RecordFile file;
    private final FaceLayout layout;
    private final int images;
    private final int[] positions;

    private ImageRecords(RecordFile file) {
        this.file = file;
        RecordSurvey survey = new RecordSurvey(file, file.hasIndexFile());
        layout = survey.layout();
        images = survey.images();
        positions = survey.imagePositions();
    }

    /**
     * Looks at a file.
     *
     * @throws CorruptDataException if a record that must be read is damaged
     */
    public static ImageRecords of(RecordFile file) {
        return new ImageRecords(file);
    }

    /** How many images there are. */
    public int images() {
        return images;
    }

    /** The place of an image in the index of the file. */
    public int position(int image) {
        if (image < 0 || image >= images) {
            throw new IndexOutOfBoundsException("no such image: image=" + image + ", images=" + images);
        }
        return positions.length == 0 ? image : positions[image];
    }

    /**
     * The key of an image: from the index, or counted from where the layout's keys begin where there is none.
     *
     * @throws IllegalStateException if keys are text
     */
    public long key(int image) {
        int position = position(image);
        return file.hasIndexFile() ? file.index().key(position) : (long) layout.firstKey() + image;
    }
}
