package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceRecordWriter;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.lst.FaceLine;
import io.cameo.numpy.NpyWriter;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Face data sets for tests: InsightFace's own, and made-up ones of few bytes an image. */
final class MadeSets {
    static final Path GOLDEN = Path.of("testdata/dataset/insightface");
    static final Path RECORDS = Path.of("testdata/record/insightface");

    private MadeSets() {}

    /** An image as it is compared. */
    record Image(double label, String payload) {}

    /** Copies a golden record file and its index, for those that write beside it. */
    static Path golden(Path folder, String name) throws IOException {
        Path rec = folder.resolve(name + ".rec");
        Files.copy(RECORDS.resolve(name + ".rec"), rec);
        Files.copy(RECORDS.resolve(name + ".idx"), RecordIndex.besides(rec));
        return rec;
    }

    /** Writes images of given labels; image i has the same bytes in every set of the same salt. */
    static Path write(Path rec, FaceLayout layout, int salt, long... labels) throws IOException {
        try (FaceRecordWriter writer = FaceRecordWriter.create(rec, FaceRecordWriter.Options.of(layout))) {
            for (int i = 0; i < labels.length; i++) {
                writer.write(FaceLine.of(i % 3 != 0, "x", labels[i]), payload(salt, i));
            }
            writer.commit();
        }
        return rec;
    }

    static MemorySegment payload(int salt, int image) {
        byte[] bytes = new byte[1 + image * 7 % 40];
        new SplittableRandom(salt * 1000L + image).nextBytes(bytes);
        return MemorySegment.ofArray(bytes);
    }

    static String hex(MemorySegment payload) {
        return HexFormat.of().formatHex(payload.toArray(ValueLayout.JAVA_BYTE));
    }

    /** All images of a set, in file order. */
    static List<Image> images(Path rec) throws IOException {
        List<Image> images = new ArrayList<>();
        try (FaceRecords faces = FaceRecords.open(rec)) {
            for (int i = 0; i < faces.images(); i++) {
                images.add(new Image(faces.label(i), hex(faces.at(i).payload())));
            }
        }
        return images;
    }

    static List<Double> labels(Path rec) throws IOException {
        return images(rec).stream().map(Image::label).toList();
    }

    static List<String> payloads(Path rec) throws IOException {
        return images(rec).stream().map(Image::payload).toList();
    }

    /** Writes embeddings of two values. */
    static Path embeddings(Path npy, double... degrees) throws IOException {
        try (NpyWriter writer = NpyWriter.create(npy, 2)) {
            for (double angle : degrees) {
                double radians = Math.toRadians(angle);
                writer.append(new float[] {(float) (3 * Math.cos(radians)), (float) (3 * Math.sin(radians))}, 0);
            }
            writer.finish();
        }
        return npy;
    }
}
