package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.compute.SampleRandom;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageHeader;
import io.cameo.image.PixelFormat;
import io.cameo.matte.AlphaBox;
import io.cameo.matte.Resample;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes videos, one after the other, each out of nothing but the settings, the lists and its number. One for each worker. */
final class VideoStage implements SynthWorker<VideoRow> {
    /** Pictures to draw before one that is higher than wide is taken. */
    private static final int PLACES = 64;

    /** Side by side more would be too narrow. */
    private static final int MOST_EASY = 3;

    private final Settings settings;
    private final ImageCodec codec = ImageCodec.create();
    private final LayerReader people;
    private final LayerReader places;
    private final PlanePool pool = new PlanePool();
    private final Resample resample = Resample.create();
    private final SceneBuilder scene = new SceneBuilder();
    private final SampleRandom random = new SampleRandom();
    private final VideoTarget target;
    private final List<SynthProblem> problems = new ArrayList<>();

    /**
     * What every worker is told.
     *
     * @param frames of a video at most
     */
    record Settings(
            long seed,
            VideoLevel level,
            int leastPeople,
            int mostPeople,
            int frames,
            FileTree peopleTree,
            List<Clip> people,
            FileTree placesTree,
            List<Clip> stills,
            List<Clip> clips) {}

    /** Who plays, from which frame on each, in front of what. */
    @SuppressWarnings("ArrayRecordComponent") // drawn, used and forgotten
    private record Cast(List<Clip> people, int[] starts, Clip place, int placeStart, int frames) {
        List<String> names() {
            return people.stream().map(Clip::name).toList();
        }
    }

    /** Ends a video that is not as its level demands. */
    private static final class Dropped extends Exception {
        private static final long serialVersionUID = 1L;
        private final VideoRow.Fate fate;

        Dropped(VideoRow.Fate fate) {
            super(fate.word(), null, false, false);
            this.fate = fate;
        }
    }

    /** @param target closed with this */
    VideoStage(Settings settings, VideoTarget target) {
        this.settings = settings;
        this.target = target;
        people = new LayerReader(settings.peopleTree(), codec);
        places = new LayerReader(settings.placesTree(), codec);
    }

    @Override
    public void make(int number, SynthMade<VideoRow> out) throws IOException {
        problems.clear();
        random.reset(settings.seed(), settings.level().epoch(), number);
        Cast cast = choose();
        double[] hidden = {0};
        VideoRow.Fate fate = VideoRow.Fate.BAD;
        target.begin(number, cast.frames(), out.records());
        try {
            play(cast, hidden);
            fate = VideoRow.Fate.MADE;
        } catch (Dropped dropped) {
            fate = dropped.fate;
        } catch (RejectedItemException bad) {
            fate = VideoRow.Fate.BAD; // and told among the problems
        } finally {
            if (fate != VideoRow.Fate.MADE) {
                target.drop();
            }
        }
        int made = 0;
        if (fate == VideoRow.Fate.MADE) {
            target.keep();
            made = cast.frames();
        }
        out.set(new VideoRow(number, fate, made, hidden[0], cast.place().name(), cast.names()), problems);
    }

