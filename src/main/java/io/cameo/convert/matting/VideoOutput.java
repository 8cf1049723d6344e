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
 * its level demands.
 */
final class VideoOutput implements VideoTarget {
    /** Folders. */
    static final String FRAMES = "fgr";

    static final String MATTES = "pha";

    private final Path folder;
    private final int quality;
    private final ImageCodec codec = ImageCodec.create();
    private final MattePng png = new MattePng();
    private int number;

    VideoOutput(Path folder, int quality) {
        this.folder = folder;
        this.quality = quality;
    }

    /** Of a video, or a frame. */
    static String name(int number) {
        return String.format(Locale.ROOT, "%05d", number);
    }

    /** Of somebody. */
    static String id(int instance) {
        return String.format(Locale.ROOT, "%02d", instance);
    }

    /** The file name of somebody's matte. */
    static String matte(int instance) {
        return id(instance) + ".png";
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

    private Path work() {
        return folder.resolve(".partial-" + name(number));
    }

    @Override
    public void begin(int newNumber, int frames, RecordBatch records) throws IOException {
        number = newNumber;
        remove(work());
        remove(folder.resolve(FRAMES).resolve(name(number)));
        remove(mattes(folder, number));
        Files.createDirectories(work().resolve(FRAMES));
        Files.createDirectories(folder.resolve(FRAMES));
        Files.createDirectories(folder.resolve(MATTES));
    }

    @Override
    public void write(int frame, Image picture, List<SceneBuilder.Person> people) throws IOException {
        Path mattes = work().resolve(MATTES).resolve(name(frame));
        Files.createDirectories(mattes);
        for (int k = 0; k < people.size(); k++) {
            ImageFile.write(
                    mattes.resolve(matte(k)),
                    png.encode(people.get(k).matte(), people.get(k).box()));
        }
        MemorySegment jpeg = codec.encode(picture, Encoding.JPEG, quality);
        ImageFile.write(work().resolve(FRAMES).resolve(name(frame) + ".jpg"), jpeg);
    }

    /** Moves it in, mattes last: loaders list these. */
    @Override
    public void keep() throws IOException {
        for (String kind : List.of(FRAMES, MATTES)) {
            Files.move(
                    work().resolve(kind), folder.resolve(kind).resolve(name(number)), StandardCopyOption.ATOMIC_MOVE);
        }
        remove(work());
    }

    @Override
    public void drop() throws IOException {
        remove(work());
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

    @Override
    public void close() {
        codec.close();
    }
}
