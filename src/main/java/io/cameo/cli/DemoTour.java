package io.cameo.cli;

import io.cameo.bytes.AtomicFile;
import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import io.cameo.convert.PortraitSet;
import io.cameo.convert.ReadBack;
import io.cameo.convert.insightface.FacePack;
import io.cameo.convert.insightface.FacePackReport;
import io.cameo.convert.insightface.FaceSheet;
import io.cameo.convert.insightface.PairsDraw;
import io.cameo.convert.insightface.VerificationPack;
import io.cameo.convert.insightface.VerificationPackReport;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.dataset.verification.PairFolds;
import io.cameo.lst.FileExtensions;
import io.cameo.lst.ImageLists;
import io.cameo.lst.ImageTree;
import io.cameo.lst.ListSplit;
import io.cameo.lst.LstDialect;
import io.cameo.lst.LstReader;
import io.cameo.lst.PythonRandom;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What {@code cameo demo} does with its portraits, step by step, a line each. */
final class DemoTour {
    private static final int RANDOM_READS = 200_000;
    private static final int FOLDS = 10;
    private static final int MOST_PAIRS_PER_CLASS = 20;
    private static final int SHEET_COLUMNS = 5;
    private static final int SHEET_ROWS = 8;

    private final Path folder;
    private final TourLines lines;
    private final PortraitSet set;
    private final Path people;

    /** @param folder of the demo's own; files in it are replaced */
    DemoTour(Path folder, PortraitSet set, TourLines lines) {
        this.lines = lines;
        this.folder = folder;
        this.set = set;
        people = folder.resolve("people");
    }

    /** The contact sheet, for those who want to see nothing else. */
    Path sheet() {
        return folder.resolve("contact-sheet.png");
    }

    /** Runs everything; the exit code says whether all that was read is what was written. */
    int run() throws IOException {
        lines.say("%n%,d portraits of %,d people who do not exist, into %s%n%n", set.size(), set.identities(), folder);
        draw();
        Path list = list();
        Path originals = pack(list);
        boolean agrees = check(list, originals);
        Path faces = align();
        agrees &= readPeople(faces);
        Path pairs = verificationSet(faces);
        drawSheet(faces);
        lines.say(
                "%nLook at   %s, every portrait beside its aligned crop%n          %s, the five points of each%n",
                sheet(), people.resolve(PortraitSet.FACES));
        String cameo = System.getProperty("cameo.command", "cameo");
        lines.say("Try       %s info %s%n          %s get %s 7 -o seven.jpg%n", cameo, faces, cameo, faces);
        lines.say("          %s show %s --html faces.html%n          %s unpack %s faces%n", cameo, faces, cameo, faces);
        if (pairs != null) {
            lines.say("          %s face bin info %s%n", cameo, pairs);
        }
        return agrees ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private void draw() throws IOException {
        PortraitSet.Drawn drawn = set.drawInto(people, lines.bar("drawing", "img"));
        lines.row(
                "draw",
                TourLines.rate(drawn.images(), drawn.outcome().wallNanos(), "img/s"),
                "%,d JPEG files of 250x250, %.1f KB on average",
                drawn.images(),
                drawn.bytes() / 1e3 / drawn.images());
    }

    private Path list() throws IOException {
        long begin = System.nanoTime();
        ImageTree tree = ImageTree.walk(people, true, FileExtensions.DEFAULT);
        int[] order = new PythonRandom(100).permutation(tree.size());
        List<ImageLists.Written> written = ImageLists.write(tree, order, ListSplit.WHOLE, folder.resolve("originals"));
        Path list = folder.resolve(written.getFirst().path().getFileName());
        lines.row(
                "list",
                TourLines.rate(tree.size(), System.nanoTime() - begin, "files/s"),
                "%,d files, %,d labels, shuffled as Python does: %s",
                tree.size(),
                tree.labels().size(),
                list);
        return list;
    }

    private Path pack(Path list) throws IOException {
        Path rec = folder.resolve("originals.rec");
        Im2Rec job = Im2Rec.from(list, people).passThrough(true).progress(lines.bar("packing", "img"));
        PackReport report = TourLines.stoppable(job, () -> job.writeTo(rec));
        TourLines.requireWhole(report.complete(), rec);
        lines.row(
                "pack",
                TourLines.rate(report.packed(), report.wallNanos(), "img/s"),
                "%,d files as they are: %s, %.1f MB",
                report.packed(),
                rec,
                report.sizeBytes() / 1e6);
        return rec;
    }

    private boolean check(Path list, Path rec) throws IOException {
        try (RecordFile records = RecordFile.open(rec);
                LstReader listed = LstReader.open(list, LstDialect.TABS)) {
            ReadBack.Result result =
                    ReadBack.compare(listed, LstReader.countLines(list), records, lines.bar("checking", "img"));
            lines.row(
                    "check",
                    TourLines.rate(result.sound(), result.outcome().wallNanos(), "img/s"),
                    "%,d of %,d found by key, with their label, decoded%s",
                    result.sound(),
                    result.sound() + result.faulty(),
                    result.agrees() ? "" : "; NOT as listed: " + result.faults());
            return result.agrees();
        }
    }

    private Path align() throws IOException {
        Path rec = folder.resolve("people.rec");
        FacePack job =
                FacePack.from(people.resolve(PortraitSet.FACES)).root(people).progress(lines.bar("aligning", "img"));
        FacePackReport report = TourLines.stoppable(job, () -> job.writeTo(rec));
        TourLines.requireWhole(report.run().complete(), rec);
        lines.row(
                "align",
                TourLines.rate(report.run().packed(), report.run().wallNanos(), "img/s"),
                "%,d faces turned upright by their landmarks, 112x112, packed: %s, %.1f MB",
                report.run().packed(),
                rec,
                report.run().sizeBytes() / 1e6);
        return rec;
    }

    /** Goes through the aligned set as trainers do: person by person, in file order, and at random. */
    private boolean readPeople(Path rec) throws IOException {
        try (FaceRecords faces = FaceRecords.open(rec)) {
            RecordView view = new RecordView();
            boolean agrees = faces.identities() == set.identities() && faces.images() == set.size();
            long bytes = 0;
            long begin = System.nanoTime();
            for (int person = 0; person < faces.identities(); person++) {
                for (int n = 0; n < faces.count(person); n++) {
                    faces.read(faces.image(person, n), view);
                    bytes += view.payloadLength();
                    agrees &= view.label(0) == faces.labelOf(person);
                }
            }
            lines.row(
                    "people",
                    TourLines.rate(faces.images(), System.nanoTime() - begin, "img/s"),
                    "%,d people found in it, %,d faces, %.1f MB%s",
                    faces.identities(),
                    faces.images(),
                    bytes / 1e6,
                    agrees ? "" : "; NOT as listed");
            walk(faces.file());
            readAtRandom(faces.file());
            return agrees;
        }
    }

    private void walk(RecordFile records) {
        RecordView view = new RecordView();
        RecordReader reader = records.reader();
        long count = 0;
        long begin = System.nanoTime();
        while (reader.next(view)) {
            count++;
        }
        lines.row(
                "walk",
                TourLines.rate(count, System.nanoTime() - begin, "rec/s"),
                "%,d records: faces, and one for each person",
                count);
    }

    private void readAtRandom(RecordFile records) {
        RecordView view = new RecordView();
        SplittableRandom random = new SplittableRandom(set.seed());
        int size = records.size();
        long bytes = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < RANDOM_READS; i++) {
            if (records.find(records.index().key(random.nextInt(size)), view)) {
                bytes += view.contentLength();
            }
        }
        lines.row(
                "random",
                TourLines.rate(RANDOM_READS, System.nanoTime() - begin, "rec/s"),
                "%,d records by key, no copy, %.1f KB on average",
                RANDOM_READS,
                bytes / 1e3 / RANDOM_READS);
    }

