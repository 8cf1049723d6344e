package io.cameo.convert.matting;

import io.cameo.convert.ImageFile;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.scene.CutOut;
import io.cameo.scene.EmptyScene;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Draws what matting data is made of into a folder: people with mattes ({@code people/images/0007.jpg}, {@code
 * people/alphas/0007.png}), places ({@code places/0003.jpg}), and clips of both ({@code clips/fgr/0002/00014.jpg}, {@code
 * clips/pha/0002/00014.png}, {@code clips/bg/0001/00003.jpg}). The same seed gives the same files on every machine and for any
 * number of workers.
 *
 * @param people how many
 * @param places how many
 * @param clips how many clips of people, and half as many of places
 * @param frames of each clip
 * @param widthPx of places; people are half as wide
 * @param heightPx of places, and of people
 * @param seed chooses all of them
 */
public record MattingSet(int people, int places, int clips, int frames, int widthPx, int heightPx, long seed) {
    /** The folder of people, a source of foregrounds. */
    public static final String PEOPLE = "people";

    /** The folder of places, a source of backgrounds. */
    public static final String PLACES = "places";

    /** The folder of clips: {@code fgr}, {@code pha} and {@code bg}. */
    public static final String CLIPS = "clips";

    private static final int QUALITY = 92;
    private static final int PNG_LEVEL = 3;
    private static final int PERSON_SHARE = 2;
    private static final float TURN = 0.045f;
    private static final float PAN_M = 0.05f;

    /** Something to draw: a person if there is a matte, else a place. */
    private record Item(boolean person, int number, float moved, String colours, String alpha) {}

    /** Nothing goes to the sink: files are written where they are drawn. */
    private static final class Nothing {}

    private static final class Studio implements AutoCloseable {
        private final MattingSet set;
        private final Path folder;
        private final CutOut cutOut;
        private final EmptyScene scene;
        private final ImageCodec codec = ImageCodec.create();
        private final Arena arena = Arena.ofConfined();
        private final Image colours;
        private final Image alpha;
        private final Image place;

        Studio(MattingSet set, Path folder) {
            this.set = set;
            this.folder = folder;
            int personPx = set.widthPx / PERSON_SHARE;
            cutOut = new CutOut(personPx, set.heightPx);
            scene = new EmptyScene(set.widthPx, set.heightPx);
            colours = Image.allocate(arena, personPx, set.heightPx, PixelFormat.BGR8);
            alpha = Image.allocate(arena, personPx, set.heightPx, PixelFormat.GRAY8);
            place = Image.allocate(arena, set.widthPx, set.heightPx, PixelFormat.BGR8);
        }

        void draw(Item item) throws IOException {
            if (item.person) {
                cutOut.draw(set.seed, item.number, item.moved, colours.pixels(), alpha.pixels());
                write(item.alpha, alpha, Encoding.PNG, PNG_LEVEL);
                write(item.colours, colours, Encoding.JPEG, QUALITY);
            } else {
                scene.draw(set.seed, item.number, item.moved, place.pixels());
                write(item.colours, place, Encoding.JPEG, QUALITY);
            }
        }

        private void write(String name, Image image, Encoding encoding, int quality) throws IOException {
            Path file = folder.resolve(name);
            Path above = file.getParent();
            if (above != null) {
                Files.createDirectories(above);
            }
            ImageFile.write(file, codec.encode(image, encoding, quality));
        }

        @Override
        public void close() {
            codec.close();
            arena.close();
        }
    }

    /** A set of people and places of the usual size, without clips. */
    public static MattingSet of(int people, int places, long seed) {
        return new MattingSet(people, places, 0, 0, 960, 640, seed);
    }

    /**
     * Draws all of it.
     *
     * @param folder is made if it is not there; files of the same names are replaced
     * @param workers threads that draw, 1 or more
     */
    public Outcome drawInto(Path folder, int workers, Progress progress) throws IOException {
        int total = people + places + (clips + clips / 2) * frames;
        Pipeline<Item, Studio, Nothing> pipeline = Pipeline.<Item, Studio, Nothing>builder(
                        "draw", () -> new Studio(this, folder), Nothing::new, (item, studio, out) -> studio.draw(item))
                .workers(workers)
                .progress(progress, total)
                .build();
        AtomicInteger next = new AtomicInteger();
        return pipeline.run(
                () -> next.get() < total ? item(next.getAndIncrement()) : null, (sequence, item, out) -> {});
    }

    private Item item(int i) {
        if (i < people) {
            String stem = String.format(Locale.ROOT, "%04d", i);
            return new Item(true, i, 0, PEOPLE + "/images/" + stem + ".jpg", PEOPLE + "/alphas/" + stem + ".png");
        }
        if (i < people + places) {
            return new Item(false, i - people, 0, PLACES + String.format(Locale.ROOT, "/%04d.jpg", i - people), "");
        }
        int clip = (i - people - places) / frames;
        int frame = (i - people - places) % frames;
        if (clip < clips) {
            String name = String.format(Locale.ROOT, "/%04d/%05d", clip, frame);
            float turn = TURN * frame;
            return new Item(true, people + clip, turn, CLIPS + "/fgr" + name + ".jpg", CLIPS + "/pha" + name + ".png");
        }
        String name = String.format(Locale.ROOT, "/bg/%04d/%05d.jpg", clip - clips, frame);
        return new Item(false, places + clip - clips, PAN_M * frame, CLIPS + name, "");
    }
}
