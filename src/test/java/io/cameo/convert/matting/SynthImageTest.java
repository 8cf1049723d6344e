package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.bytes.AtomicFile;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthImageTest {
    private static final Path DATA = Path.of("testdata/convert/matting");
    private static final int COUNT = 12;

    @TempDir
    Path temp;

    @FunctionalInterface
    private interface Setting {
        void apply(SynthImage job);
    }

    private static SynthReport make(Path people, Path places, Path out, Setting setting) throws IOException {
        try (SourceList who = SourceList.open(people, null);
                SourceList where = SourceList.open(places, null)) {
            SynthImage job = SynthImage.of(who, where).count(COUNT).seed(5).people(3, 5);
            setting.apply(job);
            return job.writeTo(out);
        }
    }

    private SynthReport make(String out, Setting setting) throws IOException {
        return make(DATA.resolve("people"), DATA.resolve("places"), temp.resolve(out), setting);
    }

    private static SortedMap<String, Long> sums(Path folder) throws IOException {
        SortedMap<String, Long> sums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CRC32 sum = new CRC32();
                sum.update(Files.readAllBytes(file));
                sums.put(folder.relativize(file).toString(), sum.getValue());
            }
        }
        return sums;
    }

    private static byte[] gray(ImageCodec codec, Path file) throws IOException {
        Image image = codec.decode(MemorySegment.ofArray(Files.readAllBytes(file)), ColorMode.UNCHANGED);
        assertThat(image.format().channels()).as(file.toString()).isEqualTo(1);
        return image.toBytes();
    }

    @Test
    void mattesAreThoseThatPillowMakes() throws IOException {
        SynthReport report = make("made", job -> job.workers(2));
        JsonNode golden = new ObjectMapper()
                .readTree(DATA.resolve("pillow.json").toFile())
                .get("crc32");
        assertThat(golden).hasSize(46);
        try (ImageCodec codec = ImageCodec.create()) {
            golden.properties().forEach(entry -> {
                CRC32 sum = new CRC32();
                try {
                    sum.update(gray(codec, temp.resolve("made").resolve(entry.getKey())));
                } catch (IOException missing) {
                    throw new AssertionError(entry.getKey(), missing);
                }
                assertThat(sum.getValue())
                        .as(entry.getKey())
                        .isEqualTo(entry.getValue().asLong());
            });
        }
        long mattes = report.instances().entrySet().stream()
                .mapToLong(entry -> entry.getKey() * entry.getValue())
                .sum();
        assertThat(mattes).isEqualTo(46);
        assertThat(report.pictures()).isEqualTo(COUNT);
        assertThat(report.dropped()).containsExactly(Map.entry("in_the_way", 3L));
        assertThat(report.mostHidden()).isBetween(0.2, 0.6);
        assertThat(report.isSound()).isTrue();
    }

    @Test
    void mattesOfAPictureSumToOneAtMost() throws IOException {
        make("made", job -> {});
        try (ImageCodec codec = ImageCodec.create();
                Stream<Path> pictures = Files.list(temp.resolve("made/alphas"))) {
            for (Path picture : pictures.toList()) {
                int[] sums = new int[320 * 240];
                try (Stream<Path> mattes = Files.list(picture)) {
                    for (Path matte : mattes.toList()) {
                        byte[] samples = gray(codec, matte);
                        Arrays.setAll(sums, i -> sums[i] + (samples[i] & 0xff));
                    }
                }
                assertThat(Arrays.stream(sums).max().orElseThrow())
                        .as(picture.toString())
                        .isBetween(200, 255);
            }
        }
    }

    @Test
    void twoToFivePeopleAreChosenAndNobodyHidesMoreThanIsAllowed() throws IOException {
        make("made", job -> job.count(40).people(2, 5).layers(false));
        Set<Integer> chosen = new TreeSet<>();
        List<String> lines = Files.readAllLines(temp.resolve("made/synth.tsv"));
        for (String line : lines.subList(1, lines.size())) {
            SynthRow row = SynthRow.parse(line);
            chosen.add(row.people().size());
            assertThat(row.people().stream().map(SynthRow.Person::name)).doesNotHaveDuplicates();
            double least = 1;
            for (SynthRow.Person person : row.people().reversed()) {
                if (person.fate() == SynthRow.Fate.PLACED) {
                    // Everybody who came later left 70 % of what was there, but for rounding down.
                    assertThat(person.left()).isGreaterThan((long) (least * person.own() * 0.99));
                    double share = person.heightPx() / (double) row.heightPx();
                    assertThat(share).isBetween(0.5 - 1.0 / row.heightPx(), 0.9);
                    least *= 0.7;
                }
            }
        }
        assertThat(chosen).containsExactly(2, 3, 4, 5);
    }

    @Test
    void neitherWorkersNorOrdersOfListsMatter() throws IOException {
        make("one", job -> job.workers(1));
        make("three", job -> job.workers(3));
        assertThat(sums(temp.resolve("three"))).isEqualTo(sums(temp.resolve("one")));
        Path copy = Files.createDirectory(temp.resolve("copy"));
        new MattingSet(8, 4, 0, 0, 320, 240, 7).drawInto(copy, 2, Progress.NONE);
        List<String> people = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            people.add("people/images/000" + i + ".jpg\tpeople/alphas/000" + i + ".png");
        }
        for (int i = 0; i < 4; i++) {
            places.add("places/000" + i + ".jpg");
        }
        Collections.reverse(people);
        Collections.rotate(places, 2);
        Path who = Files.write(copy.resolve("people.txt"), people);
        Path where = Files.write(copy.resolve("places.txt"), places);
        make(who, where, temp.resolve("listed"), job -> {});
        SortedMap<String, Long> listed = sums(temp.resolve("listed"));
        SortedMap<String, Long> whole = sums(temp.resolve("one"));
        assertThat(listed.keySet()).isEqualTo(whole.keySet());
        listed.remove(SynthImage.JOURNAL);
        whole.remove(SynthImage.JOURNAL);
        assertThat(listed).isEqualTo(whole);
    }

    @Test
    void aStoppedRunGoesOn() throws IOException {
        make("whole", job -> {});
        Path out = temp.resolve("stopped");
        make("stopped", job -> job.count(7));
        Files.delete(out.resolve("images/3.jpg"));
        Path journal = out.resolve(SynthImage.JOURNAL);
        List<String> lines = Files.readAllLines(journal);
        String cut =
                String.join("\n", lines.subList(0, 6)) + "\n" + lines.get(6).substring(0, 9);
        Files.writeString(AtomicFile.partialOf(journal), cut, StandardCharsets.UTF_8);
        Files.delete(journal);
        SynthReport report = make("stopped", job -> job.resume(true));
        assertThat(report.kept()).isEqualTo(4);
        assertThat(report.pictures()).isEqualTo(COUNT);
        assertThat(sums(out)).isEqualTo(sums(temp.resolve("whole")));
        assertThat(make("stopped", job -> job.resume(true)).kept()).isEqualTo(COUNT);
        assertThatThrownBy(() -> make("stopped", job -> {})).hasMessageStartingWith("the folder is not empty");
        assertThatThrownBy(() -> make("stopped", job -> job.resume(true).seed(6)))
                .hasMessageStartingWith("the run to resume had other settings");
    }

    @Test
    void badSourcesAreToldByNameAndTheOthersGoOn() throws IOException {
        Path set = temp.resolve("set");
        new MattingSet(3, 1, 0, 0, 320, 240, 7).drawInto(set, 1, Progress.NONE);
        Path images = set.resolve("people/images");
        byte[] picture = Files.readAllBytes(images.resolve("0000.jpg"));
        Files.write(images.resolve("0001.jpg"), Arrays.copyOf(picture, picture.length / 2));
        Files.write(images.resolve("0007.jpg"), picture);
        Files.copy(Path.of("testdata/convert/matting/people/alphas/0003.png"), set.resolve("people/alphas/left.png"));
        SynthReport report =
                make(set.resolve("people"), set.resolve("places"), temp.resolve("out"), job -> job.people(3, 3));
        assertThat(report.isSound()).isFalse();
        assertThat(report.problems())
                .extracting(SynthProblem::name)
                .containsExactly("images/0001.jpg", "images/0007.jpg");
        assertThat(report.problems().get(1).reason()).isEqualTo("has no matte");
        assertThat(report.dropped()).containsEntry("bad", (long) COUNT);
        assertThat(report.pictures()).isEqualTo(COUNT);
        SynthReport without = make(
                set.resolve("people"),
                set.resolve("places"),
                temp.resolve("without"),
                job -> job.people(2, 2).invalid(Set.of("0001.jpg", "images/0007.jpg")));
        assertThat(without.isSound()).isTrue();
        assertThat(without.foregrounds()).isEqualTo(2);
    }

    @Test
    void aBackgroundThatCannotBeReadGivesNothing() throws IOException {
        Path places = Files.createDirectory(temp.resolve("places"));
        Files.write(places.resolve("0.jpg"), new byte[] {1, 2, 3});
        SynthReport report = make(DATA.resolve("people"), places, temp.resolve("out"), job -> job.count(2));
        assertThat(report.pictures()).isZero();
        assertThat(report.nothing()).containsExactly(0, 1);
        assertThat(report.problems()).extracting(SynthProblem::name).containsExactly("0.jpg");
    }

    @Test
    void settingsThatCannotBe() {
        assertThatThrownBy(() -> make("a", job -> job.people(2, 8))).hasMessageContaining("allowed=1..7");
        assertThatThrownBy(() -> make("a", job -> job.quality(0))).hasMessageContaining("allowed=1..100");
        assertThatThrownBy(() -> make("a", job -> job.count(-1))).hasMessageContaining("count is negative");
        assertThatThrownBy(() -> make(DATA.resolve("places"), DATA.resolve("places"), temp.resolve("a"), job -> {}))
                .hasMessage("no image with a matte: source=" + DATA.resolve("places")
                        + ", first_problem=0000.jpg: has no matte");
    }

    @Test
    void asTheOriginalNobodyStandsAtTheRightOrLowerBorder() throws IOException {
        make("made", job -> job.compat(true).layers(false).people(2, 4));
        assertThat(temp.resolve("made/fg")).doesNotExist();
        for (String line : Files.readAllLines(temp.resolve("made/synth.tsv")).subList(1, COUNT + 1)) {
            SynthRow row = SynthRow.parse(line);
            assertThat(row.line()).isEqualTo(line);
            assertThat(row.people())
                    .filteredOn(one -> one.fate() == SynthRow.Fate.PLACED)
                    .allSatisfy(one -> {
                        assertThat(one.xPx() + one.widthPx()).isLessThan(row.widthPx());
                        assertThat(one.yPx() + one.heightPx()).isLessThan(row.heightPx());
                    });
        }
    }
}
