package io.cameo.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One face of {@code testdata/face/align_M.json}: what InsightFace's {@code preprocess} made of a line of
 * {@code align.lst}.
 */
record AlignGolden(
        String name,
        int widthPx,
        Landmarks5 landmarks,
        SimilarityTransform transform,
        String sourceHash,
        String cropHash,
        int closedFormDifference,
        String jpegHash) {
    private static final Path ROOT = Path.of("testdata", "face");

    static List<AlignGolden> all() {
        try {
            List<String> lines = Files.readAllLines(ROOT.resolve("align.lst"));
            List<AlignGolden> all = new ArrayList<>();
            for (JsonNode node :
                    new ObjectMapper().readTree(ROOT.resolve("align_M.json").toFile())) {
                String[] columns = lines.get(node.get("line").asInt()).strip().split("\t", -1);
                double[] points = new double[10];
                for (int i = 0; i < points.length; i++) {
                    points[i] = Double.parseDouble(columns[7 + i]);
                }
                JsonNode upper = node.get("M").get(0);
                JsonNode lower = node.get("M").get(1);
                all.add(new AlignGolden(
                        node.get("src").asText(),
                        node.get("w").asInt(),
                        Landmarks5.ofColumns(points),
                        new SimilarityTransform(
                                lower.get(1).asDouble(),
                                lower.get(0).asDouble(),
                                upper.get(2).asDouble(),
                                lower.get(2).asDouble()),
                        node.get("src_bgr_sha256").asText(),
                        node.get("crop_bgr_sha256").asText(),
                        node.get("crop_closed_maxdiff").asInt(),
                        node.get("jpeg95_sha256").asText()));
            }
            if (all.size() != 26) {
                throw new IllegalStateException("golden faces are missing: found=" + all.size());
            }
            return all;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    FaceTemplate template() {
        return FaceTemplate.arcFace(widthPx, 112);
    }

    Image decode(ImageCodec codec) {
        try {
            return codec.decode(MemorySegment.ofArray(Files.readAllBytes(ROOT.resolve(name))), ColorMode.COLOR);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
