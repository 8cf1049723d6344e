package io.cameo.convert.coco;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The golden annotation files, with their images and what the original script made of them. */
final class EdgeSet {
    static final Path IMAGES = Path.of("testdata/convert/coco/edge");
    private static final Path ANNOTATIONS = Path.of("testdata/mask/annotations");
    private static final Path PLANES = Path.of("testdata/mask/planes");

    private EdgeSet() {}

    /** Unpacks an annotation file. */
    static Path annotations(Path folder, String name) throws IOException {
        Path json = folder.resolve(name + ".json");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(ANNOTATIONS.resolve(name + ".json.gz")))) {
            Files.copy(in, json);
        }
        return json;
    }

    /** The images that have a plane. */
    static List<Long> planeIds(String set) throws IOException {
        List<Long> ids = new ArrayList<>();
        try (var files = Files.list(PLANES.resolve(set))) {
            files.forEach(
                    file -> ids.add(Long.parseLong(file.getFileName().toString().replace(".u8.gz", ""))));
        }
        return ids;
    }

    static byte[] plane(String set, long id) throws IOException {
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(PLANES.resolve(set).resolve(id + ".u8.gz")))) {
            return in.readAllBytes();
        }
    }

    /** A black picture. */
    static byte[] jpeg(int widthPx, int heightPx) {
        try (Arena arena = Arena.ofConfined();
                ImageCodec codec = ImageCodec.create()) {
            Image image = Image.allocate(arena, widthPx, heightPx, PixelFormat.BGR8);
            return codec.encode(image, Encoding.JPEG, 95).toArray(LittleEndian.BYTE);
        }
    }
}
