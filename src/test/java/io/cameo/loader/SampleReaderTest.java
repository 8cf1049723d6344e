package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.image.ChannelOrder;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.image.Transforms;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordWriter;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleReaderTest {
    private static final int SIDE = 40;
    private static final int PORTRAITS = 12;

    private final ImageCodec codec = ImageCodec.create();

    @TempDir
    Path temp;

    private Path rec;
    private RecordFile file;

    /** Keys 0.. are JPEGs, 100.. the same as PNG, 200.. as raw pixels, 300.. as LZ4, 400 is no image, 401 has none. */
    @BeforeEach
    void write() throws IOException {
        rec = temp.resolve("faces.rec");
        try (RecordWriter writer = RecordWriter.create(rec);
                Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, SIDE, SIDE, PixelFormat.BGR8);
            for (int i = 0; i < PORTRAITS; i++) {
                new Portrait(SIDE).draw(1, i, 0, image.pixels(), new float[10]);
                int key = i;
                for (Encoding encoding : Encoding.values()) {
                    writer.write(key, IrHeader.scalar(i, key), codec.encode(image, encoding, 95));
                    key += 100;
                }
            }
            writer.write(400, IrHeader.scalar(0, 400), MemorySegment.ofArray(new byte[] {1, 2, 3}));
            writer.write(401, IrHeader.scalar(0, 401), MemorySegment.ofArray(new byte[0]));
            writer.commit();
        }
        file = RecordFile.open(rec);
    }

    @AfterEach
    void close() {
        codec.close();
        try {
            file.close();
        } catch (IllegalStateException closedByTheTest) {
            assertThat(closedByTheTest).hasMessageContaining("closed");
        }
    }

    private byte[] read(SampleFormat format, long key) {
        byte[] sample = new byte[format.sizeBytes()];
        try (Sampler sampler = SampleReader.of(file, format).sampler()) {
            sampler.read(key, MemorySegment.ofArray(sample));
        }
        return sample;
    }

    private byte[] readNative(SampleFormat format, long key) {
        try (Sampler sampler = SampleReader.of(file, format).sampler();
                Arena arena = Arena.ofConfined()) {
            MemorySegment dst = arena.allocate(format.sizeBytes());
            sampler.read(key, dst);
            return dst.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** By the definition alone, from the pixels that the codec gives. */
    private static byte[] expected(SampleFormat format, Image image) {
        byte[] sample = new byte[format.sizeBytes()];
        MemorySegment numbers = MemorySegment.ofArray(sample);
        int channels = format.spec().order().channels();
        for (int y = 0; y < format.spec().heightPx(); y++) {
            for (int x = 0; x < format.spec().widthPx(); x++) {
                for (int c = 0; c < channels; c++) {
                    int stored = format.spec().order() == ChannelOrder.RGB ? 2 - c : c;
                    int pixel = image.sample(x, y, stored);
                    long at = format.spec().layout() == TensorLayout.NHWC
                            ? ((long) y * format.spec().widthPx() + x) * channels + c
                            : ((long) c * format.spec().heightPx() + y)
                                            * format.spec().widthPx()
                                    + x;
                    if (format.spec().type() == TensorType.UINT8) {
                        sample[(int) at] = (byte) pixel;
                    } else {
                        numbers.set(LittleEndian.FLOAT, 4 * at, (pixel - 127.5f) * (1 / 128f));
                    }
                }
            }
        }
        return sample;
    }

    private static List<SampleFormat> formats(int widthPx, int heightPx) {
        List<SampleFormat> formats = new ArrayList<>();
        for (ChannelOrder order : ChannelOrder.values()) {
            for (TensorLayout layout : TensorLayout.values()) {
                SampleFormat bytes =
                        SampleFormat.rgb(widthPx, heightPx).with(order).with(layout);
                formats.add(bytes);
                formats.add(bytes.with(TensorType.FLOAT32).normalize(127.5f, 128));
            }
        }
        return formats;
    }

    @Test
    void givesTheNumbersOfTheDefinition() {
        for (SampleFormat format : formats(SIDE, SIDE)) {
            ColorMode mode = format.spec().order() == ChannelOrder.GRAY ? ColorMode.GRAY : ColorMode.COLOR;
            for (long key : new long[] {3, 103, 203, 303}) {
                Image image = codec.decode(file.get(key).payload(), mode);
                byte[] expected = expected(format, image);
                assertThat(read(format, key)).as(format + " key " + key).isEqualTo(expected);
                assertThat(readNative(format, key)).as(format + " key " + key).isEqualTo(expected);
            }
        }
    }

    @Test
    void resizesWhatHasAnotherSize() {
        for (SampleFormat format : formats(33, 27)) { // more than half: nothing is scaled while it is decoded
            ColorMode mode = format.spec().order() == ChannelOrder.GRAY ? ColorMode.GRAY : ColorMode.COLOR;
            for (long key : new long[] {4, 104, 204}) {
                Image image = codec.decode(file.get(key).payload(), mode);
                Image sized = Transforms.resize(33, 27).apply(image, 0, codec);
                assertThat(read(format, key)).as(format + " key " + key).isEqualTo(expected(format, sized));
            }
        }
    }

    /** Much smaller JPEGs are scaled in the decoder, which averages blocks, and so looks like a resized larger image. */
    @Test
    void scalesWhileItDecodes() {
        SampleFormat format = SampleFormat.rgb(9, 9);
        byte[] scaled = read(format, 5);
        byte[] resized = read(format, 105); // a PNG, decoded whole
        double difference = 0;
        for (int i = 0; i < scaled.length; i++) {
            difference += Math.abs(Byte.toUnsignedInt(scaled[i]) - Byte.toUnsignedInt(resized[i]));
        }
        assertThat(difference / scaled.length).isLessThan(25);
        assertThat(read(SampleFormat.rgb(60, 60), 5)).hasSize(60 * 60 * 3); // and larger ones are possible
    }

    @Test
    void writesWhereItIsToldAndTellsTheLabel() {
        SampleFormat format = SampleFormat.face(SIDE, SIDE);
        assertThat(format.toString()).isEqualTo("40x40 RGB NCHW float32");
        try (Sampler sampler = SampleReader.of(file, format).sampler();
                Arena arena = Arena.ofConfined()) {
            MemorySegment dst = arena.allocate(format.sizeBytes() + 24L);
            sampler.read(7, dst, 16);
            assertThat(sampler.record().label(0)).isEqualTo(7);
            assertThat(dst.asSlice(16, format.sizeBytes()).toArray(ValueLayout.JAVA_BYTE))
                    .isEqualTo(read(format, 7));
            assertThat(dst.get(LittleEndian.LONG, 0)).isZero();
            assertThat(dst.get(LittleEndian.LONG, 16L + format.sizeBytes())).isZero();
            for (long offset : new long[] {-1, 25, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> sampler.read(7, dst, offset)).isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> sampler.read(7, dst.asReadOnly())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void saysWhatIsWrong() {
        SampleFormat format = SampleFormat.rgb(SIDE, SIDE);
        MemorySegment dst = MemorySegment.ofArray(new byte[format.sizeBytes()]);
        SampleReader reader = SampleReader.of(file, format);
        Sampler sampler = reader.sampler();
        assertThatThrownBy(() -> sampler.read(99, dst))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no record with this key: file=" + rec + ", key=99");
        assertThatThrownBy(() -> sampler.read(400, dst))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("not a known image: bytes=3")
                .hasMessageContaining("key=400")
                .hasMessageContaining("offset=" + file.get(400).offsetBytes());
        assertThatThrownBy(() -> sampler.read(401, dst)).isInstanceOf(CorruptDataException.class);
        sampler.read(1, dst);
        assertThat(reader.latency().count()).isEqualTo(1);
        sampler.close();
        sampler.close();
        assertThatThrownBy(() -> sampler.read(1, dst))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("sampler is closed");
        assertThatThrownBy(() -> SampleFormat.rgb(0, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SampleFormat.rgb(5, 5).normalize(Float.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SampleFormat.rgb(5, 5).normalize(Normalization.FACE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("normalization is random");
        assertThatThrownBy(() -> SampleFormat.rgb(65_000, 65_000)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyThreadsReadTheSame() throws InterruptedException {
        SampleFormat format = SampleFormat.face(SIDE, SIDE);
        SampleReader reader = SampleReader.of(file, format);
        List<byte[]> expected = new ArrayList<>();
        for (int key = 0; key < PORTRAITS; key++) {
            expected.add(read(format, key));
        }
        AtomicInteger wrong = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int seed = t;
            threads.add(new Thread(() -> {
                byte[] sample = new byte[format.sizeBytes()];
                try (Sampler sampler = reader.sampler()) {
                    for (int i = 0; i < 200; i++) {
                        int key = (i * 7 + seed) % PORTRAITS;
                        sampler.read(key, MemorySegment.ofArray(sample));
                        if (!Arrays.equals(sample, expected.get(key))) {
                            wrong.incrementAndGet();
                        }
                    }
                } catch (Throwable thrown) {
                    failure.set(thrown);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        }
        assertThat(failure.get()).isNull();
        assertThat(wrong.get()).isZero();
        SampleLatency latency = reader.latency();
        assertThat(latency.count()).isEqualTo(800);
        assertThat(latency.p50Nanos()).isPositive().isLessThanOrEqualTo(latency.p99Nanos());
        assertThat(latency.p99Nanos()).isLessThanOrEqualTo(latency.p999Nanos());
        assertThat(latency.p999Nanos()).isLessThanOrEqualTo(latency.maxNanos());
        reader.resetLatency();
        assertThat(reader.latency().count()).isZero();
    }

    @Test
    void closingTheFileUnderReadersGivesThemIllegalState() throws Exception {
        SampleFormat format = SampleFormat.face(SIDE, SIDE);
        for (int round = 0; round < 20; round++) {
            RecordFile own = RecordFile.open(rec);
            SampleReader reader = SampleReader.of(own, format);
            CountDownLatch reading = new CountDownLatch(1);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread thread = new Thread(() -> {
                MemorySegment dst = MemorySegment.ofArray(new byte[format.sizeBytes()]);
                try (Sampler sampler = reader.sampler()) {
                    for (int i = 0; ; i++) {
                        sampler.read(i % PORTRAITS, dst);
                        reading.countDown();
                    }
                } catch (Throwable failure) {
                    thrown.set(failure);
                }
            });
            thread.start();
            assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
            own.close();
            thread.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(thrown.get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed while a sample was read: file=" + rec);
        }
    }

    @Test
    void flightRecorderSeesEverySampleIfAsked() throws IOException {
        SampleFormat format = SampleFormat.rgb(SIDE, SIDE);
        MemorySegment dst = MemorySegment.ofArray(new byte[format.sizeBytes()]);
        Path dump = temp.resolve("samples.jfr");
        try (Recording recording = new Recording();
                Sampler sampler = SampleReader.of(file, format).sampler()) {
            recording.start();
            sampler.read(1, dst);
            recording.enable("io.cameo.SampleRead");
            sampler.read(2, dst);
            sampler.read(103, dst);
            recording.stop();
            recording.dump(dump);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(dump).stream()
                .filter(event -> event.getEventType().getName().equals("io.cameo.SampleRead"))
                .toList();
        assertThat(events).extracting(event -> event.getLong("key")).containsExactly(2L, 103L);
        assertThat(events.get(0).getInt("widthPx")).isEqualTo(SIDE);
        assertThat((long) events.get(0).getInt("payloadBytes"))
                .isEqualTo(file.get(2).payload().byteSize());
        assertThat(events.get(0).getDuration()).isPositive();
    }
}
