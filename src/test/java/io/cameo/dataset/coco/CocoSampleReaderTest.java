package io.cameo.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bundle.Bundle;
import io.cameo.bundle.BundleWriter;
import io.cameo.bundle.Codec;
import io.cameo.bundle.DType;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Bundles whose checksums are right and whose contents are not: damage with its place, whatever they say. */
class CocoSampleReaderTest {
    /** Adds a part under its name. */
    @FunctionalInterface
    private interface Part {
        void add(BundleWriter bundle, String name);
    }

    private final Map<String, Part> parts = new LinkedHashMap<>();

    /** An image of 3 x 2 with one person of one key point. */
    CocoSampleReaderTest() {
        parts.put("image", bytes("image/jpeg", new byte[4], 4));
        parts.put("plane", bytes("application/x-cameo-plane; format=strict", new byte[6], 2, 3));
        parts.put("file_name", bytes("text/plain; charset=utf-8", "a.jpg".getBytes(StandardCharsets.UTF_8), 5));
        parts.put("image_id", longs(new long[] {7}));
        parts.put("categories", bytes("application/json", "[]".getBytes(StandardCharsets.UTF_8), 2));
        parts.put("annotation_ids", longs(new long[] {1}, 1));
        parts.put("category_ids", longs(new long[] {1}, 1));
        parts.put(
                "indexes",
                (bundle, name) ->
                        bundle.add(name, "", DType.UINT16, Codec.STORED, MemorySegment.ofArray(new byte[2]), 1));
        parts.put("flags", bytes("", new byte[1], 1));
        parts.put("areas", doubles(new double[] {4}, 1));
        parts.put("boxes", doubles(new double[4], 1, 4));
        parts.put("keypoints", doubles(new double[3], 1, 1, 3));
    }

    private static Part bytes(String media, byte[] values, long... shape) {
        return (bundle, name) ->
                bundle.add(name, media, DType.UINT8, Codec.STORED, MemorySegment.ofArray(values), shape);
    }

    private static Part longs(long[] values, long... shape) {
        MemorySegment data = MemorySegment.ofArray(new byte[8 * values.length]);
        for (int i = 0; i < values.length; i++) {
            data.set(LittleEndian.LONG, 8L * i, values[i]);
        }
        return (bundle, name) -> bundle.add(name, "", DType.INT64, Codec.STORED, data, shape);
    }

    private static Part doubles(double[] values, long... shape) {
        MemorySegment data = MemorySegment.ofArray(new byte[8 * values.length]);
        for (int i = 0; i < values.length; i++) {
            data.set(LittleEndian.DOUBLE, 8L * i, values[i]);
        }
        return (bundle, name) -> bundle.add(name, "", DType.FLOAT64, Codec.STORED, data, shape);
    }

    private long read() {
        BundleWriter writer = new BundleWriter();
        parts.forEach((name, part) -> part.add(writer, name));
        MemorySegment payload = MemorySegment.ofArray(new byte[Math.toIntExact(writer.maxBytes())]);
        long length = writer.writeTo(payload, 0);
        try (CocoSampleReader reader = new CocoSampleReader()) {
            return reader.read(new Bundle().wrap(payload.asSlice(0, length), Path.of("x.rec"), 0))
                    .image()
                    .id();
        }
    }

    private void damaged(String name, Part part, String reason) {
        Part sound = parts.put(name, part);
        assertThatThrownBy(this::read)
                .as(name)
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("part=" + name);
        parts.put(name, Objects.requireNonNull(sound));
    }

    @Test
    void contentsThatContradictAreDamage() {
        assertThat(read()).isEqualTo(7);
        damaged("image_id", longs(new long[0], 0), "parts of a sample differ in length");
        damaged("image_id", longs(new long[] {7, 8}, 2), "parts of a sample differ in length");
        damaged(
                "plane",
                bytes("application/x-cameo-plane; format=strict", new byte[(1 << 20) + 1], (1 << 20) + 1, 1),
                "not an instance plane");
        damaged("areas", doubles(new double[] {Double.NaN}, 1), "number is not finite: at=0");
        damaged("boxes", doubles(new double[] {0, 0, 0, Double.POSITIVE_INFINITY}, 1, 4), "number is not finite: at=3");
        damaged("keypoints", doubles(new double[] {0, Double.NaN, 2}, 1, 1, 3), "number is not finite: at=1");
        damaged("keypoints", doubles(new double[6], 2, 1, 3), "not the key points of the annotations");
    }
}
