package io.cameo.convert.insightface;

import io.cameo.convert.DeviceGroup;
import io.cameo.convert.DeviceWorker;
import io.cameo.convert.PackedImage;
import io.cameo.face.Landmarks5;
import io.cameo.face.SimilarityTransform;
import io.cameo.face.Warp;
import io.cameo.face.WarpCuda;
import io.cameo.image.BadImageException;
import io.cameo.image.DeviceImage;
import io.cameo.image.DeviceTensor;
import io.cameo.image.Image;
import io.cameo.image.ImageBatch;
import io.cameo.image.PixelFormat;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.pipeline.Group;
import io.cameo.pipeline.GroupStage;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a worker does with several lines where there is a device: those whose landmarks are listed are warped there, in batches.
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
        new Faces(group, scratch).run(settings.color(), scratch::codec);
    }

    /** One group. */
    private final class Faces extends DeviceGroup<I, FaceCrop, WarpCuda> {
        private final FaceScratch scratch;
        private final List<Face> faces = new ArrayList<>();

        Faces(Group<? extends I, ? extends FaceCrop> group, FaceScratch scratch) {
            super(group, scratch.device());
            this.scratch = scratch;
        }

        @Override
        protected void single(I item, FaceCrop out) throws IOException, RejectedItemException {
            single.apply(item, scratch, out);
        }

        @Override
        protected boolean read(I item, PackedImage file) {
            FaceListLine line = lineOf.apply(item);
            if (stage.listedLandmarks(line) == null) {
                return false;
            }
            try {
                scratch.images().read(((FaceLine) line).path(), file);
                return true;
            } catch (RejectedItemException bad) {
                return false; // the single way says so again
            }
        }

        @Override
        protected void place(int at, DeviceImage image) throws RejectedItemException {
            FaceLine line = (FaceLine) lineOf.apply(item(at));
            Landmarks5 points = FaceStage.points(Objects.requireNonNull(stage.listedLandmarks(line)));
            FaceStage.requireInside(points, image.widthPx(), image.heightPx());
            try {
                Face face = new Face(at, line, points, scratch.transform(points), image);
                if (face.isDrawable()) {
                    faces.add(face);
                }
            } catch (IllegalArgumentException singular) {
                throw new RejectedItemException(String.valueOf(singular.getMessage()));
            }
        }

        @Override
        protected void draw(DeviceWorker.Tools<WarpCuda> tools) throws IOException {
            for (PixelFormat format : FORMATS) {
                draw(
                        tools,
                        format,
                        faces.stream()
                                .filter(face -> face.image.channels() == format.channels())
                                .toList());
            }
            faces.clear();
        }

        private void draw(DeviceWorker.Tools<WarpCuda> tools, PixelFormat format, List<Face> some) throws IOException {
            if (some.isEmpty()) {
                return;
            }
            ImageBatch images = tools.lane().batch(format.channels());
            for (Face face : some) {
                images.add(face.image, face.transform.matrix());
            }
            int widthPx = settings.widthPx();
            int heightPx = settings.heightPx();
            DeviceTensor room = tools.lane().room(some.size(), heightPx, widthPx, format.channels());
            tools.kernel().run(images, room, tools.lane().stream());
            MemorySegment pixels = tools.lane().fetch(room);
            long cropBytes = room.sampleBytes();
            for (int i = 0; i < some.size(); i++) {
                MemorySegment crop = pixels.asSlice(i * cropBytes, cropBytes);
                encode(some.get(i), Image.wrap(crop, widthPx, heightPx, cropBytes / heightPx, format));
            }
        }

        private void encode(Face face, Image crop) throws IOException {
            FaceCrop out = out(face.at);
            try {
                stage.encode(crop, scratch, out);
                FaceLine inCrop = scratch.inCrop(face.line, face.points, face.transform);
                out.is(FaceCrop.Origin.LISTED, face.line, inCrop);
                finish.apply(item(face.at), out);
                finished(face.at);
            } catch (BadImageException bad) {
                reject(face.at, bad.reason());
            } catch (RejectedItemException bad) {
                reject(face.at, bad.reason());
            }
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
