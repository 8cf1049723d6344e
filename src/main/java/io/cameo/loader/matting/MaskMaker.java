package io.cameo.loader.matting;

import io.cameo.compute.SampleRandom;
import io.cameo.image.Image;
import io.cameo.matte.CoarseMask;
import io.cameo.matte.CoarseStep;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the masks of one sample out of its mattes. Planes are those that are valid, frame by frame, slots upwards. One worker's
 * own.
 */
final class MaskMaker implements AutoCloseable {
    private static final int HALF = 127;

    private final CoarseMask coarse = CoarseMask.create();
    private final PlaneSet planes = new PlaneSet();
    private final List<Image> masks = new ArrayList<>();

    /**
     * Makes them, to be read by {@link #mask}.
     *
     * @return what was done
     */
    CoarseMask.Recipe make(MaskSource source, ClipPlanes clip, SlotPlan slots, SampleRandom random) {
        masks.clear();
        List<Image> mattes = new ArrayList<>();
        for (int frame = 0; frame < clip.frames(); frame++) {
            for (int slot = 0; slot < slots.slots(); slot++) {
                int person = slots.person(slot);
                if (person != SlotPlan.NOBODY && clip.isPresent(frame, person)) {
                    mattes.add(clip.masked() ? clip.mask(frame, person) : clip.matte(frame, person));
                }
            }
        }
        if (clip.masked() || mattes.isEmpty()) {
            masks.addAll(mattes);
            return new CoarseMask.Recipe(List.of());
        }
        planes.shape(0, mattes.size(), clip.widthPx(), clip.heightPx());
        for (int i = 0; i < mattes.size(); i++) {
            StepTools.place(mattes.get(i), 0, 0, planes.gray(i), 0, 0);
            masks.add(planes.gray(i));
        }
        CoarseMask.Recipe recipe = source instanceof MaskSource.Coarse(CoarseMask.Settings settings)
                ? settings.draw(random, masks.size(), clip.widthPx(), clip.heightPx())
                : plain(masks.size());
        coarse.apply(recipe, masks);
        return recipe;
    }

    private static CoarseMask.Recipe plain(int count) {
        List<CoarseStep> steps = new ArrayList<>();
        for (int plane = 0; plane < count; plane++) {
            steps.add(new CoarseStep.Binarize(plane, HALF, CoarseStep.Order.DILATE, 1, 1));
            steps.add(new CoarseStep.DownUp(plane));
        }
        return new CoarseMask.Recipe(steps);
    }

    /** A mask, by its place among those that are valid. */
    Image mask(int place) {
        return masks.get(place);
    }

    @Override
    public void close() {
        masks.clear();
        coarse.close();
        planes.close();
    }
}
