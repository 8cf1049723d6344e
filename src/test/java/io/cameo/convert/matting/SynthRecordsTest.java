package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.archive.FileTree;
import io.cameo.bytes.AtomicFile;
import io.cameo.convert.PackReport;
import io.cameo.dataset.matting.MattingManifest;
import io.cameo.dataset.matting.MattingRecord;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.image.ColorMode;
import io.cameo.image.ImageCodec;
import io.cameo.pipeline.Progress;
import io.cameo.record.Record;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are made at once must be those that packing the folder makes. */
class SynthRecordsTest {
    private static final Path DATA = Path.of("testdata/convert/matting");

    @TempDir
    Path temp;

    private SynthReport images(String out, UnaryOperator<SynthImage> how) throws IOException {
        try (SourceList who = SourceList.open(DATA.resolve("people"), null);
                SourceList where = SourceList.open(DATA.resolve("places"), null)) {
            SynthImage job = how.apply(SynthImage.of(who, where).seed(5).people(2, 4));
            Path path = temp.resolve(out);
            return out.endsWith(".rec") ? job.packInto(path) : job.writeTo(path);
        }
    }

    private VideoReport videos(String out, UnaryOperator<SynthVideo> how) throws IOException {
        try (SourceList who = SourceList.open(DATA.resolve("clips/fgr.txt"), null);
                SourceList where = SourceList.open(DATA.resolve("clips/bg"), null)) {
            SynthVideo job = how.apply(SynthVideo.of(who, where, VideoLevel.MEDIUM)
                    .numbers(100, 12)
                    .frames(3));
            Path path = temp.resolve(out);
            return out.endsWith(".rec") ? job.packInto(path) : job.writeTo(path);
        }
    }

    private void pack(String tree, String rec, boolean withFgBg) throws IOException {
        try (FileTree files = FileTree.open(temp.resolve(tree))) {
            PackReport report =
                    MattingPack.from(files).withFgBg(withFgBg).noErrorLimit().writeTo(temp.resolve(rec));
            assertThat(report.rejected()).isZero();
        }
    }

