package io.cameo.loader.matting;

import io.cameo.compute.SampleRandom;
import io.cameo.image.Image;
import java.util.Arrays;

/** The step that chooses a part of the frames where people are. */
final class CropSteps {
    private static final int TRIES = 3;

    private CropSteps() {}

    /**
     * A square around people, the same for all frames; or, with a probability, the whole frame with black on both sides,
     * resized to it.
     */
    record CropByAlpha(int sizePx, double wholeProbability) implements PlaneStep {
        CropByAlpha {
            SizeSteps.requirePositive("size", sizePx);
            SizeSteps.requireChance(wholeProbability);
        }

        @Override
        public void apply(ClipPlanes planes, SampleRandom random, StepTools tools, StepLog log) {
            if (random.nextBoolean(wholeProbability)) {
                whole(planes, tools, log);
            } else {
                crop(planes, random, tools, log);
            }
        }

        private void whole(ClipPlanes planes, StepTools tools, StepLog log) {
            int width = planes.widthPx();
            int height = planes.heightPx();
            int side = Math.max(width, height);
            int left = (side - width) / 2;
            int top = (side - height) / 2;
            planes.move(side, side, (from, to, _) -> StepTools.placeOnBlack(from, -left, -top, to));
            planes.move(sizePx, sizePx, (from, to, kind) -> SizeSteps.resize(tools.ops(), from, to, kind));
            log.step("whole").value("left", left).value("top", top).value("side", side);
        }

        private void crop(ClipPlanes planes, SampleRandom random, StepTools tools, StepLog log) {
            Region region = Region.of(planes, tools);
            int x = 0;
            int y = 0;
            boolean found = false;
            for (int i = 0; i < TRIES && !found; i++) {
                x = region.begin(random, region.left, region.right, planes.widthPx(), sizePx);
                y = region.begin(random, region.top, region.bottom, planes.heightPx(), sizePx);
                found = region.hasAny(x, y, sizePx);
            }
            if (!found && region.count > 0) {
                long pixel = region.nth((long) (random.nextDouble() * region.count));
                x = clamp((int) (pixel % region.widthPx) - sizePx / 2, planes.widthPx());
                y = clamp((int) (pixel / region.widthPx) - sizePx / 2, planes.heightPx());
            }
            int fromX = x;
            int fromY = y;
            planes.move(sizePx, sizePx, (from, to, _) -> StepTools.placeOnBlack(from, fromX, fromY, to));
            log.step("crop").value("x", x).value("y", y).value("size", sizePx);
        }

        private int clamp(int at, int lengthPx) {
            return Math.clamp(at, 0, Math.max(0, lengthPx - sizePx));
        }

        @Override
        public String toString() {
            return "crop_by_alpha(" + sizePx + ",whole=" + wholeProbability + ")";
        }
    }

    /** Where any matte of any frame is above 127. */
    static final class Region {
        final int widthPx;
        final int heightPx;
        int left;
        int top;
        int right;
        int bottom;
        long count;
        private final Image any;
        private final byte[] row;

        private Region(Image any, byte[] row) {
            this.any = any;
            this.row = row;
            widthPx = any.widthPx();
            heightPx = any.heightPx();
            left = widthPx;
            top = heightPx;
        }

        static Region of(ClipPlanes planes, StepTools tools) {
            Image any = tools.aside()
                    .shape(0, 1, planes.widthPx(), planes.heightPx())
                    .gray(0);
            Region region = new Region(any, tools.otherRow(planes.widthPx()));
            region.unite(planes, tools.row(planes.widthPx()));
            if (region.count == 0) {
                region.left = 0;
                region.top = 0;
                region.right = region.widthPx;
                region.bottom = region.heightPx;
            }
            return region;
        }

        private void unite(ClipPlanes planes, byte[] matte) {
            for (int y = 0; y < heightPx; y++) {
                Arrays.fill(row, 0, widthPx, (byte) 0);
                for (int frame = 0; frame < planes.frames(); frame++) {
                    for (int person = 0; person < planes.people(); person++) {
                        if (planes.isPresent(frame, person)) {
                            StepTools.load(planes.matte(frame, person), y, matte);
                            or(matte, row, widthPx);
                        }
                    }
                }
                note(y);
                StepTools.store(row, any, y);
            }
        }

        /** The sign of a byte says whether it is above 127. */
        private static void or(byte[] from, byte[] to, int length) {
            for (int i = 0; i < length; i++) {
                to[i] |= from[i];
            }
        }

        private void note(int y) {
            for (int x = 0; x < widthPx; x++) {
                if (row[x] < 0) {
                    count++;
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                    top = Math.min(top, y);
                    bottom = y + 1;
                }
            }
        }

        /**
         * Where a window begins on one axis: anywhere where it lies within the region, or holds all of it if that is smaller, and
         * in the frame as far as possible.
         */
        int begin(SampleRandom random, int from, int end, int lengthPx, int windowPx) {
            int room = Math.max(0, lengthPx - windowPx);
            int least = Math.clamp(Math.min(from, end - windowPx), 0, room);
            int most = Math.clamp(Math.max(from, end - windowPx), 0, room);
            return random.nextInt(least, most);
        }

        boolean hasAny(int x, int y, int windowPx) {
            int end = Math.min(widthPx, x + windowPx);
            for (int at = y; at < Math.min(heightPx, y + windowPx); at++) {
                StepTools.load(any, at, row);
                for (int i = x; i < end; i++) {
                    if (row[i] < 0) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** The n-th pixel above 127, row by row, from 0. */
        long nth(long n) {
            long left = n;
            for (int y = 0; y < heightPx; y++) {
                StepTools.load(any, y, row);
                for (int x = 0; x < widthPx; x++) {
                    if (row[x] < 0 && left-- == 0) {
                        return (long) y * widthPx + x;
                    }
                }
            }
            throw new IllegalArgumentException("no such pixel: number=" + n + ", count=" + count);
        }
    }
}
