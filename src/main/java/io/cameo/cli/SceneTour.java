package io.cameo.cli;

import io.cameo.convert.PackReport;
import io.cameo.convert.coco.CocoEncode;
import io.cameo.convert.coco.CocoPage;
import io.cameo.convert.coco.CocoSheet;
import io.cameo.convert.coco.PeopleSet;
import io.cameo.dataset.coco.CocoAnnotation;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.CocoReader;
import io.cameo.dataset.coco.CocoRecords;
import io.cameo.dataset.coco.CocoSample;
import io.cameo.mask.BitMask;
import io.cameo.mask.PolygonFill;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What {@code cameo demo} does with its scenes: whole people, their masks in one plane an image. */
final class SceneTour {
    private static final int SHEET_SCENES = 24;

    private final Path folder;
    private final Path scenes;
    private final PeopleSet set;
    private final TourLines lines;

    SceneTour(Path folder, PeopleSet set, TourLines lines) {
        this.folder = folder;
        this.set = set;
        this.lines = lines;
        scenes = folder.resolve("scenes");
    }

    /** The page that shows every scene with its persons. */
    Path page() {
        return folder.resolve("scenes.html");
    }

    /** Runs everything; the exit code says whether every plane holds what was drawn. */
    int run() throws IOException {
        lines.say("%n%,d scenes with whole people, into %s%n%n", set.scenes(), scenes);
        draw();
        Path rec = encode();
        boolean agrees = readBack(rec);
        show(rec);
        String cameo = System.getProperty("cameo.command", "cameo");
        lines.say("%nLook at   %s, every scene with its persons, and %s%n", page(), folder.resolve("scenes.png"));
        lines.say("Try       %s coco stats %s%n", cameo, scenes.resolve(PeopleSet.ANNOTATIONS));
        lines.say("          %s coco decode %s masks%n", cameo, rec);
        return agrees ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private void draw() throws IOException {
        PeopleSet.Drawn drawn = set.drawInto(scenes, lines.bar("drawing", "img"));
        lines.row(
                "draw",
                TourLines.rate(drawn.images(), drawn.outcome().wallNanos(), "img/s"),
                "%,d JPEG files of %dx%d, %,d persons and crowds annotated as COCO does",
                drawn.images(),
                set.widthPx(),
                set.heightPx(),
                drawn.annotations());
    }

    private Path encode() throws IOException {
        Path rec = folder.resolve("scenes.rec");
        CocoEncode job = CocoEncode.from(scenes.resolve(PeopleSet.ANNOTATIONS), scenes.resolve(PeopleSet.IMAGES))
                .all(true)
                .progress(lines.bar("encoding", "img"));
        PackReport report = TourLines.stoppable(job, () -> job.writeTo(rec));
        TourLines.requireWhole(report.complete(), rec);
        lines.row(
                "encode",
                TourLines.rate(report.packed(), report.wallNanos(), "img/s"),
                "image, plane and numbers of each in one record: %s, %.1f MB",
                rec,
                report.sizeBytes() / 1e6);
        return rec;
    }

    /** Compares what is visible of every person in the plane with the outline that was annotated. */
    private boolean readBack(Path rec) throws IOException {
        long begin = System.nanoTime();
        long persons = 0;
        long wrong = 0;
        try (CocoFile file = CocoFile.open(scenes.resolve(PeopleSet.ANNOTATIONS));
                CocoReader annotations = file.reader();
                CocoRecords records = CocoRecords.open(rec);
                CocoRecords.Reader samples = records.reader()) {
            PolygonFill fill = new PolygonFill();
            for (int i = 0; i < file.images(); i++) {
                CocoSample sample = samples.get(file.image(i).id());
                MemorySegment original = MemorySegment.ofArray(Files.readAllBytes(
                        scenes.resolve(PeopleSet.IMAGES).resolve(file.image(i).fileName())));
                wrong += sample.encoded().mismatch(original) == -1 ? 0 : 1;
                List<CocoAnnotation> people = annotations.read(i);
                BitMask before = new BitMask(set.heightPx(), set.widthPx());
                for (int n = 0; n < people.size(); n++) {
                    CocoAnnotation person = people.get(n);
                    if (person.crowd() || person.area() == 0) {
                        continue;
                    }
                    BitMask whole = BitMask.of(
                            Objects.requireNonNull(person.segmentation()).toRle(fill, set.heightPx(), set.widthPx()));
                    BitMask visible =
                            sample.plane().instance(sample.people().get(n).index());
                    wrong += visible.equals(whole.andNot(before)) ? 0 : 1;
                    before = before.or(whole);
                    persons++;
                }
            }
        }
        lines.row(
                "check",
                TourLines.rate(set.scenes(), System.nanoTime() - begin, "img/s"),
                "%,d persons found in their planes, to the pixel%s",
                persons,
                wrong == 0 ? "" : String.format(Locale.ROOT, "; NOT as annotated: %,d", wrong));
        return wrong == 0;
    }

    private void show(Path rec) throws IOException {
        long begin = System.nanoTime();
        CocoSheet.of(rec).limit(SHEET_SCENES).writeTo(folder.resolve("scenes.png"));
        CocoPage.of(rec).writeTo(page());
        lines.row(
                "show",
                String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - begin) / 1e9),
                "%s, %.1f MB",
                page(),
                Files.size(page()) / 1e6);
    }
}
