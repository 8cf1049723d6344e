package io.cameo.dataset.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.Checksum;

/**
 * A COCO annotation file of any size: {@code instances}, {@code person_keypoints}, or results.
 *
 * <pre>{@code
 * try (CocoFile file = CocoFile.open(json); CocoReader reader = file.reader()) {
 *     for (int i = 0; i < file.images(); i++) {
 *         show(file.image(i), reader.read(i));
 *     }
 * }
 * }</pre>
 *
 * <p>Opening reads the file once from front to back and keeps images, categories, and of each annotation its ids and where
 * it stands: about 20 MB for the 262,465 annotations of COCO's training images. What an annotation says is read when it is
 * asked for, on the thread that asks, so that the work of parsing is spread over a pipeline's workers. Sections may stand
 * in any order, fields that nobody needs are passed over, and a byte order mark is tolerated.
 *
 * <p><b>Order and duplicates</b> are those of pycocotools. Images: as {@code images} lists them; of several with one id the
 * first gives the place, the last everything else. Annotations: as the file has them; of several with one id each counts
 * for the image that it names, with the content of the last.
 *
 * <p><b>Results files</b>, a list at the top, have no images: the ids that results name stand in, in the order in which they
 * first appear, with an empty name and a size of 0 by 0. There are no categories. Results are numbered from 1, and areas and
 * boxes are filled in as {@code loadRes} does; the first result decides whether from boxes, masks or key points.
 *
 * <p><b>Faults.</b> Broken JSON, sections of the wrong type, images without id, name or size, annotations without id, image
 * or category: {@link CorruptDataException} when the file is opened. Anything else that is wrong with an annotation:
 * {@link BadAnnotationException} when that one is read. Both give line and column, counted in characters from 1.
 *
 * <p>Any number of threads may share it, with a reader for each. The file should not change while it is open; if it does,
 * readers throw {@link CorruptDataException}, or read what it holds now.
 */
