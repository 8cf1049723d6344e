package io.cameo.loader.matting;

import io.cameo.compute.SampleRandom;
import io.cameo.image.Image;
import java.util.List;

/** The step that blurs as a moving camera does. */
final class BlurSteps {
    private static final int MOST_PX = 255;

    private BlurSteps() {}

    /** Which way a line runs. */
    record Direction(int dx, int dy) {
        /** Across, down, and both diagonals. A choice is a place in here. */
        static final List<Direction> ALL =
                List.of(new Direction(1, 0), new Direction(0, 1), new Direction(1, 1), new Direction(1, -1));
    }

    /** The mean along a line of an odd number of pixels, in frames and mattes alike; stored masks stay. */
    record MotionBlur(double probability, int leastPx, int mostPx) implements PlaneStep {
        MotionBlur {
            SizeSteps.requireChance(probability);
            if (leastPx < 1 || leastPx > mostPx || leastPx % 2 == 0 || mostPx % 2 == 0 || mostPx > MOST_PX) {
                throw new IllegalArgumentException(
                        "line must have an odd number of pixels: range=" + leastPx + ".." + mostPx);
            }
        }

        @Override
        public void apply(ClipPlanes planes, SampleRandom random, StepTools tools, StepLog log) {
            if (!random.nextBoolean(probability)) {
                return;
            }
            int length = leastPx + 2 * random.nextInt(0, (mostPx - leastPx) / 2);
            Direction direction = Direction.ALL.get(random.nextInt(Direction.ALL.size()));
            Line line = new Line(planes.widthPx(), planes.heightPx(), direction, length);
            planes.move(planes.widthPx(), planes.heightPx(), (from, to, kind) -> {
                if (kind == ClipPlanes.Kind.MASK) {
                    StepTools.place(from, 0, 0, to, 0, 0);
                } else {
                    line.blur(from, to, tools);
                }
            });
            log.step("blur").value("length", length).value("dx", direction.dx()).value("dy", direction.dy());
        }

        @Override
        public String toString() {
            return "motion_blur(" + probability + ",length=" + leastPx + ".." + mostPx + ")";
        }
    }

    /**
     * {@code cv2.filter2D} with a line of equal weights, borders reflected without repeating the last pixel: along a line of the
     * image the sum gains one sample and loses one, however long it is.
     */
    static final class Line {
        private final int widthPx;
        private final int heightPx;
        private final Direction direction;
        private final int reach;
        /** Reflected places, from {@code -reach} on. */
        private final int[] columns;

        private final int[] rows;
        private byte[] src = {};
        private byte[] dst = {};
        private int channels;

        Line(int widthPx, int heightPx, Direction direction, int lengthPx) {
            this.widthPx = widthPx;
            this.heightPx = heightPx;
            this.direction = direction;
            reach = lengthPx / 2;
            columns = reflected(widthPx);
            rows = reflected(heightPx);
        }

        private int[] reflected(int length) {
            int[] places = new int[length + 2 * reach];
            int period = Math.max(1, 2 * (length - 1));
            for (int i = 0; i < places.length; i++) {
                int at = Math.floorMod(i - reach, period);
                places[i] = at < length ? at : period - at;
            }
            return places;
        }

        void blur(Image from, Image to, StepTools tools) {
            channels = from.format().channels();
            int rowBytes = widthPx * channels;
            src = tools.row(rowBytes * heightPx);
            dst = tools.otherRow(rowBytes * heightPx);
            for (int y = 0; y < heightPx; y++) {
                StepTools.load(from, y, src, y * rowBytes);
            }
            for (int y = 0; y < heightPx; y++) {
                boolean isEnd = y == (direction.dy() > 0 ? 0 : heightPx - 1);
                int count = direction.dy() != 0 && isEnd ? widthPx : direction.dx() == 0 ? 0 : 1;
                for (int x = 0; x < count; x++) {
                    for (int channel = 0; channel < channels; channel++) {
                        line(x, y, channel);
                    }
                }
            }
            for (int y = 0; y < heightPx; y++) {
                StepTools.store(dst, y * rowBytes, to, y);
            }
        }

        /** Goes along one line of the image from where it enters. */
        private void line(int beginX, int beginY, int channel) {
            int length = 2 * reach + 1;
            int sum = reach; // half of the length, for rounding
            for (int i = -reach; i <= reach; i++) {
                sum += sample(beginX + i * direction.dx(), beginY + i * direction.dy(), channel);
            }
            int x = beginX;
            int y = beginY;
            while (true) {
                dst[(y * widthPx + x) * channels + channel] = (byte) (sum / length);
                int lost = sample(x - reach * direction.dx(), y - reach * direction.dy(), channel);
                x += direction.dx();
                y += direction.dy();
                if (x >= widthPx || y < 0 || y >= heightPx) {
                    return;
                }
                sum += sample(x + reach * direction.dx(), y + reach * direction.dy(), channel) - lost;
            }
        }

        private int sample(int x, int y, int channel) {
            return Byte.toUnsignedInt(src[(rows[y + reach] * widthPx + columns[x + reach]) * channels + channel]);
        }
    }
}
