package io.cameo.mask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** What pycocotools and the original script made. */
final class Golden {
    static final Path DIRECTORY = Path.of("testdata/mask");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    /** A file beside the project that may not be part of it; the test is skipped where it is absent. */
    static Path shared(String name) {
        Path file = Path.of("../shared/golden/coco").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> "not in this checkout: " + file);
        return file;
    }

    static byte[] unzip(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    static JsonNode json(Path file) throws IOException {
        return file.toString().endsWith(".gz") ? JSON.readTree(unzip(file)) : JSON.readTree(file.toFile());
    }

    static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    static double[] doubles(JsonNode array) {
        double[] out = new double[array.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = array.get(i).doubleValue();
        }
        return out;
    }

    static int[] ints(JsonNode array) {
        int[] out = new int[array.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = array.get(i).intValue();
        }
        return out;
    }

    /** What {@code annToRLE} makes of a segmentation. */
    static Rle rle(JsonNode segmentation, int heightPx, int widthPx) {
        if (segmentation.isArray()) {
            List<double[]> parts = new ArrayList<>();
            segmentation.forEach(part -> parts.add(doubles(part)));
            return new PolygonFill().fill(parts, heightPx, widthPx);
        }
        int height = segmentation.get("size").get(0).intValue();
        int width = segmentation.get("size").get(1).intValue();
        JsonNode counts = segmentation.get("counts");
        return counts.isTextual() ? Rle.parse(height, width, counts.textValue()) : Rle.of(height, width, ints(counts));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }
}
