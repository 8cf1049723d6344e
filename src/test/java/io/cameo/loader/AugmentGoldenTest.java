package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.compute.SampleRandom;
import io.cameo.image.ChannelOrder;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Interpolation;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps that choose nothing by chance, against batches that the real ImageRecordIter made. */
class AugmentGoldenTest {
    private static final Path FILES = Path.of("testdata/loader");

    @ParameterizedTest
    @ValueSource(strings = {"r256_c224_u8", "c480x640_u8"})
    void batchesAreThoseOfImageRecordIter(String name) throws IOException {
        JsonNode golden = new ObjectMapper()
                .readTree(FILES.resolve("manifest.json").toFile())
                .get("cases")
                .get(name);
        JsonNode shape = golden.get("params").get("data_shape");
        int height = shape.get(1).asInt();
        int width = shape.get(2).asInt();
        int size = golden.get("params").get("resize").asInt();
        Augment chain = Augments.chain(
                Augments.resizeShort(size, Interpolation.LINEAR),
                Augments.centerCrop(width, height, Interpolation.LINEAR));
        TensorSpec spec = new TensorSpec(TensorLayout.NCHW, TensorType.UINT8, ChannelOrder.RGB, height, width);
        List<Function<TensorSpec, PixelPack>> twins = List.of(PixelPackScalar::new, PixelPackSimd::new);
        for (Function<TensorSpec, PixelPack> twin : twins) {
            byte[] batch = batch(chain, twin.apply(spec));
            assertThat(sha256(batch)).isEqualTo(golden.get("sha256").asText());
        }
    }

    private static byte[] batch(Augment chain, PixelPack pack) throws IOException {
        try (RecordFile file = RecordFile.open(FILES.resolve("src.rec"));
                ImageCodec codec = ImageCodec.create();
                AugmentScratch scratch = AugmentScratch.create()) {
            int sample = pack.spec().sampleBytes();
            byte[] batch = new byte[file.size() * sample];
            SampleRandom random = new SampleRandom();
            for (int i = 0; i < file.size(); i++) {
                Image image = codec.decode(file.at(i).payload(), ColorMode.COLOR);
                Image result = chain.apply(image, random, scratch);
                pack.pack(result, new PixelScale(), MemorySegment.ofArray(batch), (long) i * sample);
            }
            return batch;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
    }
}
