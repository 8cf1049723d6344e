package io.cameo.convert.matting;

import io.cameo.convert.ImageFile;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.AlphaBox;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files as MaGGIe's image loaders read them, the picture last: where it stands, all of its files do. Free to share between
 * threads, which write different numbers.
 */
final class SynthOutput {
    private final Path folder;
    private final SynthSettings settings;

    SynthOutput(Path folder, SynthSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    static Path picture(Path folder, int number) {
        return folder.resolve("images").resolve(number + ".jpg");
    }

    /** Whether what a row tells of is all there. */
    static boolean isWhole(Path folder, SynthRow row) throws IOException {
        int count = row.instances();
        return count == 0
                || (isThere(picture(folder, row.number())) && isThere(matte(folder, row.number(), count - 1)));
    }

    private static boolean isThere(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) > 0;
    }

    private static Path matte(Path folder, int number, int instance) {
        return folder.resolve("alphas").resolve(Integer.toString(number)).resolve(instance + ".png");
    }

    /**
     * Writes a picture with its mattes.
     *
     * @param background the file that it is drawn on
     * @param people those with a matte that is not empty, in their order
     */
    void write(
            int number,
            MemorySegment background,
            Image picture,
            List<SceneBuilder.Person> people,
            ImageCodec codec,
            MattePng png,
            PlanePool pool)
            throws IOException {
        for (int k = 0; k < people.size(); k++) {
            put(matte(folder, number, k), png.encode(people.get(k).matte()));
            if (settings.layers()) {
                Image alone = alone(people.get(k), picture, pool);
                Path file =
                        folder.resolve("fg").resolve(Integer.toString(number)).resolve(k + ".jpg");
                put(file, codec.encode(alone, Encoding.JPEG, settings.quality()));
            }
        }
        if (settings.layers()) {
            put(folder.resolve("bg").resolve(number + ".jpg"), background);
        }
        put(picture(folder, number), codec.encode(picture, Encoding.JPEG, settings.quality()));
    }

    /** The colours where the person is, black around, as large as the picture. */
    private static Image alone(SceneBuilder.Person person, Image picture, PlanePool pool) {
        Image alone = pool.take(picture.widthPx(), picture.heightPx(), PixelFormat.BGR8);
        alone.pixels().fill((byte) 0);
        AlphaBox box = person.box();
        Image place = box.part(alone);
        Image colours = person.colours();
        for (int y = 0; y < colours.heightPx(); y++) {
            MemorySegment.copy(
                    colours.pixels(),
                    y * colours.strideBytes(),
                    place.pixels(),
                    y * place.strideBytes(),
                    colours.rowBytes());
        }
        return alone;
    }

    private static void put(Path file, MemorySegment bytes) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        ImageFile.write(file, bytes);
    }
}
