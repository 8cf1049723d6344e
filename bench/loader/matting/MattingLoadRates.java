package io.cameo.loader.matting;

import io.cameo.convert.Turns;
import io.cameo.dataset.matting.ClipPlace;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingNames;
import io.cameo.dataset.matting.MattingRecord;
import io.cameo.dataset.matting.MattingRecordWriter;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.dataset.matting.MattingSplit;
import io.cameo.image.ChannelOrder;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.JpegDecoder;
import io.cameo.image.PixelFormat;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorType;
import io.cameo.matte.CoarseMask;
import io.cameo.matte.DrawnMatte;
import io.cameo.matte.PlaneEffort;
import io.cameo.matte.PlaneEncoder;
import io.cameo.record.RecordWriter;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames a second of 1280x720 with three people, in turns: decoded alone, as they are, as MaGGIe tests, and as it trains on
 * images and on clips of eight; one worker. Arguments: frames (default 96) and rounds (default 5).
 */
public final class MattingLoadRates {
    private static final int WIDTH_PX = 1280;
    private static final int HEIGHT_PX = 720;
    private static final int PEOPLE = 3;
    private static final int CLIP = 8;
    private static final int QUALITY = 75;
    private static final int WARM_UP_EPOCHS = 8;

    private MattingLoadRates() {}

    public static void main(String[] args) throws IOException {
        int frames = args.length > 0 ? Integer.parseInt(args[0]) : 96;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path folder = Files.createTempDirectory("cameo-matting");
        Path rec = folder.resolve("clips.rec");
        write(rec, frames / CLIP);
        MattingLoaderBuilder base = MattingLoader.of(rec).seed(1).workers(1).prefetch(1);
        try (MattingLoader stored = base.batch(4).size(WIDTH_PX, HEIGHT_PX).open();
                MattingLoader tested = base.steps(MattingSteps.testing())
                        .size(1024, 576)
                        .masks(MaskSource.ofMattes())
                        .open();
                MattingLoader images = base.steps(MattingSteps.imageTraining())
                        .size(512, 512)
                        .masks(MaskSource.coarse(CoarseMask.Settings.IMAGE))
                        .maps(MapKind.TRANSITION)
                        .batch(4, TensorLayout.NCHW, TensorType.FLOAT32)
                        .open();
                MattingLoader clips = base.clips(ClipSampling.windows(CLIP, 0))
                        .steps(MattingSteps.videoTraining())
                        .masks(MaskSource.coarse(CoarseMask.Settings.VIDEO))
                        .maps(MapKind.MOTION)
                        .batch(1)
                        .open()) {
            for (MattingLoader loader : List.of(stored, tested, images, clips)) {
                loader.epochs(0, WARM_UP_EPOCHS).forEach(MattingBatch::samples);
            }
            new Turns(frames, rounds)
                    .bound("JPEGs and mattes decoded", () -> decode(rec))
                    .add("as they are", () -> load(stored))
                    .add("as MaGGIe tests", () -> load(tested))
                    .add("as it trains on images, floats", () -> load(images))
                    .add("as it trains on clips of 8, floats", () -> load(clips))
                    .run();
        }
        try (var all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static void load(MattingLoader loader) {
        loader.epoch(0).forEach(MattingBatch::samples);
    }

    private static void decode(Path rec) throws IOException {
        try (MattingRecords records = MattingRecords.open(rec);
                MattingRecords.Reader reader = records.reader();
                JpegDecoder jpeg = JpegDecoder.create();
                Arena arena = Arena.ofConfined()) {
            MemorySegment image = arena.allocate(3L * WIDTH_PX * HEIGHT_PX);
            MemorySegment plane = arena.allocate((long) WIDTH_PX * HEIGHT_PX);
            for (int position = 0; position < records.size(); position++) {
                MattingRecord record = reader.at(position);
                MemorySegment file = record.image();
                jpeg.read(file, 0, file.byteSize());
                jpeg.decode(image, 0, 3L * WIDTH_PX, ChannelOrder.BGR, 1);
                for (int i = 0; i < record.instances(); i++) {
                    var _ = record.plane(i, plane, 0, WIDTH_PX);
                }
            }
        }
    }

    private static void write(Path rec, int clips) throws IOException {
        Portrait portrait = new Portrait(HEIGHT_PX);
        try (RecordWriter writer = RecordWriter.create(rec);
                ImageCodec codec = ImageCodec.create();
                PlaneEncoder encoder = PlaneEncoder.create(PlaneEffort.FAST);
                Arena arena = Arena.ofConfined()) {
            Image square = Image.allocate(arena, HEIGHT_PX, HEIGHT_PX, PixelFormat.BGR8);
            Image image = Image.allocate(arena, WIDTH_PX, HEIGHT_PX, PixelFormat.BGR8);
            for (int key = 0; key < clips * CLIP; key++) {
                portrait.draw(1, key / CLIP, key % CLIP, square.pixels(), new float[10]);
                StepTools.place(square, 0, 0, image, 0, 0);
                StepTools.place(square, 0, 0, image, WIDTH_PX - HEIGHT_PX, 0);
                ClipPlace place = new ClipPlace(key / CLIP, key - key % CLIP, CLIP, key % CLIP);
                write(writer, codec.encode(image, Encoding.JPEG, QUALITY), encoder, place);
            }
            writer.commit();
        }
    }

    private static void write(RecordWriter writer, MemorySegment jpeg, PlaneEncoder encoder, ClipPlace place)
            throws IOException {
        List<MattingNames.Instance> names = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            names.add(new MattingNames.Instance("0" + i, "pha/" + i, null, null));
        }
        MattingSplit split = new MattingSplit(MattingLayout.VIDEO, "", "drawn");
        MattingRecordWriter record = new MattingRecordWriter();
        try (Arena arena = Arena.ofConfined()) {
            String video = "v" + place.clip();
            MattingNames all = new MattingNames(split, video, "f" + place.frame(), "fgr", names, null);
            record.begin(all, place, jpeg, WIDTH_PX, HEIGHT_PX);
            for (int i = 0; i < PEOPLE; i++) {
                MemorySegment coded = encoder.encode(DrawnMatte.person(WIDTH_PX, HEIGHT_PX, place.key() * 7 + i));
                record.alpha(i, arena.allocate(coded.byteSize()).copyFrom(coded));
            }
            MemorySegment bundle = arena.allocate(record.maxBytes());
            long bytes = record.writeTo(bundle, 0);
            writer.write(place.key(), MattingRecordWriter.header(PEOPLE, place.key()), bundle.asSlice(0, bytes));
        }
    }
}
