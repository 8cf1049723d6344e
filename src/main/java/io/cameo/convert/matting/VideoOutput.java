package io.cameo.convert.matting;

import io.cameo.convert.ImageFile;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Files as MaGGIe's video loaders read them. A video is written beside, in a hidden folder, and moved in when it is whole and as
 * its level demands. One for each worker.
 */
final class VideoOutput {
    private static final String FRAMES = "fgr";
    private static final String MATTES = "pha";

    private final Path folder;
    private final MattePng png;

    VideoOutput(Path folder, MattePng png) {
        this.folder = folder;
        this.png = png;
    }

    static String name(int number) {
        return String.format(Locale.ROOT, "%05d", number);
    }

    /** Where the mattes of a video are. */
    static Path mattes(Path folder, int number) {
        return folder.resolve(MATTES).resolve(name(number));
    }

    /** Whether a video that a row tells of is all there. */
    static boolean isWhole(Path folder, VideoRow row) {
        String name = name(row.number());
        return row.frames() == 0
                || (Files.isDirectory(folder.resolve(FRAMES).resolve(name))
                        && Files.isDirectory(mattes(folder, row.number())));
    }

    private Path work(int number) {
        return folder.resolve(".partial-" + name(number));
    }

    /** Makes room, and removes what a stopped run left of this number. */
    void begin(int number) throws IOException {
        clear(number);
        remove(folder.resolve(FRAMES).resolve(name(number)));
        remove(mattes(folder, number));
        Files.createDirectories(work(number).resolve(FRAMES));
        Files.createDirectories(folder.resolve(FRAMES));
        Files.createDirectories(folder.resolve(MATTES));
    }

    /** Writes a frame with all of its mattes, also empty ones: loaders want as many in each. */
    void write(int number, int frame, Image picture, List<SceneBuilder.Person> people, ImageCodec codec, int quality)
            throws IOException {
        Path mattes = work(number).resolve(MATTES).resolve(name(frame));
        Files.createDirectories(mattes);
        for (int k = 0; k < people.size(); k++) {
            ImageFile.write(
                    mattes.resolve(String.format(Locale.ROOT, "%02d.png", k)),
                    png.encode(people.get(k).matte()));
        }
        MemorySegment jpeg = codec.encode(picture, Encoding.JPEG, quality);
        ImageFile.write(work(number).resolve(FRAMES).resolve(name(frame) + ".jpg"), jpeg);
    }

    /** Moves a video in, mattes last: loaders list these. */
    void keep(int number) throws IOException {
        for (String kind : List.of(FRAMES, MATTES)) {
            Files.move(
                    work(number).resolve(kind),
                    folder.resolve(kind).resolve(name(number)),
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Removes what is not moved in. */
    void clear(int number) throws IOException {
        remove(work(number));
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
