package io.cameo.cli;

import io.cameo.image.ColorMode;
import io.cameo.image.Interpolation;
import io.cameo.image.Transform;
import io.cameo.image.Transforms;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How images are decoded, changed and encoded on their way into a record: the options of im2rec.py. */
final class ImageOptions implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int MAX_SIDE_PX = 65_500; // what a JPEG can be

    @Option(names = "--resize", paramLabel = "N", description = "Resize the shorter edge to N pixels.")
    private int resize;

    @Option(names = "--center-crop", description = "Crop the middle square first.")
    private boolean centerCrop;

    @Option(
            names = "--quality",
            paramLabel = "Q",
            description = "JPEG quality 0-100, or PNG compression 0-9. Default: 95")
    private int quality = 95;

    @Option(
            names = "--color",
            paramLabel = "MODE",
            description = "1 colour, 0 gray, -1 as stored (alpha and 16 bits kept). Default: 1")
    private int color = 1;

    @Option(
            names = "--inter-method",
            paramLabel = "M",
            description = "0 nearest, 1 linear, 2 cubic, 3 area, 4 Lanczos, 9 by direction, 10 random. Default: 1")
    private int interpolation = 1;

    int quality() {
        return quality;
    }

    /**
     * The mode under im2rec's number.
     *
     * @throws IllegalArgumentException if there is none
     */
    ColorMode color() {
        return ColorMode.ofFlag(color);
    }

    /**
     * The steps in im2rec.py's order: the square is cut out first, then resized.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    Transform[] transforms() {
        List<Transform> steps = new ArrayList<>();
        if (centerCrop) {
            steps.add(Transforms.centerSquareCrop());
        }
        if (resize < 0 || resize > MAX_SIDE_PX) {
            throw new IllegalArgumentException(
                    "--resize takes 1 to " + MAX_SIDE_PX + " pixels, or 0 for none: " + resize);
        }
        Interpolation method = Interpolation.ofCode(interpolation);
        if (resize > 0) {
            steps.add(Transforms.resizeShort(resize, method, 0));
        }
        return steps.toArray(Transform[]::new);
    }
}
