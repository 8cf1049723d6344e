package io.cameo.face;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import io.cameo.scene.Portrait;
import java.lang.foreign.MemorySegment;

/** Portraits of people who do not exist, with the landmarks they were drawn with. */
final class DrawnFaces {
    private static final long SEED = 7;

    private final int sizePx;
    private final Portrait portrait;

    DrawnFaces(int sizePx) {
        this.sizePx = sizePx;
        portrait = new Portrait(sizePx);
    }

    /** One portrait, on the heap. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Drawn(Image image, float[] landmarks) {
        double eyesApart() {
            return Math.hypot(landmarks[2] - landmarks[0], landmarks[3] - landmarks[1]);
        }

        /** Mean distance of the first points from where they were drawn, in distances of the eyes. */
        double error(Landmarks5 found, int points) {
            double sum = 0;
            for (int i = 0; i < points; i++) {
                sum += Math.hypot(found.x(i) - landmarks[2 * i], found.y(i) - landmarks[2 * i + 1]);
            }
            return sum / points / eyesApart();
        }
    }

    Drawn draw(int identity) {
        byte[] pixels = new byte[portrait.byteSize()];
        float[] landmarks = new float[10];
        portrait.draw(SEED, identity, 0, MemorySegment.ofArray(pixels), landmarks);
        Image image = Image.wrap(MemorySegment.ofArray(pixels), sizePx, sizePx, 3L * sizePx, PixelFormat.BGR8);
        return new Drawn(image, landmarks);
    }
}
