package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The made-up release, and what its archives hold by the names that the release's files have in folders. */
final class Release {
    static final Path ROOT = Path.of("testdata/convert/ffhquv/release");
    static final Path BROKEN = Path.of("testdata/convert/ffhquv/broken");

    private Release() {}

    static UvPackReport pack(Path root, Path rec, UnaryOperator<UvPack> how) throws IOException {
        try (UvTree tree = UvTree.open(List.of(root))) {
            return how.apply(UvPack.from(tree).noErrorLimit()).writeTo(rec);
        }
    }

    static UvPackReport pack(Path rec, UvSet set) throws IOException {
        return pack(ROOT, rec, job -> job.set(set));
    }

    /** The files of a set, and of the project where it belongs to that. */
    static Map<String, byte[]> files(UvSet set) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        String folder = "dataset/" + set.word() + "/";
        addArchive(folder + "uv-maps/", files);
        addArchive(folder + "face-latents/", files);
        files.put(folder + "meta-info.json", Files.readAllBytes(ROOT.resolve(folder + "meta-info.json")));
        if (set == UvSet.FFHQ_UV) {
            addArchive("dataset_project/", files);
        }
        return files;
    }

    private static void addArchive(String folder, Map<String, byte[]> files) throws IOException {
        try (Stream<Path> archives = Files.list(ROOT.resolve(folder))) {
            for (Path archive : archives.toList()) {
                try (ZipFile zip = new ZipFile(archive.toFile())) {
                    Enumeration<? extends ZipEntry> entries = zip.entries();
                    while (entries.hasMoreElements()) {
                        ZipEntry entry = entries.nextElement();
                        files.put(
                                folder + entry.getName(),
                                zip.getInputStream(entry).readAllBytes());
                    }
                }
            }
        }
    }

    /** Every file below a folder. */
    static Map<String, byte[]> contents(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
