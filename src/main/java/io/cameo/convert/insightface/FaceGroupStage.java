package io.cameo.convert.insightface;

import io.cameo.compute.DeviceRun;
import io.cameo.convert.PackedImage;
import io.cameo.face.Landmarks5;
import io.cameo.face.SimilarityTransform;
import io.cameo.face.Warp;
import io.cameo.image.BadImageException;
import io.cameo.image.Decoded;
import io.cameo.image.DeviceDecoder;
import io.cameo.image.DeviceImage;
import io.cameo.image.DeviceLane;
import io.cameo.image.DeviceTensor;
import io.cameo.image.Image;
import io.cameo.image.ImageBatch;
import io.cameo.image.PixelFormat;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.nativelib.NativeException;
import io.cameo.pipeline.Group;
import io.cameo.pipeline.GroupStage;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a worker does with several lines where there is a device: those whose landmarks are listed are read, decoded, warped in
 * one batch on the device, and encoded; all others, and those that the device cannot have, go the way of single lines, and so
 * does what is left when the device fails. Either way gives the same bytes and the same words for bad images.
 *
 * @param <I> an item, which has a line
 */
final class FaceGroupStage<I> implements GroupStage<I, FaceScratch, FaceCrop> {
    private static final List<PixelFormat> FORMATS = List.of(PixelFormat.GRAY8, PixelFormat.BGR8, PixelFormat.BGRA8);

    private final FaceStage stage;
    private final FaceSettings settings;
    private final Stage<? super I, FaceScratch, FaceCrop> single;
    private final Function<? super I, FaceListLine> lineOf;
    private final FaceJob.Finish<? super I> finish;

    /**
     * @param single all that is done to an item on the CPU, its finish included
     */
    FaceGroupStage(
            FaceStage stage,
            FaceSettings settings,
            Stage<? super I, FaceScratch, FaceCrop> single,
            Function<? super I, FaceListLine> lineOf,
            FaceJob.Finish<? super I> finish) {
        this.stage = stage;
        this.settings = settings;
        this.single = single;
        this.lineOf = lineOf;
        this.finish = finish;
    }

    @Override
    public void apply(Group<? extends I, ? extends FaceCrop> group, FaceScratch scratch) throws IOException {
        DeviceRun.Turns turns = scratch.device().turns();
        Work<? extends I> work = new Work<>(group, scratch);
        if (turns.begin()) {
            try {
                work.onDevice();
            } catch (NativeException failure) {
                scratch.device().failed(failure);
            }
        }
        work.onCpu();
        turns.end(group.size(), work.there);
    }

    /** One group on its way. */
    private final class Work<J extends I> {
        private final Group<J, ? extends FaceCrop> group;
        private final FaceScratch scratch;
        private final FaceDevice device;
        private final BitSet done = new BitSet();
        /** Which items the files of the batch at hand are. */
        private final List<Integer> batch = new ArrayList<>();

        private int there;
        private int carried;

        Work(Group<J, ? extends FaceCrop> group, FaceScratch scratch) {
            this.group = group;
            this.scratch = scratch;
            device = scratch.device();
        }

        void onCpu() throws IOException {
            for (int at = done.nextClearBit(0); at < group.size(); at = done.nextClearBit(at + 1)) {
                try {
                    single.apply(group.item(at), scratch, group.out(at));
                } catch (RejectedItemException bad) {
                    group.reject(at, bad.reason());
                }
            }
        }

        void onDevice() throws IOException {
            FaceDevice.Tools tools = device.tools(scratch.codec());
            int at = 0;
            while (at < group.size()) {
                at = gather(at, tools.decoder());
                draw(tools);
            }
        }

        /**
         * Reads files for one batch.
         *
         * @return the item for whose file the memory has no room left, or the end
         */
        private int gather(int from, DeviceDecoder decoder) {
            device.carry(carried);
            boolean read = carried > 0;
            carried = 0;
            batch.clear();
            long roomBytes = device.memoryBytes();
            for (int at = from; at < group.size(); at++) {
                PackedImage file = device.file(batch.size());
                if (stage.listedLandmarks(lineOf.apply(group.item(at))) == null || !(read || read(at, file))) {
                    continue;
                }
                read = false;
                long bytes = decoder.decodedBytes(file.payload(), settings.color());
                if (bytes > device.memoryBytes()) {
                    continue;
                }
                if (bytes > roomBytes) {
                    carried = batch.size();
                    return at;
                }
                roomBytes -= bytes;
                batch.add(at);
            }
            return group.size();
        }

