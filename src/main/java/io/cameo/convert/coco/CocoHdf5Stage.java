package io.cameo.convert.coco;

import io.cameo.dataset.coco.BgrePixels;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.dataset.coco.PersonLabWriter;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.mask.InstancePlane;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Decodes an image and puts the plane of its persons beside its three channels, as the original script does. */
final class CocoHdf5Stage implements Stage<CocoItem, CocoScratch, CocoPixels> {
    private static final int KEYPOINT_NUMBERS = 51;

    @Override
    public void apply(CocoItem item, CocoScratch scratch, CocoPixels out) throws IOException, RejectedItemException {
        MemorySegment file = CocoStage.read(scratch.images, item.image(), scratch.file);
        InstancePlane plane = scratch.paint(item);
        keypoints(scratch, out);
        Image pixels;
        try {
            pixels = scratch.codec().decode(file, ColorMode.COLOR);
        } catch (BadImageException bad) {
            throw new RejectedItemException(bad.reason());
        }
        long bytes = 4L * pixels.widthPx() * pixels.heightPx();
        BgrePixels.interleave(pixels, plane.image(), out.resize(bytes));
    }

    private static void keypoints(CocoScratch scratch, CocoPixels out) throws RejectedItemException {
        List<CocoPerson> persons =
                scratch.people().stream().filter(person -> person.index() > 0).toList();
        Optional<String> refusal = PersonLabWriter.refusal(persons.size());
        if (refusal.isPresent()) {
            throw new RejectedItemException(refusal.get());
        }
        double[] all = new double[persons.size() * KEYPOINT_NUMBERS];
        for (int i = 0; i < persons.size(); i++) {
            double[] keypoints = persons.get(i).keypoints();
            if (keypoints.length != 0 && keypoints.length != KEYPOINT_NUMBERS) {
                throw new RejectedItemException("not the 17 key points of a person: annotation="
                        + persons.get(i).id() + ", numbers=" + keypoints.length + ", expected=" + KEYPOINT_NUMBERS);
            }
            System.arraycopy(keypoints, 0, all, i * KEYPOINT_NUMBERS, keypoints.length);
        }
        out.setKeypoints(all, persons.size(), scratch.wholeKeypoints());
    }
}
