package io.cameo.loader.matting;

import io.cameo.compute.SampleRandom;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import io.cameo.matte.Trimaps;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Writes the maps of one sample into a batch. One worker's own. */
final class MapMaker {
    private static final int LEAST_ELLIPSE_PX = 2;
    private static final int MOST_ELLIPSE_PX = 4;

    private final Trimaps trimaps = new Trimaps();
    private final List<Image> before = new ArrayList<>();
    private final List<Image> now = new ArrayList<>();

    /** Writes those of valid planes; the others are 0 already. */
    void write(
            MapKind kind,
            ClipPlanes clip,
            SlotPlan slots,
            SampleRandom random,
            StepLog log,
            MattingMemory out,
            int row) {
        int ellipse = random.nextInt(LEAST_ELLIPSE_PX, MOST_ELLIPSE_PX);
        int iterations = random.nextInt(3, 6);
        if (kind == MapKind.MOTION) {
            log.step("motion").value("ellipse", ellipse).value("iterations", iterations);
        }
        before.clear();
        for (int frame = 0; frame < clip.frames(); frame++) {
            now.clear();
            long motionAt = -1;
            for (int slot = 0; slot < slots.slots(); slot++) {
                int person = slots.person(slot);
                if (person == SlotPlan.NOBODY) {
                    continue;
                }
                now.add(clip.matte(frame, person));
                int plane = out.shape.plane(row, frame, slot);
                if (!clip.isPresent(frame, person)) {
                    continue;
                }
                long at = out.maps.begin(plane);
                Image map = map(out, at);
                switch (kind) {
                    case TRIMAP -> trimaps.evaluation(clip.matte(frame, person), map);
                    case TRANSITION -> transition(clip.matte(frame, person), map, random, log, frame, slot);
                    default -> motionAt = motionAt < 0 ? at : motionAt;
                }
            }
            if (motionAt >= 0) {
                motion(clip, slots, out, row, frame, ellipse, iterations, motionAt);
            }
            before.clear();
            before.addAll(now);
        }
    }

    private static Image map(MattingMemory out, long at) {
        int width = out.shape.widthPx();
        MemorySegment place = out.maps.memory().asSlice(at, out.shape.mapBytes());
        return Image.wrap(place, width, out.shape.heightPx(), width, PixelFormat.GRAY8);
    }

    private void transition(Image matte, Image map, SampleRandom random, StepLog log, int frame, int slot) {
        int ellipse = random.nextInt(LEAST_ELLIPSE_PX, MOST_ELLIPSE_PX);
        int iterations = random.nextInt(5, 14);
        trimaps.transition(matte, ellipse, iterations, map);
        log.step("transition")
                .value("frame", frame)
                .value("slot", slot)
                .value("ellipse", ellipse)
                .value("iterations", iterations);
    }

    /** Made where the first person's is, and copied to the others'. */
    private void motion(
            ClipPlanes clip,
            SlotPlan slots,
            MattingMemory out,
            int row,
            int frame,
            int ellipsePx,
            int iterations,
            long firstAt) {
        trimaps.motion(before, now, ellipsePx, iterations, map(out, firstAt));
        int bytes = out.shape.mapBytes();
        for (int slot = 0; slot < slots.slots(); slot++) {
            int person = slots.person(slot);
            if (person == SlotPlan.NOBODY || !clip.isPresent(frame, person)) {
                continue;
            }
            long at = out.maps.begin(out.shape.plane(row, frame, slot));
            if (at != firstAt) {
                MemorySegment.copy(out.maps.memory(), firstAt, out.maps.memory(), at, bytes);
            }
        }
    }
}
