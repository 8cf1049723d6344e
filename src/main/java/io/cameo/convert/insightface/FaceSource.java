package io.cameo.convert.insightface;

import io.cameo.bytes.Checksum;
import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.dataset.insightface.Property;
import io.cameo.image.ImageHeader;
import io.cameo.record.CixFile;
import io.cameo.record.RecordView;
import io.cameo.record.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A face data set from which images are copied: whatever would be lost or passed on damaged is refused where it is met.
 * One thread at a time reads images.
 */
final class FaceSource implements AutoCloseable {
    /** From here on float32 does not hold every whole number. */
    static final long FIRST_ROUNDED = 1L << 24;

    private static final int LABEL_AND_ALIGNED = 2;

    private final FaceRecords faces;

    private FaceSource(FaceRecords faces) {
        this.faces = faces;
    }

    /**
     * Opens a data set.
     *
     * @throws CorruptDataException if there is a {@code .cix} and it does not fit: to go on without its checksums might give
     *     damage new ones
     */
    static FaceSource open(Path rec, Watch watch) throws IOException {
        FaceRecords faces = FaceRecords.open(rec, FaceRecords.Grouping.BY_LABEL, watch);
        try {
            Path cix = CixFile.besides(rec);
            if (faces.file().cix() == null && Files.isRegularFile(cix)) {
                throw new CorruptDataException(
                        cix, 0, "cix does not fit its record file, one of the two is damaged or old");
            }
            return new FaceSource(faces);
        } catch (Throwable failure) {
            faces.close();
            throw failure;
        }
    }

    FaceRecords faces() {
        return faces;
    }

    Path path() {
        return faces.file().path();
    }

    /**
     * Moves a view to an image, with a copy of its content.
     *
     * @throws CorruptDataException if it is damaged, or not what the {@code .cix} has a checksum of
     */
    void read(int image, RecordView view) {
        int position = faces.position(image);
        faces.file().read(position, view);
        view.detach();
        CixFile cix = faces.file().cix();
        if (cix != null && Checksum.crc32c(view.content()) != cix.contentCrc(position)) {
            faces.file().checkWhole();
            throw new CorruptDataException(
                    path(), view.offsetBytes(), "content checksum mismatch: key=" + view.keyText());
        }
        if (!view.hasHeader()) {
            throw new CorruptDataException(
                    path(), view.offsetBytes(), "record has no image header: key=" + view.keyText());
        }
    }

    /** Whether the record that a view shows says that its image is aligned; one that says nothing of it is. */
    static boolean saysAligned(RecordView view) {
        return view.labelCount() != LABEL_AND_ALIGNED || view.label(1) != 0;
    }

    /** Whether the record that a view shows holds more than an identity and whether the image is aligned. */
    static boolean hasMoreLabels(RecordView view) {
        int labels = view.labelCount();
        return labels > LABEL_AND_ALIGNED || (labels == LABEL_AND_ALIGNED && view.label(1) != 0 && view.label(1) != 1);
    }

    /**
     * Refuses an image of which a face data set cannot hold all labels.
     *
     * @throws IllegalArgumentException if it has more than an identity and whether it is aligned
     */
    void requireOneLabel(RecordView view) {
        if (hasMoreLabels(view)) {
            throw new IllegalArgumentException(
                    "image has labels besides its identity, which would be lost: file=" + path()
                            + ", key=" + view.keyText() + ", labels=" + view.labelCount()
                            + "; 'cameo filter', 'cameo split' and 'cameo merge' keep all labels");
        }
    }

    /**
     * The label of an identity as the whole number that it is.
     *
     * @throws IllegalArgumentException if it is none
     */
    long wholeLabel(int identity) {
        double label = faces.labelOf(identity);
        if (!isWhole(label)) {
            throw new IllegalArgumentException("label is not the whole number of an identity: file=" + path()
                    + ", label=" + label + "; 'cameo face relabel' numbers identities from 0");
        }
        return (long) label;
    }

    static boolean isWhole(double label) {
        return label == Math.rint(label) && Math.abs(label) <= 1L << 53;
    }

    /** Whether no label can have been rounded on its way: an {@code .ids} holds them, or all are small enough for float32. */
    boolean labelsAreExact() {
        int last = faces.identities() - 1;
        return faces.hasIds()
                || last < 0
                || (Math.abs(faces.labelOf(0)) < FIRST_ROUNDED && faces.labelOf(last) < FIRST_ROUNDED);
    }

    /** Height and width of images: what the first says, else the property beside the file; zeros where neither does. */
    int[] sizePx() throws IOException {
        try {
            if (faces.images() > 0) {
                RecordView view = new RecordView();
                read(0, view);
                ImageHeader header = ImageHeader.of(view.payload());
                if (header.hasSize()) {
                    return new int[] {header.heightPx(), header.widthPx()};
                }
            }
            Path file = Property.besides(path());
            if (Files.isRegularFile(file)) {
                Property property = Property.read(file);
                return new int[] {property.heightPx(), property.widthPx()};
            }
        } catch (CorruptDataException unreadable) {
            return new int[2]; // damage of an image is told where the image is copied
        }
        return new int[2];
    }

    @Override
    public void close() {
        faces.close();
    }
}