    private MattingRecords open(String rec) throws IOException {
        return MattingRecords.open(temp.resolve(rec));
    }

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }

    private byte[] file(String name) throws IOException {
        return Files.readAllBytes(temp.resolve(name));
    }

    private Set<String> files(String folder) throws IOException {
        Path root = temp.resolve(folder);
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void picturesAreByteForByteWhatPackingTheFolderGives(boolean layers) throws IOException {
        // No more than ten, so that their order by name is that of numbers.
        SynthReport made = images("made", job -> job.count(9).layers(layers));
        SynthReport records = images("made.rec", job -> job.count(9).layers(layers));
        assertThat(made.nothing()).isEmpty();
        assertThat(records.instances()).isEqualTo(made.instances());
        pack("made", "packed.rec", layers);
        try (MattingRecords mine = open("made.rec");
                MattingRecords packed = open("packed.rec")) {
            assertThat(mine.size()).isEqualTo(packed.size()).isEqualTo(9);
            for (int i = 0; i < 9; i++) {
                Record expected = packed.file().at(i);
                Record actual = mine.file().at(i);
                assertThat(actual.key()).isEqualTo(expected.key());
                assertThat(actual.header()).isEqualTo(expected.header());
                assertThat(bytes(actual.payload())).as("picture %d", i).isEqualTo(bytes(expected.payload()));
            }
        }
    }

    @Test
    void theTreeComesBack() throws IOException {
        images("made", job -> job.count(12));
        images("made.rec", job -> job.count(12).layers(true));
        MattingUnpackReport report =
                MattingUnpack.from(temp.resolve("made.rec")).to(temp.resolve("tree"));
        assertThat(report.samples()).isEqualTo(12);
        assertThat(files("tree")).isEqualTo(files("made"));
        try (ImageCodec codec = ImageCodec.create()) {
            for (String name : files("made")) {
                byte[] expected = file("made/" + name);
                byte[] actual = file("tree/" + name);
                if (name.startsWith("alphas")) {
                    expected = codec.decode(MemorySegment.ofArray(expected), ColorMode.UNCHANGED)
                            .toBytes();
                    actual = codec.decode(MemorySegment.ofArray(actual), ColorMode.UNCHANGED)
                            .toBytes();
                }
                assertThat(actual).as(name).isEqualTo(expected);
            }
        }
        assertThat(file("made.synth.tsv")).isEqualTo(file("made/synth.tsv"));
    }

    @Test
    void framesOfVideosAreThoseOfThePackedFolder() throws IOException {
        VideoReport made = videos("made", job -> job);
        VideoReport records = videos("made.rec", job -> job);
        assertThat(records.videos()).isEqualTo(made.videos()).isPositive();
        assertThat(records.nothing()).isEqualTo(made.nothing()).isNotEmpty();
        assertThat(file("made.synth-medium.tsv")).hasSizeGreaterThan(file("made/synth-medium.tsv").length);
        pack("made", "packed.rec", false);
        try (MattingRecords mine = open("made.rec");
                MattingRecords packed = open("packed.rec");
                MattingRecords.Reader my = mine.reader();
                MattingRecords.Reader their = packed.reader()) {
            assertThat(mine.size()).isEqualTo(packed.size()).isEqualTo((int) made.frames());
            for (int i = 0; i < mine.size(); i++) {
                assertSame(my.at(i), their.at(i));
            }
            assertThat(mine.clips()).hasSize((int) made.videos()).allSatisfy(clip -> {
                assertThat(clip.frames()).isEqualTo(3);
                assertThat(clip.firstKey() % 3).isZero();
                int number = (int) clip.firstKey() / 3;
                assertThat(my.frame(Objects.requireNonNull(my.at(0)).clip(), 1)
                                .clip()
                                .frame())
                        .isEqualTo(1);
                assertThat(temp.resolve("made/pha/" + VideoOutput.name(number))).isDirectory();
            });
            MattingManifest manifest = Objects.requireNonNull(my.manifest());
            assertThat(manifest.frames()).isEqualTo(3 * 112);
            assertThat(manifest.whole()).isTrue();
        }
    }

    private static void assertSame(MattingRecord mine, MattingRecord packed) {
        assertThat(mine.names()).isEqualTo(packed.names());
        assertThat(mine.clip().frame()).isEqualTo(packed.clip().frame());
        assertThat(mine.clip().frames()).isEqualTo(packed.clip().frames());
        assertThat(bytes(mine.image())).isEqualTo(bytes(packed.image()));
        assertThat(mine.instances()).isEqualTo(packed.instances());
        int pixels = mine.widthPx() * mine.heightPx();
        for (int k = 0; k < mine.instances(); k++) {
            byte[] plane = new byte[pixels];
            byte[] expected = new byte[pixels];
            mine.plane(k, MemorySegment.ofArray(plane), 0, mine.widthPx());
            packed.plane(k, MemorySegment.ofArray(expected), 0, mine.widthPx());
            assertThat(plane).as("%s, %d", mine.names().image(), k).isEqualTo(expected);
        }
    }

    /** Ends a run when the first pictures are through. */
    private static Progress stopping(SynthImage job) {
        return new Progress() {
            @Override
            public void started(long totalItems) {}

            @Override
            public void advanced(long doneItems, long rejectedItems) {
                if (doneItems > 0) {
                    job.cancel();
                }
            }

            @Override
            public void finished(long doneItems, long rejectedItems) {}
        };
    }

    @Test
    void neitherWorkersNorStopsChangeAByte() throws IOException {
        int count = 200;
        images("one.rec", job -> job.count(count).workers(1));
        SynthReport stopped =
                images("two.rec", job -> job.count(count).workers(2).progress(stopping(job)));
        assertThat(stopped.cancelled()).isTrue();
        assertThat(stopped.pictures()).isBetween(1L, count - 1L);
        assertThat(temp.resolve("two.rec")).doesNotExist();
        // As if it had been killed a little later, while it wrote.
        for (String name : List.of("two.rec", "two.idx", "two.synth.tsv")) {
            Path partial = AtomicFile.partialOf(temp.resolve(name));
            Files.write(partial, new byte[] {'7', '\t', 'x'}, StandardOpenOption.APPEND);
        }
        assertThatThrownBy(() ->
                        images("two.rec", job -> job.count(count).resume(true).seed(6)))
                .hasMessageContaining("cannot resume, the stopped run was another one: settings was");
        SynthReport whole = images("two.rec", job -> job.count(count).workers(2).resume(true));
        assertThat(whole.kept()).isEqualTo(stopped.pictures());
        assertThat(whole.pictures()).isEqualTo(count);
        for (String ending : List.of(".rec", ".idx", ".cix", ".synth.tsv")) {
            assertThat(file("two" + ending)).as(ending).isEqualTo(file("one" + ending));
        }
        assertThat(files("."))
                .containsExactlyInAnyOrder(
                        "one.rec",
                        "one.idx",
                        "one.cix",
                        "one.synth.tsv",
                        "two.rec",
                        "two.idx",
                        "two.cix",
                        "two.synth.tsv");
    }

    @Test
    void numbersThatGaveNothingAreGaps() throws IOException {
        Path places = Files.createDirectory(temp.resolve("places"));
        Files.copy(DATA.resolve("places/0000.jpg"), places.resolve("0.jpg"));
        Files.write(places.resolve("1.jpg"), new byte[] {1, 2, 3});
        try (SourceList who = SourceList.open(DATA.resolve("people"), null);
                SourceList where = SourceList.open(places, null)) {
            SynthReport report = SynthImage.of(who, where).count(10).packInto(temp.resolve("made.rec"));
            assertThat(report.isSound()).isFalse();
            assertThat(report.nothing()).isNotEmpty();
            try (MattingRecords made = open("made.rec")) {
                for (int number = 0; number < 10; number++) {
                    assertThat(made.file().contains(number))
                            .isEqualTo(!report.nothing().contains(number));
                }
                assertThat(made.size()).isEqualTo((int) report.pictures());
            }
        }
    }

    @Test
    void aRunThatWentFurtherIsNotCutBack() throws IOException {
        images("made.rec", job -> job.count(200).progress(stopping(job)));
        assertThatThrownBy(() -> images("made.rec", job -> job.count(0).resume(true)))
                .hasMessageStartingWith("the run to resume went further: made=");
    }
}
