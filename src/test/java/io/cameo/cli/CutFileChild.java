package io.cameo.cli;

import io.cameo.convert.IndexRebuild;
import io.cameo.convert.RecordPage;
import io.cameo.convert.RecordSheet;
import io.cameo.convert.RecordSummary;
import io.cameo.convert.Repair;
import io.cameo.convert.Unpack;
import io.cameo.convert.Verify;
import io.cameo.pipeline.Progress;
import io.cameo.record.Append;
import io.cameo.record.CixFile;
import io.cameo.record.Dedupe;
import io.cameo.record.Filter;
import io.cameo.record.Merge;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordPartition;
import io.cameo.record.RecordView;
import io.cameo.record.Shuffle;
import io.cameo.record.Split;
import io.cameo.record.Watch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A process that does everything that Cameo does to a record file, and cuts the file while it is at it. For each operation
 * it writes a line: its name, the exit code that its command would end with, what the user would read.
 */
final class CutFileChild {
    private static final int CUT_AT_RECORD = 400;
    private static final long LITTLE_MEMORY_BYTES = 600_000;

    private final Path whole;
    private final Path folder;
    private final int warmUps;
    private boolean armed;
    private Path victim;
    private int steps;

    private CutFileChild(Path whole, Path folder, int warmUps) {
        this.whole = whole;
        this.folder = folder;
        this.warmUps = warmUps;
        victim = whole;
    }

    /** Does something with a record file, and makes new ones in a folder that is there and empty. */
    private interface Work {
        void run(Path rec, Path out) throws IOException;
    }

