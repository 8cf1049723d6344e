package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.image.BadImageException;
import io.cameo.image.DeviceImage;
import io.cameo.image.DeviceSteps;
import io.cameo.image.DeviceTensor;
import io.cameo.image.Image;
import io.cameo.image.ImageBatch;
import io.cameo.image.PixelFormat;
import io.cameo.image.ResizeCuda;
import io.cameo.pipeline.Group;
import io.cameo.pipeline.GroupStage;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a worker does with several records where there is a device: their images are resized there, in batches of one size. */
final class TranscodeGroupStage implements GroupStage<TranscodeStage.Stored, TranscodeStage.Scratch, PackedImage> {
    private final RecordFile file;
    private final TranscodeStage.Options options;
    private final TranscodeStage stage;
    private final DeviceSteps steps;

    TranscodeGroupStage(RecordFile file, TranscodeStage.Options options, DeviceSteps steps) {
        this.file = file;
        this.options = options;
        this.steps = steps;
        stage = new TranscodeStage(file, options);
    }

    @Override
    public void apply(
            Group<? extends TranscodeStage.Stored, ? extends PackedImage> group, TranscodeStage.Scratch scratch)
            throws IOException {
        new Records(group, scratch).run(options.color(), () -> scratch.codec);
    }

    /** What images share that one kernel draws. */
    private record Size(int widthPx, int heightPx, int channels) {
        long bytes() {
            return (long) widthPx * heightPx * channels;
        }

        PixelFormat format() {
            return channels == 1 ? PixelFormat.GRAY8 : channels == 3 ? PixelFormat.BGR8 : PixelFormat.BGRA8;
        }
    }

    private record Placed(int at, DeviceImage part) {}

    /** One group. */
    private final class Records extends DeviceGroup<TranscodeStage.Stored, PackedImage, ResizeCuda> {
        private final TranscodeStage.Scratch scratch;
        private final Map<Size, List<Placed>> placed = new LinkedHashMap<>();

        Records(Group<? extends TranscodeStage.Stored, ? extends PackedImage> group, TranscodeStage.Scratch scratch) {
            super(group, scratch.device);
            this.scratch = scratch;
        }

        @Override
        protected void single(TranscodeStage.Stored stored, PackedImage out) throws RejectedItemException {
            stage.apply(stored, scratch, out);
        }

        @Override
        protected boolean read(TranscodeStage.Stored stored, PackedImage bytes) {
            try {
                RecordView view = scratch.view;
                file.read(stored.position(), view);
                if (!view.hasHeader() || view.payloadLength() == 0) {
                    return false;
                }
                view.detach();
                bytes.copyFrom(view.payload());
                return true;
            } catch (CorruptDataException damaged) {
                return false; // the single way meets it again, and says so
            }
        }

        @Override
        protected void place(int at, DeviceImage image) {
            DeviceSteps.Drawing drawing = steps.of(image);
            if (drawing != null) {
                Size size = new Size(drawing.widthPx(), drawing.heightPx(), image.channels());
                if (size.bytes() <= memoryBytes()) {
                    placed.computeIfAbsent(size, _ -> new ArrayList<>()).add(new Placed(at, drawing.part()));
                }
            }
        }

        @Override
        protected void draw(DeviceWorker.Tools<ResizeCuda> tools) {
            placed.forEach((size, images) -> {
                int most = (int) Math.min(images.size(), memoryBytes() / size.bytes());
                for (int first = 0; first < images.size(); first += most) {
                    draw(tools, size, images.subList(first, Math.min(images.size(), first + most)));
                }
            });
            placed.clear();
        }

        private void draw(DeviceWorker.Tools<ResizeCuda> tools, Size size, List<Placed> some) {
            ImageBatch images = tools.lane().batch(size.channels);
            some.forEach(image -> images.add(image.part));
            DeviceTensor room = tools.lane().room(some.size(), size.heightPx, size.widthPx, size.channels);
            tools.kernel().run(images, room, tools.lane().stream());
            MemorySegment pixels = tools.lane().fetch(room);
            for (int i = 0; i < some.size(); i++) {
                MemorySegment result = pixels.asSlice(i * size.bytes(), size.bytes());
                long rowBytes = (long) size.widthPx * size.channels;
                encode(some.get(i).at, Image.wrap(result, size.widthPx, size.heightPx, rowBytes, size.format()));
            }
        }

        private void encode(int at, Image image) {
            PackedImage out = out(at);
            try {
                RecordView view = scratch.view;
                file.read(item(at).position(), view);
                out.setHeader(view.toRecord().header());
                out.copyFrom(scratch.codec.encode(image, options.encoding(), options.quality()));
                finished(at);
            } catch (BadImageException bad) {
                reject(at, bad.reason());
            }
        }
    }
}
