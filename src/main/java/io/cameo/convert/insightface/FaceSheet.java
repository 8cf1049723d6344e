package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceRecordWriter;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.face.FaceTemplate;
import io.cameo.face.Landmarks5;
import io.cameo.face.SimilarityTransform;
import io.cameo.image.ColorMode;
import io.cameo.image.ContactSheet;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Interpolation;
import io.cameo.image.Pen;
import io.cameo.image.PixelFormat;
import io.cameo.image.Transforms;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.lst.FaceLstReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A picture of what alignment does: originals with their five points marked, each beside the crop that was packed of it.
 *
 * <p>Shown are the pictures of each person in which the face was turned most, the people spread evenly over the set.
 */
public final class FaceSheet {
    private static final int SIDE_PX = 160;
    private static final int SEAM_PX = 4;
    private static final int SEAM = 0xfaf9f6;
    /** Of the eyes, the nose and the corners of the mouth. */
    private static final int[] INKS = {0x39c5f2, 0x39c5f2, 0xffd23f, 0xff5d8f, 0xff5d8f};

    private static final int RIM = 0xffffff;
    private static final double RIM_RADIUS_PX = 4.4;
    private static final double DOT_RADIUS_PX = 3;

    private final FaceRecords faces;
    private final Path root;
    private final ImageCodec codec;
    private final Image before;
    private final Image after;

    private FaceSheet(FaceRecords faces, Path root, ImageCodec codec, Image tile) {
        this.faces = faces;
        this.root = root;
        this.codec = codec;
        before = tile.crop(0, 0, SIDE_PX, SIDE_PX);
        after = tile.crop(SIDE_PX + SEAM_PX, 0, SIDE_PX, SIDE_PX);
        new Pen(tile).box(SIDE_PX, 0, SEAM_PX, SIDE_PX, 0, SEAM, 1);
    }

    /**
     * A face of the sheet.
     *
     * @param image in the record file
     * @param line where its original is, and the points in it
     * @param angleDegrees how far alignment turned it, clockwise
     * @param scale how much alignment enlarged it
     */
    private record Shown(int image, FaceLine line, Landmarks5 points, double angleDegrees, double scale) {
        static Shown of(int image, FaceLine line, double[] columns) {
            Landmarks5 points = Landmarks5.ofColumns(columns);
            double[] matrix = SimilarityTransform.toTemplate(points, FaceTemplate.arcFace(112, 112))
                    .matrix();
            double angle = Math.toDegrees(Math.atan2(matrix[3], matrix[0]));
            return new Shown(image, line, points, angle, Math.hypot(matrix[0], matrix[3]));
        }

        String caption() {
            return String.format(
                    Locale.ROOT,
                    "%s   turned %.0f degrees, scaled %.2f",
                    line.path().replaceFirst("\\.[^./]*$", ""),
                    angleDegrees,
                    scale);
        }
    }

    /**
     * A contact sheet of pairs.
     *
     * @param rec a record file that {@link FacePack} made, with the list beside it
     * @param root the folder that the paths of that list count from
     * @param columns pairs in a row
     * @return a PNG file
     * @throws io.cameo.bytes.CorruptDataException if the record file is damaged
     * @throws io.cameo.image.BadImageException if an original is no image any more
     * @throws IOException if something cannot be read
     */
    public static byte[] beforeAndAfter(Path rec, Path root, String title, int columns, int rows) throws IOException {
        try (FaceRecords faces = FaceRecords.open(rec);
                ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined();
                ContactSheet sheet = ContactSheet.create(title, columns, rows, 2 * SIDE_PX + SEAM_PX, SIDE_PX)) {
            Image tile = Image.allocate(arena, 2 * SIDE_PX + SEAM_PX, SIDE_PX, PixelFormat.BGR8);
            FaceSheet drawing = new FaceSheet(faces, root, codec, tile);
            for (Shown shown : choose(FaceRecordWriter.listOf(rec), columns * rows)) {
                drawing.draw(shown);
                sheet.add(tile, shown.caption());
            }
            return sheet.toPng();
        }
    }

    /** Those turned most, of people spread evenly; as many of each as it takes to fill the sheet. */
    private static List<Shown> choose(Path list, int places) throws IOException {
        Map<Long, List<Shown>> people = new TreeMap<>();
        try (FaceLstReader lines = FaceLstReader.open(list)) {
            int image = 0;
            for (FaceListLine line = lines.next(); line != null; line = lines.next(), image++) {
                if (line instanceof FaceLine face && face.landmarks() != null) {
                    double[] columns = face.landmarks();
                    people.computeIfAbsent(face.label(), _ -> new ArrayList<>()).add(Shown.of(image, face, columns));
                }
            }
        }
        List<Shown> chosen = new ArrayList<>();
        List<List<Shown>> all = List.copyOf(people.values());
        int shown = Math.min(places, all.size());
        for (int i = 0; i < shown; i++) {
            List<Shown> own = all.get((int) ((long) i * all.size() / shown));
            own.sort(Comparator.comparingDouble((Shown one) -> -Math.abs(one.angleDegrees())));
            chosen.addAll(own.subList(0, Math.min(own.size(), places / shown)));
        }
        return chosen;
    }

    private void draw(Shown shown) throws IOException {
        byte[] original = Files.readAllBytes(root.resolve(shown.line().path()));
        Image photo = codec.decode(MemorySegment.ofArray(original), ColorMode.COLOR);
        double scaleX = (double) SIDE_PX / photo.widthPx();
        double scaleY = (double) SIDE_PX / photo.heightPx();
        paste(photo, before);
        Pen pen = new Pen(before);
        for (int i = 0; i < Landmarks5.POINTS; i++) {
            double xPx = (shown.points().x(i) + 0.5) * scaleX;
            double yPx = (shown.points().y(i) + 0.5) * scaleY;
            pen.disc(xPx, yPx, RIM_RADIUS_PX, RIM);
            pen.disc(xPx, yPx, DOT_RADIUS_PX, INKS[i]);
        }
        paste(codec.decode(faces.at(shown.image()).payload(), ColorMode.COLOR), after);
    }

    private void paste(Image image, Image half) {
        Interpolation how = image.widthPx() > SIDE_PX ? Interpolation.AREA : Interpolation.CUBIC;
        Image fitted = Transforms.resize(SIDE_PX, SIDE_PX, how, 0).apply(image, 0, codec);
        for (int y = 0; y < SIDE_PX; y++) {
            MemorySegment.copy(
                    fitted.pixels(), y * fitted.strideBytes(), half.pixels(), y * half.strideBytes(), 3L * SIDE_PX);
        }
    }
}
