package io.cameo.dataset.coco;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Annotation files for tests. */
final class CocoTexts {
    static final String PERSON = "{\"id\":1,\"name\":\"person\"}";

    private CocoTexts() {}

    /** A golden file unpacked into a folder. */
    static Path golden(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(Path.of("testdata/mask/annotations", name + ".gz")))) {
            Files.copy(in, file);
        }
        return file;
    }

    static String image(long id) {
        return "{\"id\":" + id + ",\"file_name\":\"" + id + ".jpg\",\"height\":10,\"width\":20}";
    }

    /** An annotation that is a box in the corner. */
    static String annotation(long id, long imageId, double area) {
        return annotation(id, imageId, "\"area\":" + area + ",\"segmentation\":[[0,0,5,0,5,5,0,5]]");
    }

    static String annotation(long id, long imageId, String more) {
        return "{\"id\":" + id + ",\"image_id\":" + imageId + ",\"category_id\":1," + more + "}";
    }

    /** A whole file on one line. */
    static String file(List<String> images, List<String> annotations) {
        return "{\"images\":[%s],\"annotations\":[%s],\"categories\":[%s]}"
                .formatted(String.join(",", images), String.join(",", annotations), PERSON);
    }

    /** Every annotation of every image, images in order. */
    static List<CocoAnnotation> readAll(CocoFile file) {
        List<CocoAnnotation> all = new ArrayList<>();
        try (CocoReader reader = file.reader()) {
            for (int i = 0; i < file.images(); i++) {
                all.addAll(reader.read(i));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return all;
    }
}
