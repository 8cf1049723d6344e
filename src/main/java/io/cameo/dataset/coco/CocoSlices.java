package io.cameo.dataset.coco;

import io.cameo.bytes.CorruptDataException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * An annotation file in parts, each for another process: who opened the file writes down what was found, and who gets a
 * {@link CocoSlice} opens the same file for those images without going through it.
 *
 * <pre>{@code
 * try (CocoFile file = CocoFile.open(json)) {
 *     slices = CocoSlices.write(file, false, index, 64);
 * }
 * CocoFile part = CocoSlices.open(json, slices.get(7)); // on any machine that sees both files
 * }</pre>
 *
 * <p>The file of slices takes 24 bytes an image and two for each character of its name, 36 bytes an annotation, and 16 for
 * every 64 KiB of the annotation file, so that lines and columns of faults need no reading either: 13 MB for the persons of
 * COCO's training images. It is made for one run and is no format; numbers are big-endian.
 */
public final class CocoSlices {
    private CocoSlices() {}

    /**
     * Writes down where the annotations of all images stand. Slices have equal numbers of images.
     *
     * @param all whether images without annotations count; they are in no slice otherwise
     * @param index a file that does not exist
     * @param slices how many; fewer where there are fewer images
     */
    public static List<CocoSlice> write(CocoFile file, boolean all, Path index, int slices) throws IOException {
        int[] positions = IntStream.range(0, file.images())
                .filter(position -> all || file.annotations(position) > 0)
                .toArray();
        int count = Math.min(slices, positions.length);
        List<CocoSlice> written = new ArrayList<>(count);
        try (FileChannel channel = FileChannel.open(index, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16))) {
            writeHead(file, out);
            for (int slice = 0; slice < count; slice++) {
                out.flush();
                long begin = channel.position();
                int from = (int) ((long) positions.length * slice / count);
                int to = (int) ((long) positions.length * (slice + 1) / count);
                for (int i = from; i < to; i++) {
                    writeImage(file, positions[i], out);
                }
                written.add(new CocoSlice(index.toString(), begin, to - from));
            }
        }
        return written;
    }

    private static void writeHead(CocoFile file, DataOutputStream out) throws IOException {
        CocoStamp stamp = file.stamp();
        out.writeLong(stamp.sizeBytes());
        out.writeInt(stamp.crc32c());
        out.writeLong(stamp.modified().to(TimeUnit.NANOSECONDS));
        out.writeUTF(file.kind().name());
        byte[] categories = CategoryJson.write(file.categories());
        out.writeInt(categories.length);
        out.write(categories);
        TextPlaces.Marks marks = file.marks();
        out.writeBoolean(marks.marked());
        out.writeInt(marks.count());
        for (int step = 0; step < marks.count(); step++) {
            out.writeLong(marks.lines()[step]);
            out.writeLong(marks.columns()[step]);
        }
    }

    private static void writeImage(CocoFile file, int position, DataOutputStream out) throws IOException {
        CocoImage image = file.image(position);
        out.writeLong(image.id());
        out.writeInt(image.fileName().length());
        out.writeChars(image.fileName()); // also what is no text, as JSON can say it
        out.writeInt(image.heightPx());
        out.writeInt(image.widthPx());
        AnnotationTable table = file.table();
        int annotations = file.annotations(position);
        out.writeInt(annotations);
        for (int nth = 0; nth < annotations; nth++) {
            int at = file.content(position, nth);
            out.writeLong(table.id(at));
            out.writeLong(table.imageId(at));
            out.writeLong(table.categoryId(at));
            out.writeLong(table.offsetBytes(at));
            out.writeInt(table.lengthBytes(at));
        }
    }

    /**
     * Opens an annotation file for the images of a slice, in their order, with the annotations that counted when it was
     * written. Categories are all of the file; oddities are not known.
     *
     * @throws CorruptDataException if the file has another size than then
     */
    public static CocoFile open(Path json, CocoSlice slice) throws IOException {
        FileChannel annotations = FileChannel.open(json, StandardOpenOption.READ);
        try (FileChannel index = FileChannel.open(Path.of(slice.index()), StandardOpenOption.READ)) {
            DataInputStream head = input(index);
            CocoStamp stamp = new CocoStamp(
                    head.readLong(), head.readInt(), FileTime.from(head.readLong(), TimeUnit.NANOSECONDS));
            if (annotations.size() != stamp.sizeBytes()) {
                throw new CorruptDataException(
                        json,
                        0,
                        "file changed after it was looked through: expected_size=" + stamp.sizeBytes()
                                + ", actual_size=" + annotations.size());
            }
            ResultKind kind = ResultKind.valueOf(head.readUTF());
            List<CocoCategory> categories = CategoryJson.read(readBytes(head));
            TextPlaces places = new TextPlaces(annotations, readMarks(head));
            index.position(slice.beginBytes());
            CocoContents contents = readImages(input(index), slice.images(), categories, kind);
            return new CocoFile(json, annotations, stamp, places, contents);
        } catch (Throwable failure) {
            annotations.close();
            throw failure;
        }
    }

    private static DataInputStream input(FileChannel index) {
        return new DataInputStream(new BufferedInputStream(Channels.newInputStream(index), 1 << 16));
    }

    private static TextPlaces.Marks readMarks(DataInputStream in) throws IOException {
        boolean marked = in.readBoolean();
        int count = in.readInt();
        long[] lines = new long[count];
        long[] columns = new long[count];
        for (int step = 0; step < count; step++) {
            lines[step] = in.readLong();
            columns[step] = in.readLong();
        }
        return new TextPlaces.Marks(marked, lines, columns);
    }

    private static CocoContents readImages(
            DataInputStream in, int count, List<CocoCategory> categories, ResultKind kind) throws IOException {
        List<CocoImage> images = new ArrayList<>(count);
        LongTable positions = new LongTable();
        AnnotationTable table = new AnnotationTable();
        int[] starts = new int[count + 1];
        for (int position = 0; position < count; position++) {
            long id = in.readLong();
            String fileName = readText(in);
            int heightPx = in.readInt();
            int widthPx = in.readInt();
            positions.put(id, position);
            images.add(new CocoImage(id, fileName, heightPx, widthPx));
            int annotations = in.readInt();
            for (int nth = 0; nth < annotations; nth++) {
                table.add(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readInt());
            }
            starts[position + 1] = table.count();
        }
        table.trim();
        return new CocoContents(List.copyOf(images), positions, categories, table, CocoIndex.inOrder(starts), kind);
    }

    private static String readText(DataInputStream in) throws IOException {
        char[] text = new char[in.readInt()];
        for (int i = 0; i < text.length; i++) {
            text[i] = in.readChar();
        }
        return new String(text);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
