package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.convert.coco.PeopleSet;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that take a folder of images take an archive of it, and write the same bytes. */
class ArchiveInPlaceOfFolderTest {
    @TempDir
    private Path temp;

    private Path pack(Path folder, String name) throws IOException {
        Path zip = temp.resolve(name);
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted().toList()) {
                String entry = folder.relativize(path).toString().replace('\\', '/');
                if (Files.isRegularFile(path)) {
                    out.putNextEntry(new ZipEntry(entry));
                    Files.copy(path, out);
                } else if (!entry.isEmpty()) {
                    out.putNextEntry(new ZipEntry(entry + "/"));
                }
            }
        }
        return zip;
    }

    private String run(int code, String... words) {
        Terminal terminal = new Terminal();
        assertThat(terminal.run(words))
                .as(String.join(" ", words) + "\n" + terminal.err())
                .isEqualTo(code);
        return terminal.err();
    }

    private void assertSame(String one, String other, List<String> endings) {
        for (String ending : endings) {
            assertThat(temp.resolve(one + ending)).hasSameBinaryContentAs(temp.resolve(other + ending));
        }
    }

    private Path people() throws IOException {
        Path people = Files.createDirectories(temp.resolve("people"));
        Path images = Path.of("testdata/convert/images");
        try (Stream<Path> files = Files.list(images)) {
            int number = 0;
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path person = Files.createDirectories(people.resolve("p" + number++ % 3));
                Files.copy(file, person.resolve(file.getFileName().toString()));
            }
        }
        return people;
    }

    @Test
    void listAndPack() throws IOException {
        Path people = people();
        Path zip = pack(people, "people.zip");
        String folderSaid = run(ExitCode.FINE, "list", temp.resolve("a").toString(), people.toString(), "--recursive");
        assertThat(run(ExitCode.FINE, "list", temp.resolve("b").toString(), zip.toString(), "--recursive"))
                .isEqualTo(folderSaid);
        assertSame("a", "b", List.of(".lst"));
        Files.writeString(
                temp.resolve("a.lst"), Files.readString(temp.resolve("a.lst")) + "900\t1\tnone.jpg\n901\t1\tp0\n");
        String list = temp.resolve("a.lst").toString();
        for (String more : List.of("--pass-through", "--quality=90")) {
            run(
                    ExitCode.BAD_DATA,
                    "pack",
                    list,
                    people.toString(),
                    "-o",
                    temp.resolve("f.rec").toString(),
                    more);
            run(
                    ExitCode.BAD_DATA,
                    "pack",
                    list,
                    zip.toString(),
                    "-o",
                    temp.resolve("z.rec").toString(),
                    more);
            assertSame("f", "z", List.of(".rec", ".idx", ".rejects.tsv"));
        }
        assertThat(temp.resolve("z.rejects.tsv")).content().contains("no such file", "is a folder");
    }

    @Test
    void facesToo() throws IOException {
        Path people = people();
        Path zip = pack(people, "people.zip");
        run(
                ExitCode.FINE,
                "face",
                "list",
                people.toString(),
                "-o",
                temp.resolve("a.lst").toString(),
                "--relative");
        run(
                ExitCode.FINE,
                "face",
                "list",
                zip.toString(),
                "-o",
                temp.resolve("b.lst").toString());
        assertSame("a", "b", List.of(".lst"));
        for (String[] words : new String[][] {
            {"face", "pack", "IN", "-o", "OUT.rec", "--detector", "haar", "--no-face", "centre-crop"},
            {"face", "align", "IN", "OUT", "--detector", "haar", "--no-face", "centre-crop"}
        }) {
            for (Path in : List.of(people, zip)) {
                String out = temp.resolve(in.equals(zip) ? "z" : "f").toString();
                String[] line = Stream.of(words)
                        .map(word -> word.equals("IN") ? in.toString() : word.replace("OUT", out))
                        .toArray(String[]::new);
                new Terminal().run(line);
            }
        }
        assertSame("f", "z", List.of(".rec", ".idx", "/crops.lst", "/sources.lst"));
        assertThat(Files.size(temp.resolve("z.rec"))).isPositive();
    }

    @Test
    void pairsOfFacesToo() throws IOException {
        Path people = people();
        Path zip = pack(people, "people.zip");
        for (Path in : List.of(people, zip)) {
            String out = temp.resolve(in.equals(zip) ? "z" : "f").toString();
            run(ExitCode.FINE, "face", "bin", "pairs", in.toString(), "-o", out + ".txt", "--folds=1", "--per-class=2");
            Files.writeString(
                    Path.of(out + ".more"),
                    Files.readString(Path.of(out + ".txt")).replaceAll("[.](jpg|png) ", " ") + "p0/none p0 0\n");
            run(
                    ExitCode.BAD_DATA,
                    "face",
                    "bin",
                    "pack",
                    out + ".more",
                    in.toString(),
                    "-o",
                    out + ".bin",
                    "--size=any",
                    "--folds=1");
        }
        assertSame("f", "z", List.of(".txt", ".bin"));
        assertThat(Files.readString(temp.resolve("z.rejects.tsv")).replace(zip.toString(), people.toString()))
                .isEqualTo(Files.readString(temp.resolve("f.rejects.tsv")))
                .contains("image not found: path=p0/none");
    }

    @Test
    void mattesToo() throws IOException {
        for (String name : List.of("I-HIM-MINI", "HIM-MINI", "V-HIM-MINI")) {
            Path folder = Path.of("testdata/matting/tree", name);
            Path zip = pack(folder, name + ".zip");
            run(ExitCode.FINE, "matting", "pack", folder.toString(), temp + "/f.rec", "--keep-files");
            run(ExitCode.FINE, "matting", "pack", zip.toString(), temp + "/z.rec", "--keep-files");
            assertSame("f", "z", List.of(".rec", ".idx", ".cix"));
            Terminal plain = new Terminal();
            Terminal packed = new Terminal();
            assertThat(packed.run("matting", "check", zip.toString(), "--json"))
                    .isEqualTo(plain.run("matting", "check", folder.toString(), "--json"));
            assertThat(withoutPlaces(packed.out())).isEqualTo(withoutPlaces(plain.out()));
        }
    }

    @Test
    void scoresOfMattesToo() throws IOException {
        Path predicted = Path.of("testdata/matte/clips/predicted");
        Path truth = Path.of("testdata/matte/clips/truth");
        List<Path> predictions = List.of(predicted, pack(predicted, "predicted.zip"));
        List<Path> truths = List.of(truth, pack(truth, "truth.zip"));
        List<String> said = new ArrayList<>();
        for (Path one : predictions) {
            for (Path other : truths) {
                Terminal terminal = new Terminal();
                int code = terminal.run("matting", "score", one.toString(), other.toString(), "--video", "--json");
                said.add(code + withoutPlaces(terminal.out()));
            }
        }
        assertThat(said.getFirst()).startsWith("0").contains("\"sad\"");
        assertThat(said).containsOnly(said.getFirst());
    }

    private static String withoutPlaces(String json) {
        return json.replaceAll("\"(path|root|tree|archive|predicted|truth|prediction|seconds)\" : [^,\n]*", "");
    }

    @Test
    void cocoToo() throws IOException {
        Path drawn = temp.resolve("drawn");
        PeopleSet.of(3, 1).drawInto(drawn, Progress.NONE);
        String json = drawn.resolve(PeopleSet.ANNOTATIONS).toString();
        Path folder = drawn.resolve(PeopleSet.IMAGES);
        Files.delete(folder.resolve("000000000002.jpg"));
        Path zip = pack(folder, "images.zip");
        Terminal plain = new Terminal();
        Terminal packed = new Terminal();
        assertThat(packed.run("coco", "check", json, zip.toString()))
                .isEqualTo(plain.run("coco", "check", json, folder.toString()));
        assertThat(withoutTime(packed.out())).isEqualTo(withoutTime(plain.out()));
        for (String ending : List.of(".rec", ".h5")) {
            new Terminal()
                    .run(
                            "coco",
                            "encode",
                            json,
                            folder.toString(),
                            temp.resolve("f" + ending).toString());
            new Terminal()
                    .run(
                            "coco",
                            "encode",
                            json,
                            zip.toString(),
                            temp.resolve("z" + ending).toString());
            assertSame("f", "z", List.of(ending, ".rejects.tsv"));
        }
    }

    private static String withoutTime(String text) {
        return text.replaceAll("in [0-9.]+ s", "").replaceAll("images(\\.zip)?", "images");
    }

    @Test
    void archivesThatAreRefusedAreNoFolders() throws IOException {
        String slip = "testdata/archive/zip_slip.zip";
        assertThat(run(ExitCode.BAD_DATA, "list", temp.resolve("a").toString(), slip))
                .contains("name leads out of its folder");
        Path list = Files.writeString(temp.resolve("one.lst"), "0\t1\ta.jpg\n");
        assertThat(run(ExitCode.BAD_DATA, "pack", list.toString(), slip, "-o", temp + "/a.rec"))
                .contains("name leads out of its folder");
    }
}