        private boolean read(int at, PackedImage file) {
            try {
                scratch.images().read(((FaceLine) lineOf.apply(group.item(at))).path(), file);
                return true;
            } catch (RejectedItemException bad) {
                reject(at, bad.reason());
                return false;
            }
        }

        private void draw(FaceDevice.Tools tools) throws IOException {
            List<MemorySegment> encoded = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                encoded.add(device.file(i).payload());
            }
            List<Decoded> decoded = tools.decoder().decode(encoded, settings.color(), tools.lane().stream());
            List<Face> faces = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                switch (decoded.get(i)) {
                    case Decoded.There(DeviceImage image) -> place(batch.get(i), image, faces);
                    case Decoded.Refused(String reason) -> reject(batch.get(i), reason);
                    case Decoded.Elsewhere() -> {}
                }
            }
            for (PixelFormat format : FORMATS) {
                draw(
                        tools,
                        format,
                        faces.stream()
                                .filter(face -> face.image.channels() == format.channels())
                                .toList());
            }
        }

        private void place(int at, DeviceImage image, List<Face> faces) {
            FaceLine line = (FaceLine) lineOf.apply(group.item(at));
            try {
                Landmarks5 points = FaceStage.points(Objects.requireNonNull(stage.listedLandmarks(line)));
                FaceStage.requireInside(points, image.widthPx(), image.heightPx());
                Face face = new Face(at, line, points, scratch.transform(points), image);
                if (face.isDrawable()) {
                    faces.add(face);
                }
            } catch (RejectedItemException bad) {
                reject(at, bad.reason());
            } catch (IllegalArgumentException singular) {
                reject(at, String.valueOf(singular.getMessage()));
            }
        }

        private void draw(FaceDevice.Tools tools, PixelFormat format, List<Face> faces) throws IOException {
            if (faces.isEmpty()) {
                return;
            }
            DeviceLane lane = tools.lane();
            ImageBatch images = lane.batch(format.channels());
            for (Face face : faces) {
                images.add(face.image, face.transform.matrix());
            }
            int widthPx = settings.widthPx();
            int heightPx = settings.heightPx();
            DeviceTensor room = lane.room(
                    faces.size(),
                    heightPx,
                    widthPx,
                    format.channels(),
                    DeviceTensor.Type.UINT8,
                    DeviceTensor.Layout.NHWC,
                    false);
            tools.warp().run(images, room, lane.stream());
            MemorySegment pixels = lane.fetch(room);
            long cropBytes = room.sampleBytes();
            for (int i = 0; i < faces.size(); i++) {
                MemorySegment crop = pixels.asSlice(i * cropBytes, cropBytes);
                long rowBytes = (long) widthPx * format.channels();
                encode(faces.get(i), Image.wrap(crop, widthPx, heightPx, rowBytes, format));
            }
        }

        private void encode(Face face, Image crop) throws IOException {
            FaceCrop out = group.out(face.at);
            try {
                stage.encode(crop, scratch, out);
                FaceLine inCrop = scratch.inCrop(face.line, face.points, face.transform);
                out.is(FaceCrop.Origin.LISTED, face.line, inCrop);
                finish.apply(group.item(face.at), out);
                done.set(face.at);
                there++;
            } catch (BadImageException bad) {
                reject(face.at, bad.reason());
            } catch (RejectedItemException bad) {
                reject(face.at, bad.reason());
            }
        }

        private void reject(int at, String reason) {
            group.reject(at, reason);
            done.set(at);
        }
    }

    /** An image on the device, and how it is to be drawn. */
    private record Face(int at, FaceLine line, Landmarks5 points, SimilarityTransform transform, DeviceImage image) {
        /** Whether a batch takes it; what the single way says of others is what the user reads. */
        boolean isDrawable() {
            boolean finite = Arrays.stream(transform.matrix()).allMatch(Double::isFinite);
            return finite && image.widthPx() <= Warp.MAX_SOURCE_SIDE_PX && image.heightPx() <= Warp.MAX_SOURCE_SIDE_PX;
        }
    }
}
