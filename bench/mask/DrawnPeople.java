package io.cameo.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Outlines as COCO's persons have them on average: 33 points, standing, about 115 columns wide and 270 rows high with a
 * wavy border, so that the mask has some 233 runs.
 */
final class DrawnPeople {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;
    private static final int POINTS = 33;

    private DrawnPeople() {}

    static List<double[]> polygons(int count) {
        SplittableRandom random = new SplittableRandom(20_261_121L);
        List<double[]> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double centerX = random.nextDouble(80, WIDTH - 80);
            double centerY = random.nextDouble(150, HEIGHT - 150);
            double[] xy = new double[2 * POINTS];
            for (int k = 0; k < POINTS; k++) {
                double angle = 2 * Math.PI * k / POINTS;
                double radius = random.nextDouble(0.7, 1.15);
                // Two decimals, as in COCO's files.
                xy[2 * k] = Math.round((centerX + 55 * radius * Math.cos(angle)) * 100) / 100.0;
                xy[2 * k + 1] = Math.round((centerY + 135 * radius * Math.sin(angle)) * 100) / 100.0;
            }
            out.add(xy);
        }
        return out;
    }

    static List<Rle> masks(int count) {
        PolygonFill fill = new PolygonFill();
        return polygons(count).stream().map(xy -> fill.fill(xy, HEIGHT, WIDTH)).toList();
    }
}
