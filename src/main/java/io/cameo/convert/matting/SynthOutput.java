package io.cameo.convert.matting;

import io.cameo.convert.ImageFile;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files as MaGGIe's image loaders read them, the picture last: where it stands, all of its files do. */
final class SynthOutput implements SynthTarget {
    /** Folders. */
    static final String PICTURES = "images";

    static final String MATTES = "alphas";
    static final String ALONE = "fg";
    static final String PLACES = "bg";

    private final Path folder;
    private final SynthSettings settings;
    private final ImageCodec codec = ImageCodec.create();
    private final MattePng png = new MattePng();
    private final PlanePool pool = new PlanePool();

    SynthOutput(Path folder, SynthSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    static Path picture(Path folder, int number) {
        return folder.resolve(PICTURES).resolve(number + ".jpg");
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
        return folder.resolve(MATTES).resolve(Integer.toString(number)).resolve(instance + ".png");
    }

    @Override
    public void write(
            int number, MemorySegment background, Image picture, List<SceneBuilder.Person> people, RecordBatch records)
            throws IOException {
        pool.reset();
        for (int k = 0; k < people.size(); k++) {
            put(matte(folder, number, k), png.encode(people.get(k).matte()));
            if (settings.layers()) {
                Image alone = people.get(k).alone(pool);
                Path file =
                        folder.resolve(ALONE).resolve(Integer.toString(number)).resolve(k + ".jpg");
                put(file, codec.encode(alone, Encoding.JPEG, settings.quality()));
            }
        }
        if (settings.layers()) {
            put(folder.resolve(PLACES).resolve(number + ".jpg"), background);
        }
        put(picture(folder, number), codec.encode(picture, Encoding.JPEG, settings.quality()));
    }

    private static void put(Path file, MemorySegment bytes) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        ImageFile.write(file, bytes);
    }

    @Override
    public void close() {
        codec.close();
        pool.close();
    }
}
