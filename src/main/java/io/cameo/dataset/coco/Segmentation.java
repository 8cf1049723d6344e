package io.cameo.dataset.coco;

import io.cameo.mask.PolygonFill;
import io.cameo.mask.Rle;
import java.util.List;

/** An annotation's {@code segmentation}, as the file has it: nothing is rasterised before it is asked for. */
public sealed interface Segmentation {
    /**
     * The pixels, as pycocotools' {@code annToRLE} finds them; run lengths bring their own size.
     *
     * @param fill one for each thread
     * @param heightPx of the image, for polygons
     * @param widthPx of the image, for polygons
     * @throws io.cameo.mask.BadMaskException if there is nothing to rasterise, or it breaks the format
     */
    Rle toRle(PolygonFill fill, int heightPx, int widthPx);

    /**
     * Outlines, of which the union counts; an inner one is no hole.
     *
     * @param parts x and y by turns, in pixels from the left top corner of the image
     */
    record Polygons(List<double[]> parts) implements Segmentation {
        @Override
        public Rle toRle(PolygonFill fill, int heightPx, int widthPx) {
            return fill.fill(parts, heightPx, widthPx);
        }
    }

    /**
     * COCO's uncompressed run lengths.
     *
     * @param ownHeightPx the first number of {@code size}
     * @param ownWidthPx the second
     * @param counts pixels of each run, unset ones first
     */
    @SuppressWarnings("ArrayRecordComponent") // as CocoAnnotation
    record Runs(int ownHeightPx, int ownWidthPx, int[] counts) implements Segmentation {
        @Override
        public Rle toRle(PolygonFill fill, int heightPx, int widthPx) {
            return Rle.of(ownHeightPx, ownWidthPx, counts);
        }
    }

    /**
     * COCO's compressed run lengths.
     *
     * @param ownHeightPx the first number of {@code size}
     * @param ownWidthPx the second
     */
    record Compressed(int ownHeightPx, int ownWidthPx, String counts) implements Segmentation {
        @Override
        public Rle toRle(PolygonFill fill, int heightPx, int widthPx) {
            return Rle.parse(ownHeightPx, ownWidthPx, counts);
        }
    }
}
