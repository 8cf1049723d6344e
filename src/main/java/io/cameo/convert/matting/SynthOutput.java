package io.cameo.convert.matting;

import io.cameo.convert.ImageFile;
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
    private final PictureCoder coder;
    private final MattePng png = new MattePng();
    private boolean begun;

    SynthOutput(Path folder, SynthSettings settings) {
        this.folder = folder;
        this.settings = settings;
        coder = new PictureCoder(settings.quality());
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

    private static Path mattes(Path folder, int number) {
        return folder.resolve(MATTES).resolve(Integer.toString(number));
    }

    private static Path matte(Path folder, int number, int instance) {
        return mattes(folder, number).resolve(instance + ".png");
    }

    @Override
    public void write(
            int number,
            MemorySegment background,
            Painted picture,
            List<SceneBuilder.Person> people,
            RecordBatch records)
            throws IOException {
        if (!begun) {
            Files.createDirectories(folder.resolve(PICTURES));
            if (settings.layers()) {
                Files.createDirectories(folder.resolve(PLACES));
            }
            begun = true;
        }
        Path alone = folder.resolve(ALONE).resolve(Integer.toString(number));
        Files.createDirectories(mattes(folder, number));
        if (settings.layers()) {
            Files.createDirectories(alone);
        }
        for (int k = 0; k < people.size(); k++) {
            SceneBuilder.Person person = people.get(k);
            ImageFile.write(matte(folder, number, k), png.encode(person.matte(), person.box()));
            if (settings.layers()) {
                ImageFile.write(alone.resolve(k + ".jpg"), coder.alone(person));
            }
        }
        if (settings.layers()) {
            ImageFile.write(folder.resolve(PLACES).resolve(number + ".jpg"), background);
        }
        ImageFile.write(picture(folder, number), coder.encode(picture));
    }

    @Override
    public void close() {
        coder.close();
    }
}
