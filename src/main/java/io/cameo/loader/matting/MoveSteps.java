package io.cameo.loader.matting;

import io.cameo.compute.SampleRandom;
import io.cameo.image.Image;
import io.cameo.image.Interpolation;

/** The steps that move pixels within a frame. */
final class MoveSteps {
    private MoveSteps() {}

    /** Left becomes right. */
    record Flip(double probability) implements PlaneStep {
        Flip {
            SizeSteps.requireChance(probability);
        }

        @Override
        public void apply(ClipPlanes planes, SampleRandom random, StepTools tools, StepLog log) {
            if (random.nextBoolean(probability)) {
                planes.move(planes.widthPx(), planes.heightPx(), (from, to, _) -> flip(from, to, tools));
                log.step("flip");
            }
        }

        private static void flip(Image from, Image to, StepTools tools) {
            int channels = from.format().channels();
            int bytes = (int) from.rowBytes();
            byte[] row = tools.row(bytes);
            byte[] turned = tools.otherRow(bytes);
            for (int y = 0; y < from.heightPx(); y++) {
                StepTools.load(from, y, row);
                if (channels == 1) {
                    for (int x = 0; x < bytes; x++) {
                        turned[bytes - 1 - x] = row[x];
                    }
                } else {
                    turnPixels(row, turned, bytes, channels);
                }
                StepTools.store(turned, to, y);
            }
        }

        private static void turnPixels(byte[] row, byte[] turned, int bytes, int channels) {
            for (int x = 0; x < bytes; x += channels) {
                for (int channel = 0; channel < channels; channel++) {
                    turned[bytes - channels - x + channel] = row[x + channel];
                }
            }
        }

        @Override
        public String toString() {
            return "flip(" + probability + ")";
        }
    }

    /** Turned, sheared and stretched around the middle, and the colours of the frames shifted. */
    record Affine(
            double probability, double maxRotateDegrees, double maxShearDegrees, double maxZoom, double maxColorShift)
            implements PlaneStep {
        Affine {
            SizeSteps.requireChance(probability);
            boolean inRange = maxRotateDegrees >= 0
                    && maxRotateDegrees <= 180
                    && maxShearDegrees >= 0
                    && maxShearDegrees < 90
                    && maxZoom >= 0
                    && maxZoom < 1
                    && maxColorShift >= 0
                    && maxColorShift <= 255;
            if (!inRange) {
                throw new IllegalArgumentException("range is not possible: rotate=" + maxRotateDegrees + ", shear="
                        + maxShearDegrees + ", zoom=" + maxZoom + ", color_shift=" + maxColorShift);
            }
        }

        @Override
        public void apply(ClipPlanes planes, SampleRandom random, StepTools tools, StepLog log) {
            if (!random.nextBoolean(probability)) {
                return;
            }
            double rotate = random.nextDouble(-maxRotateDegrees, maxRotateDegrees);
            double shear = random.nextDouble(-maxShearDegrees, maxShearDegrees);
            double zoomX = random.nextDouble(1 - maxZoom, 1 + maxZoom);
            double zoomY = random.nextDouble(1 - maxZoom, 1 + maxZoom);
            double[] map = map(planes.widthPx(), planes.heightPx(), rotate, shear, zoomX, zoomY);
            planes.move(planes.widthPx(), planes.heightPx(), (from, to, kind) -> {
                Interpolation how = kind == ClipPlanes.Kind.MASK ? Interpolation.NEAREST : Interpolation.LINEAR;
                tools.ops().warpAffine(from, map, to, how, 0);
            });
            log.step("affine")
                    .value("rotate", rotate)
                    .value("shear", shear)
                    .value("zoom_x", zoomX)
                    .value("zoom_y", zoomY);
            if (maxColorShift > 0) {
                LookSteps.shift(planes, random, maxColorShift, log);
            }
        }

        /**
         * From a pixel of the source to one of the target: {@code c + R * S * Z * (p - c)}, with c the middle between the first
         * and the last pixel, R = [cos -sin; sin cos], S = [1 tan(shear); 0 1] and Z = [zoomX 0; 0 zoomY].
         */
        static double[] map(
                int widthPx, int heightPx, double rotateDegrees, double shearDegrees, double zoomX, double zoomY) {
            double cos = StrictMath.cos(StrictMath.toRadians(rotateDegrees));
            double sin = StrictMath.sin(StrictMath.toRadians(rotateDegrees));
            double shear = StrictMath.tan(StrictMath.toRadians(shearDegrees));
            double a = cos * zoomX;
            double b = (cos * shear - sin) * zoomY;
            double c = sin * zoomX;
            double d = (sin * shear + cos) * zoomY;
            double midX = (widthPx - 1) / 2.0;
            double midY = (heightPx - 1) / 2.0;
            return new double[] {a, b, midX - a * midX - b * midY, c, d, midY - c * midX - d * midY};
        }

        @Override
        public String toString() {
            return "affine(" + probability + ",rotate=" + maxRotateDegrees + ",shear=" + maxShearDegrees + ",zoom="
                    + maxZoom + ",color_shift=" + maxColorShift + ")";
        }
    }
}
