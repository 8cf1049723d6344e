package io.cameo.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cameo.image.ChannelOrder;
import io.cameo.image.Encoding;
import io.cameo.image.ImageCodec;
import io.cameo.loader.MadeRecords;
import io.cameo.loader.SampleFormat;
import io.cameo.loader.SampleReader;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTensorTest {
    private static final int WIDTH_PX = MadeRecords.WIDTH_PX;
    private static final int HEIGHT_PX = MadeRecords.HEIGHT_PX;

    @TempDir
    Path folder;

    private final OrtEnvironment environment = OnnxEnvironment.get();

    @Test
    void samplesAreDecodedIntoTheMemoryThatTheSessionReads() throws IOException, OrtException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 100, 6);
        byte[] model = OnnxModel.means(OnnxModel.FLOAT, 3, HEIGHT_PX, WIDTH_PX);
        try (OrtSession session = environment.createSession(model);
                ImageCodec codec = ImageCodec.create();
                RecordFile file = RecordFile.open(rec);
                SampleTensor sample =
                        SampleTensor.of(environment, SampleReader.of(file, SampleFormat.face(WIDTH_PX, HEIGHT_PX)))) {
            OnnxTensor tensor = sample.read(103);
            assertThat(tensor.ownsBuffer()).isFalse();
            assertThat(tensor.getInfo().getShape()).containsExactly(1, 3, HEIGHT_PX, WIDTH_PX);
            for (int key = 105; key >= 100; key--) {
                assertThat(key % 2 == 0 ? sample.read(key) : sample.readAt(key - 100))
                        .isSameAs(tensor);
                assertThat(sample.record().id()).isEqualTo(key);
                float[] means = BatchTensorTest.run(session, tensor);
                byte[] rgb = MadeRecords.rgb(codec, key);
                for (int c = 0; c < 3; c++) {
                    double sum = 0;
                    for (int p = c; p < rgb.length; p += 3) {
                        sum += ((rgb[p] & 0xff) - 127.5) / 127.5;
                    }
                    assertThat((double) means[c]).isCloseTo(sum / (WIDTH_PX * HEIGHT_PX), within(1e-6));
                }
            }
            assertThatThrownBy(() -> sample.read(7)).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(() -> sample.readAt(6)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aClosedOneReadsNothing() throws IOException, OrtException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 1);
        try (RecordFile file = RecordFile.open(rec)) {
            SampleTensor sample =
                    SampleTensor.of(environment, SampleReader.of(file, SampleFormat.rgb(WIDTH_PX, HEIGHT_PX)));
            OnnxTensor tensor = sample.read(0);
            sample.close();
            sample.close();
            assertThat(tensor.isClosed()).isTrue();
            assertThatThrownBy(() -> sample.read(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> sample.readAt(0)).isInstanceOf(IllegalStateException.class);
        }
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void bytesKeepTheirLayout() throws IOException, OrtException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 2);
        try (ImageCodec codec = ImageCodec.create();
                RecordFile file = RecordFile.open(rec);
                SampleTensor sample =
                        SampleTensor.of(environment, SampleReader.of(file, SampleFormat.rgb(WIDTH_PX, HEIGHT_PX)))) {
            OnnxTensor tensor = sample.read(1);
            assertThat(tensor.getInfo().getShape()).containsExactly(1, HEIGHT_PX, WIDTH_PX, 3);
            byte[] bytes = new byte[MadeRecords.PIXEL_BYTES];
            tensor.getByteBuffer().get(bytes);
            assertThat(bytes).isEqualTo(MadeRecords.rgb(codec, 1));
        }
    }

    /** A published detector sees the same through our memory as through a copy that ONNX Runtime makes of an array. */
    @Test
    void yuNetSeesTheSameWithoutACopy() throws IOException, OrtException {
        Path model = Path.of("../shared/models/yunet/yunet_s_640_640.onnx");
        assumeTrue(Files.isRegularFile(model), "no YuNet model beside the project: " + model);
        Path rec = folder.resolve("large.rec");
        try (ImageCodec codec = ImageCodec.create();
                RecordWriter writer = RecordWriter.create(rec)) {
            writer.write(0, IrHeader.scalar(0, 0), MadeRecords.encode(codec, 5, Encoding.JPEG, 640, 640));
            writer.commit();
        }
        SampleFormat format = SampleFormat.face(640, 640).with(ChannelOrder.BGR).normalize(0, 1);
        try (OrtSession session = environment.createSession(model.toString());
                RecordFile file = RecordFile.open(rec);
                SampleTensor sample = SampleTensor.of(environment, SampleReader.of(file, format))) {
            OnnxTensor tensor = sample.read(0);
            float[] numbers = new float[3 * 640 * 640];
            tensor.getFloatBuffer().get(numbers);
            String input = session.getInputNames().iterator().next();
            try (OnnxTensor copy = OnnxTensor.createTensor(
                            environment, FloatBuffer.wrap(numbers), new long[] {1, 3, 640, 640});
                    OrtSession.Result ours = session.run(Map.of(input, tensor));
                    OrtSession.Result theirs = session.run(Map.of(input, copy))) {
                assertThat(copy.ownsBuffer()).isTrue();
                assertThat(ours.size()).isEqualTo(12);
                for (int i = 0; i < ours.size(); i++) {
                    FloatBuffer mine = ((OnnxTensor) ours.get(i)).getFloatBuffer();
                    assertThat(MemorySegment.ofBuffer(mine)
                                    .mismatch(MemorySegment.ofBuffer(((OnnxTensor) theirs.get(i)).getFloatBuffer())))
                            .isEqualTo(-1);
                }
            }
        }
    }
}
