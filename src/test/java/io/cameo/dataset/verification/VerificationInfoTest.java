package io.cameo.dataset.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.image.ImageCodec;
import io.cameo.image.ImageKind;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationInfoTest {
    @TempDir
    Path folder;

    @Test
    void findsNothingWrongWithTheGolden() throws IOException {
        try (VerificationSet set = VerificationSet.open(VerificationSetTest.GOLDEN.resolve("ver_bytes_p2.bin"));
                ImageCodec codec = ImageCodec.create()) {
            VerificationInfo info = VerificationInfo.of(set, codec, 2);
            assertThat(info.pairs()).isEqualTo(5);
            assertThat(info.samePairs()).isEqualTo(3);
            assertThat(info.surplusImages()).isZero();
            assertThat(info.kinds()).isEqualTo(Map.of(ImageKind.JPEG, 10));
            assertThat(info.sizes()).isEqualTo(Map.of("112x112", 10));
            assertThat(info.oneClassFolds()).isEmpty();
            assertThat(info.isSound()).isTrue();
            assertThat(VerificationInfo.of(set, codec, 5).oneClassFolds()).containsExactly(0, 1, 2, 3, 4);
            assertThat(VerificationInfo.of(set, codec, 10).isSound()).isFalse();
        }
    }

    @Test
    void namesImagesThatCannotBeDecoded() throws IOException {
        Path file = folder.resolve("broken.bin");
        try (VerificationSet set = VerificationSet.open(VerificationSetTest.GOLDEN.resolve("ver_bytes_p4.bin"));
                VerificationWriter writer = VerificationWriter.create(file, 2)) {
            MemorySegment good = set.image(0);
            writer.add(good, good.asSlice(0, good.byteSize() / 2), true);
            writer.add(MemorySegment.ofArray("not an image".getBytes(StandardCharsets.UTF_8)), good, false);
            writer.finish();
        }
        try (VerificationSet set = VerificationSet.open(file);
                ImageCodec codec = ImageCodec.create()) {
            VerificationInfo info = VerificationInfo.of(set, codec, 1);
            assertThat(info.undecodableImages()).isEqualTo(2);
            assertThat(info.faults()).extracting(VerificationInfo.Fault::image).containsExactly(1, 2);
            assertThat(info.faults())
                    .allSatisfy(fault -> assertThat(fault.reason()).isNotEmpty());
            assertThat(info.kinds()).isEqualTo(Map.of(ImageKind.JPEG, 3, ImageKind.UNKNOWN, 1));
            assertThat(info.isSound()).isFalse();
        }
    }
}