    /** Null where there are too few people or pictures to draw pairs of both classes for every fold. */
    private @Nullable Path verificationSet(Path rec) throws IOException {
        long shots = set.shotsEach();
        long same = set.identities() * shots * (shots - 1) / 2;
        long different = (long) set.identities() * (set.identities() - 1) / 2 * shots * shots;
        int perClass = (int) Math.min(MOST_PAIRS_PER_CLASS, Math.min(same, different) / FOLDS);
        if (perClass == 0) {
            return null;
        }
        Path list = folder.resolve("pairs.txt");
        Path bin = folder.resolve("people.bin");
        PairsDraw.draw(rec, new PairFolds(FOLDS, perClass, false, set.seed()), list);
        VerificationPack job = VerificationPack.from(list, rec);
        VerificationPackReport report = TourLines.stoppable(job, () -> job.writeTo(bin));
        TourLines.requireWhole(report.complete(), bin);
        lines.row(
                "pairs",
                TourLines.rate(report.packed(), report.wallNanos(), "pairs/s"),
                "%,d pairs, both classes in each of %d folds: %s, %.1f MB",
                report.packed(),
                FOLDS,
                bin,
                report.sizeBytes() / 1e6);
        return bin;
    }

    private void drawSheet(Path rec) throws IOException {
        long begin = System.nanoTime();
        byte[] bytes = FaceSheet.beforeAndAfter(
                rec,
                people,
                "Cameo demo: the portraits turned most, and the crops made of them",
                SHEET_COLUMNS,
                SHEET_ROWS);
        try (AtomicFile out = AtomicFile.create(sheet())) {
            out.channel().write(ByteBuffer.wrap(bytes));
            out.commit();
        }
        lines.row("sheet", String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - begin) / 1e9), "%s", sheet());
    }
}
