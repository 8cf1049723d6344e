package io.cameo.dataset.insightface;

import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.lst.FaceLstReader;
import io.cameo.record.CixFile;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Face data sets for tests: InsightFace's own, and made-up ones. */
final class FaceSets {
    static final Path GOLDEN = Path.of("testdata/dataset/insightface");
    static final Path RECORDS = Path.of("testdata/record/insightface");

    private FaceSets() {}

    /** Copies a golden record file, with its index or without, to where a test may write beside it. */
    static Path copy(Path folder, String name, boolean withIdx) throws IOException {
        Path rec = folder.resolve(name + ".rec");
        Files.copy(RECORDS.resolve(name + ".rec"), rec);
        if (withIdx) {
            Files.copy(RECORDS.resolve(name + ".idx"), RecordIndex.besides(rec));
        }
        return rec;
    }

    /** The lines of a golden list that {@code face2rec2.py} packs. */
    static List<FaceLine> lines(String name) throws IOException {
        List<FaceLine> faces = new ArrayList<>();
        try (FaceLstReader reader = FaceLstReader.open(GOLDEN.resolve(name))) {
            for (FaceListLine line = reader.next(); line != null; line = reader.next()) {
                if (((FaceLine) line).isPackedByFace2rec2()) {
                    faces.add((FaceLine) line);
                }
            }
        }
        return faces;
    }

    /** Writes images of given labels and few bytes, all aligned. */
    static FaceWriteReport write(Path rec, FaceRecordWriter.Options options, long... labels) throws IOException {
        try (FaceRecordWriter writer = FaceRecordWriter.create(rec, options)) {
            for (int i = 0; i < labels.length; i++) {
                writer.write(face(i, labels[i]), payload(i));
            }
            return writer.commit();
        }
    }

    static FaceLine face(int image, long label) {
        return FaceLine.of(true, "p" + label + "/" + image + ".jpg", label);
    }

    static MemorySegment payload(int image) {
        byte[] bytes = new byte[1 + image * 7 % 40];
        new SplittableRandom(image).nextBytes(bytes);
        return MemorySegment.ofArray(bytes);
    }

    /** Takes away what lies beside a record file, by extension. */
    static void drop(Path rec, String... extensions) throws IOException {
        for (String extension : extensions) {
            Files.deleteIfExists(IdsFile.besides(rec, extension));
        }
    }

    static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static Path cix(Path rec) {
        return CixFile.besides(rec);
    }
}
