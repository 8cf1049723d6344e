package io.cameo.convert.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.bytes.AtomicFile;
import io.cameo.convert.PackedImage;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.scene.MarkedPerson;
import io.cameo.scene.PeopleScene;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Draws a data set of whole people into a folder, as COCO lays one out: {@code images/000000000007.jpg} is the seventh
 * scene, {@code annotations.json} a {@code person_keypoints} file with outlines, crowds, key points, boxes and areas. The
 * same seed gives the same files on every machine and for any number of workers.
 *
 * @param scenes how many images
 * @param widthPx of each
 * @param heightPx of each
 * @param seed chooses the people
 */
public record PeopleSet(int scenes, int widthPx, int heightPx, long seed) {
    /** The folder of the images. */
    public static final String IMAGES = "images";

    /** The annotation file. */
    public static final String ANNOTATIONS = "annotations.json";

    private static final int QUALITY = 92;

    /**
     * What was drawn.
     *
     * @param images how many files
     * @param bytes of all of them
     * @param annotations how many entries, crowds included
     * @param outcome how the run went
     */
    public record Drawn(long images, long bytes, long annotations, Outcome outcome) {}

    private static final class Studio implements AutoCloseable {
        private final PeopleScene scene;
        private final ImageCodec codec = ImageCodec.create();
        private final Arena arena = Arena.ofConfined();
        private final Image image;

        Studio(int widthPx, int heightPx) {
            scene = new PeopleScene(widthPx, heightPx);
            image = Image.allocate(arena, widthPx, heightPx, PixelFormat.BGR8);
        }

        @Override
        public void close() {
            codec.close();
            arena.close();
        }
    }

    private static final class Picture implements AutoCloseable {
        private final PackedImage jpeg = new PackedImage();
        private List<MarkedPerson> people = List.of();

        @Override
        public void close() {
            jpeg.close();
        }
    }

    /** A set of scenes of the usual size. */
    public static PeopleSet of(int scenes, long seed) {
        return new PeopleSet(scenes, PeopleScene.USUAL_WIDTH_PX, PeopleScene.USUAL_HEIGHT_PX, seed);
    }

    /** The path of an image within the folder; ids run from 1. */
    public static String path(int id) {
        return IMAGES + '/' + fileName(id);
    }

    static String fileName(int id) {
        return String.format(Locale.ROOT, "%012d.jpg", id);
    }

    /**
     * Draws all of it with every processor.
     *
     * @param folder is made if it is not there; files of the same names are replaced
     */
    public Drawn drawInto(Path folder, Progress progress) throws IOException {
        return drawInto(folder, Runtime.getRuntime().availableProcessors(), progress);
    }

    /**
     * Draws all of it.
     *
     * @param folder is made if it is not there; files of the same names are replaced
     * @param workers threads that draw, 1 or more
     */
    public Drawn drawInto(Path folder, int workers, Progress progress) throws IOException {
        Files.createDirectories(folder.resolve(IMAGES));
        Pipeline<Integer, Studio, Picture> pipeline = Pipeline.builder(
                        "draw", () -> new Studio(widthPx, heightPx), Picture::new, this::draw)
                .workers(workers)
                .window(4 * workers)
                .progress(progress, scenes)
                .build();
        AtomicInteger next = new AtomicInteger();
        try (AtomicFile file = AtomicFile.create(folder.resolve(ANNOTATIONS));
                JsonGenerator json = new JsonFactory()
                        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                        .createGenerator(new BufferedOutputStream(Channels.newOutputStream(file.channel())))) {
            PeopleJson annotations = new PeopleJson(json);
            annotations.begin(this);
            long[] bytes = {0};
            Outcome outcome = pipeline.run(
                    () -> next.get() < scenes ? next.getAndIncrement() : null, (sequence, number, picture) -> {
                        MemorySegment jpeg = picture.jpeg.payload();
                        write(folder.resolve(path(number + 1)), jpeg);
                        bytes[0] += jpeg.byteSize();
                        annotations.people(number + 1, heightPx, widthPx, picture.people);
                    });
            annotations.end();
            file.commit();
            return new Drawn(outcome.accepted(), bytes[0], annotations.count(), outcome);
        }
    }

    private void draw(int number, Studio studio, Picture picture) {
        picture.people = studio.scene.draw(seed, number, studio.image.pixels());
        picture.jpeg.copyFrom(studio.codec.encode(studio.image, Encoding.JPEG, QUALITY));
    }

    private static void write(Path file, MemorySegment bytes) throws IOException {
        try (var channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = bytes.asByteBuffer();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }
}