    /** Step 0: how many, a still or a clip as background, that many different people, and where each clip begins. */
    private Cast choose() throws IOException {
        long outer = random.enter(0);
        int drawn = random.nextInt(settings.leastPeople(), settings.mostPeople());
        if (settings.level() == VideoLevel.EASY) {
            drawn = Math.min(drawn, Math.max(MOST_EASY, settings.leastPeople()));
        }
        int count = Math.min(drawn, settings.people().size());
        boolean still = random.nextBoolean();
        List<Clip> from =
                (still && !settings.stills().isEmpty()) || settings.clips().isEmpty()
                        ? settings.stills()
                        : settings.clips();
        Clip place = from.get(random.nextInt(from.size()));
        for (int n = 1; n < PLACES && place.still() && !isLandscape(place); n++) {
            place = from.get(random.nextInt(from.size()));
        }
        List<Clip> chosen = new ArrayList<>();
        while (chosen.size() < count) {
            Clip next = settings.people().get(random.nextInt(settings.people().size()));
            if (!chosen.contains(next)) {
                chosen.add(next);
            }
        }
        int frames = settings.frames();
        for (Clip clip : chosen) {
            frames = clip.still() ? frames : Math.min(frames, clip.frames().size());
        }
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            int room = chosen.get(i).frames().size() - frames;
            starts[i] = room > 0 ? random.nextInt(room + 1) : 0;
        }
        int placeStart = place.still() ? 0 : random.nextInt(place.frames().size());
        random.leave(outer);
        return new Cast(chosen, starts, place, placeStart, frames);
    }

    /** Whether a picture is at least as wide as it is high; one that cannot be read is told of when it is used. */
    private boolean isLandscape(Clip place) throws IOException {
        try {
            ImageHeader header = ImageHeader.of(places.bytes(place.at(0).image()));
            return header.widthPx() >= header.heightPx();
        } catch (RejectedItemException bad) {
            return true;
        }
    }

    private void play(Cast cast, double[] hidden) throws IOException, RejectedItemException, Dropped {
        List<AlphaBox> shapes = new ArrayList<>();
        for (int i = 0; i < cast.people().size(); i++) {
            shapes.add(shape(cast.people().get(i), cast.starts()[i], cast.frames()));
        }
        List<VideoPlan.Spot> spots = List.of();
        int width = 0;
        int height = 0;
        for (int frame = 0; frame < cast.frames(); frame++) {
            pool.reset();
            Foreground behind = cast.place().at(cast.placeStart() + frame);
            Image picture = named(behind, () -> places.colours(behind.image(), pool));
            if (frame == 0) {
                width = picture.widthPx();
                height = picture.heightPx();
                spots = VideoPlan.spots(shapes, settings.level(), width, height, random);
            } else if (picture.widthPx() != width || picture.heightPx() != height) {
                problems.add(new SynthProblem(behind.name(), "frame has another size than the first"));
                throw new RejectedItemException("frame has another size than the first");
            }
            scene.begin(picture);
            for (int i = 0; i < spots.size(); i++) {
                enter(cast.people().get(i).at(cast.starts()[i] + frame), shapes.get(i), spots.get(i), picture, hidden);
            }
            target.write(frame, picture, scene.people());
        }
        if (hidden[0] < settings.level().leastHidden()) {
            throw new Dropped(VideoRow.Fate.HIDES_TOO_LITTLE);
        }
    }

    /** The box of everything that somebody is not 0 in, in any frame. */
    private AlphaBox shape(Clip person, int start, int frames) throws IOException, RejectedItemException {
        AlphaBox all = null;
        int distinct = person.still() ? 1 : frames;
        for (int frame = 0; frame < distinct; frame++) {
            pool.reset();
            Foreground one = person.at(start + frame);
            AlphaBox box = AlphaBox.of(named(one, () -> people.alpha(one, pool)));
            all = all == null ? box : box == null ? all : all.and(box);
        }
        if (all == null) {
            problems.add(new SynthProblem(person.name(), "mattes are empty"));
            throw new RejectedItemException("mattes are empty");
        }
        return all;
    }

    private void enter(Foreground person, AlphaBox shape, VideoPlan.Spot spot, Image picture, double[] hidden)
            throws IOException, RejectedItemException, Dropped {
        LayerReader.Layer layer = named(person, () -> people.read(person, pool));
        if (shape.xPx() + shape.widthPx() > layer.alpha().widthPx()
                || shape.yPx() + shape.heightPx() > layer.alpha().heightPx()) {
            problems.add(new SynthProblem(person.name(), "frame is smaller than others"));
            throw new RejectedItemException("frame is smaller than others");
        }
        Image alpha = pool.take(spot.widthPx(), spot.heightPx(), PixelFormat.GRAY8);
        Image colours = pool.take(spot.widthPx(), spot.heightPx(), PixelFormat.BGR8);
        resample.resize(shape.part(layer.alpha()), alpha, Resample.Filter.BILINEAR);
        resample.resize(shape.part(layer.colours()), colours, Resample.Filter.BILINEAR);
        AlphaBox spotBox = new AlphaBox(spot.xPx(), spot.yPx(), spot.widthPx(), spot.heightPx());
        AlphaBox box = spotBox.common(new AlphaBox(0, 0, picture.widthPx(), picture.heightPx()));
        if (box == null) {
            throw new Dropped(VideoRow.Fate.HIDES_TOO_LITTLE);
        }
        AlphaBox inside = new AlphaBox(box.xPx() - spot.xPx(), box.yPx() - spot.yPx(), box.widthPx(), box.heightPx());
        hidden[0] = Math.max(hidden[0], scene.wouldHide(inside.part(alpha), box));
        if (hidden[0] > settings.level().mostHidden()) {
            throw new Dropped(VideoRow.Fate.HIDES_TOO_MUCH);
        }
        scene.add(inside.part(colours), inside.part(alpha), box, pool);
    }

    /** Reads a file, whose name goes to the problems if it cannot be read. */
    @FunctionalInterface
    private interface Read<T> {
        T run() throws IOException, RejectedItemException;
    }

    private <T> T named(Foreground file, Read<T> read) throws IOException, RejectedItemException {
        try {
            return read.run();
        } catch (RejectedItemException bad) {
            problems.add(new SynthProblem(file.name(), bad.reason()));
            throw bad;
        }
    }

    @Override
    public void close() {
        people.close();
        places.close();
        codec.close();
        target.close();
        pool.close();
    }
}
