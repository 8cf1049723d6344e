package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.compute.SampleRandom;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.AlphaBox;
import io.cameo.matte.Resample;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes pictures, one after the other, each out of nothing but the settings, the lists and its number. One for each worker.
 *
 * <p>Source: {@code tools/synthesize_image_him.py} of hmchuong/MaGGIe at 62344dd, described in {@code docs/matting-synth.md}.
 */
final class SynthStage implements SynthWorker<SynthRow> {
    /** Places to try for somebody who hides too much of others. */
    private static final int TRIES = 3;

    /** What the others may lose: 70 % of what is visible of each must stay. */
    private static final double MOST_HIDDEN = 0.3;

    private final SynthSettings settings;
    private final Sources sources;
    private final LayerCache cache;
    private final SynthTarget target;
    private final ImageCodec codec = ImageCodec.create();
    private final LayerReader foregrounds;
    private final LayerReader backgrounds;
    private final PlanePool pool = new PlanePool();
    private final Resample resample = Resample.create();
    private final SceneBuilder scene = new SceneBuilder();
    private final SampleRandom random = new SampleRandom();
    private final List<SynthRow.Person> people = new ArrayList<>();
    private final List<SynthProblem> problems = new ArrayList<>();

    /** What there is to choose from. */
    record Sources(
            FileTree foregroundTree,
            List<Foreground> foregrounds,
            FileTree backgroundTree,
            List<TreeFile> backgrounds) {
        /** Room for those that come again. */
        LayerCache cache() {
            return new LayerCache(foregrounds.size() + backgrounds.size());
        }
    }

    /**
     * A worker's stage.
     *
     * @param cache of all workers
     * @param target closed with this
     */
    SynthStage(SynthSettings settings, Sources sources, LayerCache cache, SynthTarget target) {
        this.settings = settings;
        this.sources = sources;
        this.cache = cache;
        this.target = target;
        foregrounds = new LayerReader(sources.foregroundTree(), codec);
        backgrounds = new LayerReader(sources.backgroundTree(), codec);
    }

    @Override
    public void make(int number, SynthMade<SynthRow> out) throws IOException {
        pool.reset();
        people.clear();
        problems.clear();
        settings.begin(random, number);
        SynthSettings.Choice choice = settings.choose(
                random, sources.backgrounds().size(), sources.foregrounds().size());
        TreeFile background = sources.backgrounds().get(choice.background());
        try {
            LayerCache.Picture place = picture(background);
            compose(choice, place.image());
            out.set(finish(number, background, place, out.records()), problems);
        } catch (RejectedItemException bad) {
            problems.add(new SynthProblem(background.name(), bad.reason()));
            out.set(new SynthRow(number, 0, 0, background.name(), 0, List.of()), problems);
        }
    }

    /** What may be painted on. */
    private LayerCache.Picture picture(TreeFile background) throws IOException, RejectedItemException {
        LayerCache.Picture known = cache.picture(background.name());
        if (known != null) {
            return new LayerCache.Picture(pool.keep(known.image()), known.coded());
        }
        Image picture = backgrounds.colours(background, pool);
        cache.keepPicture(
                background.name(),
                picture,
                () -> CodedJpeg.of(codec.encode(picture, Encoding.JPEG, settings.quality())));
        return new LayerCache.Picture(picture, null);
    }

    /** Somebody, cut to the box of what is not 0 in the matte. */
    private LayerReader.Layer layer(Foreground person) throws IOException, RejectedItemException {
        LayerReader.Layer known = cache.layer(person.name());
        if (known != null) {
            return known;
        }
        LayerReader.Layer cut = foregrounds.cut(person, pool);
        cache.keepLayer(person.name(), cut);
        return cut;
    }