public final class CocoFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final CocoStamp stamp;
    private final TextPlaces places;
    private final CocoContents contents;

    /** A file of which all this is known; the channel becomes this one's. */
    CocoFile(Path path, FileChannel channel, CocoStamp stamp, TextPlaces places, CocoContents contents) {
        this.path = path;
        this.channel = channel;
        this.stamp = stamp;
        this.places = places;
        this.contents = contents;
    }

    /**
     * Opens a file for the annotations of all categories.
     *
     * @throws CorruptDataException if it is no sound annotation file
     */
    public static CocoFile open(Path json) throws IOException {
        return open(json, CocoCategories.ALL);
    }

    /**
     * Opens a file for the annotations of some categories; the others are as if they did not stand there.
     *
     * @throws CorruptDataException if it is no sound annotation file
     * @throws IllegalArgumentException if a category is not one of the file's
     */
    public static CocoFile open(Path json, CocoCategories wanted) throws IOException {
        if (Files.exists(json) && !Files.isRegularFile(json)) {
            // Annotations are read where they stand, so a pipe will not do.
            throw new FileSystemException(
                    json.toString(), null, Files.isDirectory(json) ? "is a folder" : "is not a regular file");
        }
        FileChannel channel = FileChannel.open(json, StandardOpenOption.READ);
        try {
            FileTime modified = Files.getLastModifiedTime(json);
            int markBytes = TextPlaces.markLength(channel);
            TextPlaces places = new TextPlaces(channel, markBytes > 0);
            Checksum sum = new CRC32C();
            CocoScan scan = scan(json, channel, markBytes, places, sum);
            CocoIndex index = CocoIndex.of(scan, wanted.among(scan.categories()));
            CocoStamp stamp = new CocoStamp(channel.size(), (int) sum.getValue(), modified);
            return new CocoFile(json, channel, stamp, places, CocoContents.of(scan, index));
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    private static CocoScan scan(Path path, FileChannel channel, int markBytes, TextPlaces places, Checksum sum)
            throws IOException {
        channel.position(markBytes);
        try (JsonParser json = JsonValues.parser(new CheckedInputStream(Channels.newInputStream(channel), sum))) {
            CocoScan scan = new CocoScan(json, markBytes);
            scan.run();
            return scan;
        } catch (JsonProcessingException failure) {
            throw corrupt(path, places, markBytes, JsonValues.broken(failure));
        } catch (JsonFault fault) {
            throw corrupt(path, places, markBytes, fault);
        }
    }

    private static CorruptDataException corrupt(Path path, TextPlaces places, long baseBytes, JsonFault fault)
            throws IOException {
        long offset = baseBytes + fault.offsetBytes();
        return new CorruptDataException(path, offset, keyed(fault.reason()) + places.at(offset));
    }

    /** A reason that takes one more key and value. */
    private static String keyed(String reason) {
        return reason + (reason.contains(": ") ? ", " : ": ");
    }

    public Path path() {
        return path;
    }

    /** The size of the file when it was opened. */
    public long sizeBytes() {
        return stamp.sizeBytes();
    }

    /** The CRC32C of what was read when it was opened: everything but a byte order mark. */
    public int crc32c() {
        return stamp.crc32c();
    }

    /** Whether it is a results file, which lists neither images nor categories. */
    public boolean isResults() {
        return contents.kind() != ResultKind.NONE;
    }

    /** How many images there are, with annotations or without. */
    public int images() {
        return contents.images().size();
    }

    /**
     * An image.
     *
     * @throws IndexOutOfBoundsException if there is none at that position
     */
    public CocoImage image(int position) {
        return contents.images().get(position);
    }

    /** Where the image of an id stands, -1 if there is none. */
    public int positionOf(long imageId) {
        return contents.positions().get(imageId);
    }

    /** How many annotations all images have together. */
    public long annotations() {
        return contents.index().annotations();
    }

    /**
     * How many annotations an image has.
     *
     * @throws IndexOutOfBoundsException if there is none at that position
     */
    public int annotations(int imagePosition) {
        Objects.checkIndex(imagePosition, images());
        return contents.index().annotations(imagePosition);
    }

    /**
     * The id of an annotation, known without reading it.
     *
     * @param nth of the image, from 0
     * @throws IndexOutOfBoundsException if there is no such image or annotation
     */
    public long annotationId(int imagePosition, int nth) {
        return contents.table().id(content(imagePosition, nth));
    }

    /** Every category that the file lists, also one that is not wanted; none for results. */
    public List<CocoCategory> categories() {
        return contents.categories();
    }

    /** What pycocotools would pass over in silence. */
    public CocoOddities oddities() {
        return contents.index().oddities();
    }

    /** A reader for one thread. Readers are many if you like, and end with this file at the latest. */
    public CocoReader reader() {
        return new CocoReader(this);
    }

    /** Closes the file; readers can read nothing more. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    int content(int imagePosition, int nth) {
        Objects.checkIndex(nth, annotations(imagePosition));
        return contents.index().content(imagePosition, nth);
    }

    AnnotationTable table() {
        return contents.table();
    }

    FileChannel channel() {
        return channel;
    }

    CocoStamp stamp() {
        return stamp;
    }

    /** Lines and columns as far as they are needed to tell any place. */
    TextPlaces.Marks marks() throws IOException {
        return places.marks();
    }

    ResultKind kind() {
        return contents.kind();
    }

    /** A fault of the file as it is now. */
    CorruptDataException corrupt(long offsetBytes, String reason) throws IOException {
        return new CorruptDataException(path, offsetBytes, keyed(reason) + places.at(offsetBytes));
    }

    /** A fault of one annotation. */
    BadAnnotationException bad(long annotationId, long offsetBytes, String reason) throws IOException {
        TextPlaces.Place place = places.at(offsetBytes);
        return new BadAnnotationException(reason, annotationId, place.line(), place.column());
    }

    /** Whether the file is known to be another one than was opened. */
    boolean changed() {
        try {
            return channel.size() != stamp.sizeBytes()
                    || !Files.getLastModifiedTime(path).equals(stamp.modified());
        } catch (IOException gone) {
            return true;
        }
    }
}