    /** Arguments: a sound record file, a folder to work in, how often to do each thing undisturbed before. */
    public static void main(String[] args) throws IOException {
        new CutFileChild(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2])).runAll();
        System.exit(0);
    }

    private void runAll() throws IOException {
        Watch watch = watch();
        Progress progress = progress();
        for (Verify.Level level : Verify.Level.values()) {
            run(
                    "verify-" + level,
                    (rec, _) -> Verify.of(rec).level(level).progress(progress).run());
        }
        run("repair", (rec, out) -> Repair.of(rec).progress(progress).writeTo(out.resolve("o.rec")));
        run(
                "index",
                (rec, _) -> IndexRebuild.of(rec).force(true).progress(progress).run());
        run("unpack", (rec, out) -> Unpack.from(rec).progress(progress).to(out.resolve("files")));
        run("sheet", (rec, out) -> RecordSheet.of(rec).progress(progress).writeTo(out.resolve("o.png")));
        run(
                "page",
                (rec, out) ->
                        RecordPage.of(rec).progress(progress, Progress.NONE).writeTo(out.resolve("o.html")));
        run(
                "merge",
                (rec, out) -> Merge.of(List.of(rec, whole)).watchedBy(watch).to(out.resolve("o.rec")));
        run(
                "filter",
                (rec, out) -> Filter.of(rec).maxBytes(1 << 20).watchedBy(watch).to(out.resolve("o.rec")));
        run("dedupe", (rec, out) -> Dedupe.of(rec).watchedBy(watch).to(out.resolve("o.rec")));
        run("shuffle", (rec, out) -> Shuffle.of(rec).watchedBy(watch).to(out.resolve("o.rec")));
        run(
                "shuffle-buckets",
                (rec, out) -> Shuffle.of(rec)
                        .memoryBytes(LITTLE_MEMORY_BYTES)
                        .watchedBy(watch)
                        .to(out.resolve("o.rec")));
        run("split", (rec, out) -> Split.of(rec).byCount(3).watchedBy(watch).to(out.resolve("o")));
        run("append", (rec, out) -> {
            Path target = copy(whole, out.resolve("target.rec"));
            Append.to(target).watchedBy(watch).from(List.of(rec));
        });
        run("get", (rec, _) -> readAtRandom(rec));
        run("walk", (rec, _) -> walk(rec));
        run("partition", (rec, _) -> partition(rec));
        run("info", (rec, _) -> {
            cut(); // before it is opened: it must be the damage of a short file then
            if (!RecordSummary.of(rec).isSound()) {
                throw new IOException("damaged: file=" + rec);
            }
        });
        onCix(
                "cix-filter",
                (rec, out) -> Filter.of(rec).maxBytes(1 << 20).watchedBy(watch).to(out.resolve("o.rec")));
        onCix("cix-shuffle", (rec, out) -> Shuffle.of(rec).watchedBy(watch).to(out.resolve("o.rec")));
        onCix(
                "cix-verify",
                (rec, _) -> Verify.of(rec)
                        .level(Verify.Level.SUMS)
                        .progress(progress)
                        .run());
    }

    private void run(String name, Work work) throws IOException {
        run(name, false, work);
    }

    private void onCix(String name, Work work) throws IOException {
        run(name, true, work);
    }

    private void run(String name, boolean cutCix, Work work) throws IOException {
        for (int round = 0; round <= warmUps; round++) {
            Path out = Files.createDirectory(folder.resolve(name + round));
            Path rec = copy(whole, folder.resolve("in.rec"));
            victim = cutCix ? CixFile.besides(rec) : rec;
            steps = 0;
            armed = round == warmUps;
            int code = ExitCode.FINE;
            try {
                work.run(rec, out);
            } catch (Throwable thrown) {
                System.out.print(name + "\t");
                code = new Failures(System.out, () -> false).report(thrown, new CommandLine(new DoctorLine()));
            }
            if (round == warmUps || code != ExitCode.FINE) {
                System.out.println(name + "\texit=" + code + "\tcut=" + !armed + "\tround=" + round);
            }
            if (round == warmUps) {
                leftovers(name, out);
            }
        }
    }

    /** What looks finished in spite of it. */
    private void leftovers(String name, Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            files.filter(file ->
                            file.toString().endsWith("o.rec") || file.toString().endsWith(".lst"))
                    .forEach(file -> System.out.println(name + "\tleft=" + file));
        }
    }

    @CommandLine.Command(name = "cameo")
    private static final class DoctorLine {}

    private void readAtRandom(Path rec) throws IOException {
        try (RecordFile file = RecordFile.open(rec)) {
            RecordView view = new RecordView();
            long sum = 0;
            for (int i = 0; i < 4 * file.size(); i++) {
                if (i == file.size()) {
                    cut();
                }
                file.read((int) (i * 7919L % file.size()), view);
                sum += view.id() + view.labelCount() + view.payloadLength() + (long) view.label(0);
            }
            System.out.println("sum\t" + sum);
        } catch (InternalError late) {
            throw io.cameo.bytes.PageFault.among(rec, late);
        }
    }

    private void walk(Path rec) throws IOException {
        try (RecordFile file = RecordFile.open(rec, null)) {
            var reader = file.reader();
            RecordView view = new RecordView();
            for (int i = 0; reader.next(view); i++) {
                if (i == CUT_AT_RECORD) {
                    cut();
                }
            }
        } catch (InternalError late) {
            throw io.cameo.bytes.PageFault.among(rec, late);
        }
    }

    private void partition(Path rec) throws IOException {
        try (RecordFile file = RecordFile.open(rec, null)) {
            cut();
            for (int part = 0; part < 64; part++) {
                RecordPartition.byBytes(List.of(file), part, 64);
            }
        }
    }

    private void cut() throws IOException {
        if (armed) {
            armed = false;
            try (FileChannel channel = FileChannel.open(victim, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() / 5 + 100);
            }
        }
    }

    private void cutUnchecked() {
        try {
            cut();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static Path copy(Path rec, Path to) throws IOException {
        Files.copy(rec, to, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(RecordIndex.besides(rec), RecordIndex.besides(to), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(CixFile.besides(rec), CixFile.besides(to), StandardCopyOption.REPLACE_EXISTING);
        return to;
    }

    private Watch watch() {
        return new Watch() {
            @Override
            public void advanced(String phase, long doneRecords, long totalRecords) {}

            @Override
            public boolean cancelled() {
                if (++steps == CUT_AT_RECORD) {
                    cutUnchecked();
                }
                return false;
            }
        };
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void started(long totalItems) {
                cutUnchecked();
            }

            @Override
            public void advanced(long doneItems, long rejectedItems) {}

            @Override
            public void finished(long doneItems, long rejectedItems) {}
        };
    }
}
