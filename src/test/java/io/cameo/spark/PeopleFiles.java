package io.cameo.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An annotation file with faults of many kinds, and its images. */
final class PeopleFiles {
    static final Path IMAGES = Path.of("testdata/convert/coco/edge");

    private PeopleFiles() {}

    /**
     * The golden edge cases, of which six have too many persons for a byte, and more: a file that is missing, one whose
     * name is too long, one of another size, annotations that cannot be, ids that stand twice, strays, a dog, an image without any.
     */
    static Path annotations(Path json) throws IOException {
        String text;
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(Path.of("testdata/mask/annotations/edge.json.gz")))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String images = image(9001, "missing.jpg")
                + image(-7, "000000000015.jpg")
                + image(9002, "long".repeat(100))
                + image(9003, "000000000001.jpg")
                + image(9004, "000000000016.jpg")
                + image(9005, "000000000017.jpg")
                + image(9006, "./000000000018.jpg")
                + image(9007, "000000000015.jpg");
        StringBuilder annotations = new StringBuilder();
        int id = 50_000;
        for (long image : List.of(9001L, 9002L, 9003L, -7L, 9006L, 4711L)) {
            annotations.append(annotation(id++, image, 1, "784.0", "5,5,2"));
        }
        annotations.append(annotation(50_003, 9006, 1, "9.0", "6,6,2"));
        annotations.append(annotation(id++, 9004, 1, "\"much\"", "5,5,2"));
        annotations.append(annotation(id++, 9005, 1, "784.0", "5,5"));
        annotations.append(annotation(id++, -7, 18, "784.0", "5,5,2"));
        annotations.append(annotation(id, 9007, 18, "784.0", "5,5,2"));
        return Files.writeString(
                json,
                text.replaceFirst("\"images\": \\[", "\"images\": [\n" + images)
                        .replaceFirst("\"annotations\": \\[", "\"annotations\": [\n" + annotations)
                        .replaceFirst("\"categories\": \\[", "\"categories\": [{\"id\":18,\"name\":\"dog\"},"));
    }

    private static String image(long id, String name) {
        return String.format(Locale.ROOT, "{\"id\":%d,\"file_name\":\"%s\",\"width\":160,\"height\":120},\n", id, name);
    }

    private static String annotation(int id, long image, int category, String area, String keypoints) {
        return String.format(
                Locale.ROOT,
                "{\"id\":%d,\"image_id\":%d,\"category_id\":%d,\"area\":%s,\"iscrowd\":0,"
                        + "\"num_keypoints\":1,\"keypoints\":[%s],\"segmentation\":[[1,1,50,1,50,40]]},\n\n",
                id,
                image,
                category,
                area,
                keypoints);
    }

    /** All images in an archive, the last bytes of one of them others than its directory says. */
    static Path zip(Path zip, String damaged) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> all = Files.list(IMAGES)) {
            for (Path path : all.sorted().toList()) {
                byte[] bytes = Files.readAllBytes(path);
                ZipEntry entry = new ZipEntry(String.valueOf(path.getFileName()));
                CRC32 sum = new CRC32();
                sum.update(bytes);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(bytes.length);
                entry.setCrc(sum.getValue());
                out.putNextEntry(entry);
                out.write(bytes);
            }
        }
        byte[] archive = Files.readAllBytes(zip);
        byte[] image = Files.readAllBytes(IMAGES.resolve(damaged));
        for (int at = 0; at < archive.length - image.length; at++) {
            if (Arrays.equals(archive, at, at + image.length, image, 0, image.length)) {
                archive[at + image.length / 2] ^= 1;
            }
        }
        return Files.write(zip, archive);
    }
}