    private void compose(SynthSettings.Choice choice, Image picture) throws IOException {
        scene.begin(picture);
        for (int i = 0; i < choice.people().length; i++) {
            Foreground person = sources.foregrounds().get(choice.people()[i]);
            long outer = random.enter(1 + i);
            double share = settings.drawScale(random);
            try {
                people.add(place(person, share, picture));
            } catch (RejectedItemException bad) {
                problems.add(new SynthProblem(person.name(), bad.reason()));
                people.add(SynthRow.Person.dropped(person.name(), SynthRow.Fate.BAD, 0));
            }
            random.leave(outer);
        }
    }

    private SynthRow.Person place(Foreground person, double share, Image picture)
            throws IOException, RejectedItemException {
        LayerReader.Layer layer = layer(person);
        double scale = share * picture.heightPx() / layer.alpha().heightPx();
        int width = (int) (layer.alpha().widthPx() * scale);
        int height = (int) (layer.alpha().heightPx() * scale);
        if (width == 0 || height == 0) {
            return SynthRow.Person.dropped(person.name(), SynthRow.Fate.TOO_SMALL, 0);
        }
        Image alpha = null;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            int x = settings.drawPlace(random, picture.widthPx(), width);
            int y = settings.drawPlace(random, picture.heightPx(), height);
            if (x < 0 || y < 0) {
                return SynthRow.Person.dropped(person.name(), SynthRow.Fate.TOO_LARGE, 0);
            }
            if (alpha == null) {
                alpha = pool.take(width, height, PixelFormat.GRAY8);
                resample.resize(layer.alpha(), alpha, Resample.Filter.BICUBIC);
            }
            AlphaBox box = new AlphaBox(x, y, width, height);
            if (scene.wouldHide(alpha, box) <= MOST_HIDDEN) {
                Image colours = pool.take(width, height, PixelFormat.BGR8);
                if (settings.layers()) {
                    resample.resize(layer.colours(), colours, Resample.Filter.BICUBIC);
                } else {
                    // Nobody sees the others.
                    resample.resizeShown(layer.colours(), colours, Resample.Filter.BICUBIC, alpha);
                }
                scene.add(colours, alpha, box, pool);
                return new SynthRow.Person(person.name(), SynthRow.Fate.PLACED, attempt, x, y, width, height, 0, 0);
            }
        }
        return SynthRow.Person.dropped(person.name(), SynthRow.Fate.IN_THE_WAY, TRIES);
    }

    /** Writes what is visible, and says what became of everybody. */
    private SynthRow finish(int number, TreeFile background, LayerCache.Picture place, RecordBatch records)
            throws IOException, RejectedItemException {
        Image picture = place.image();
        List<SceneBuilder.Person> visible = new ArrayList<>();
        List<SynthRow.Person> fates = new ArrayList<>();
        long covered = 0;
        int placed = 0;
        for (SynthRow.Person person : people) {
            if (person.fate() != SynthRow.Fate.PLACED) {
                fates.add(person);
                continue;
            }
            SceneBuilder.Person there = scene.people().get(placed++);
            boolean seen = there.left() > 0;
            if (seen) {
                visible.add(there);
            }
            covered += there.left();
            fates.add(new SynthRow.Person(
                    person.name(),
                    seen ? SynthRow.Fate.PLACED : SynthRow.Fate.HIDDEN,
                    person.tries(),
                    person.xPx(),
                    person.yPx(),
                    person.widthPx(),
                    person.heightPx(),
                    there.own(),
                    there.left()));
        }
        if (!visible.isEmpty()) {
            MemorySegment file = settings.layers() ? backgrounds.bytes(background) : MemorySegment.NULL;
            List<AlphaBox> changed =
                    scene.people().stream().map(SceneBuilder.Person::box).toList();
            SynthTarget.Painted painted = new SynthTarget.Painted(picture, place.coded(), changed);
            target.write(number, file, painted, visible, records);
        }
        return new SynthRow(number, picture.widthPx(), picture.heightPx(), background.name(), covered, fates);
    }

    @Override
    public void close() {
        foregrounds.close();
        backgrounds.close();
        codec.close();
        target.close();
        pool.close();
    }
}
