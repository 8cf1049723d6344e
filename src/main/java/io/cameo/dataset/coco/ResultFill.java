package io.cameo.dataset.coco;

import io.cameo.mask.BadMaskException;
import io.cameo.mask.PixelBox;
import io.cameo.mask.PolygonFill;
import io.cameo.mask.Rle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code loadRes} of pycocotools 2.0.11 adds to a result. Whatever stands there as area it replaces. */
final class ResultFill {
    private ResultFill() {}

    static CocoAnnotation fill(CocoAnnotation result, ResultKind kind) {
        return switch (kind) {
            case BOX -> ofBox(result);
            case MASK -> ofMask(result);
            case KEYPOINTS -> ofKeypoints(result);
            case NONE -> result;
        };
    }

    private static CocoAnnotation ofBox(CocoAnnotation result) {
        double[] box = result.box();
        if (box == null) {
            throw lacks("bbox");
        }
        Segmentation segmentation = result.segmentation();
        if (segmentation == null) {
            double right = box[0] + box[2];
            double bottom = box[1] + box[3];
            double[] corners = {box[0], box[1], box[0], bottom, right, bottom, right, box[1]};
            segmentation = new Segmentation.Polygons(List.of(corners));
        }
        return with(result, box[2] * box[3], box, segmentation);
    }

    private static CocoAnnotation ofMask(CocoAnnotation result) {
        Segmentation segmentation = result.segmentation();
        if (segmentation == null) {
            throw lacks("segmentation");
        }
        if (segmentation instanceof Segmentation.Polygons) {
            throw new JsonFault(0, "polygons of a result have no size");
        }
        Rle mask;
        try {
            mask = segmentation.toRle(new PolygonFill(), 0, 0);
        } catch (BadMaskException bad) {
            throw new JsonFault(0, bad.reason());
        }
        double[] box = result.box();
        if (box == null) {
            PixelBox bounds = mask.bounds();
            box = new double[] {bounds.xPx(), bounds.yPx(), bounds.widthPx(), bounds.heightPx()};
        }
        return with(result, (double) mask.area(), box, segmentation);
    }

    private static CocoAnnotation ofKeypoints(CocoAnnotation result) {
        double[] keypoints = result.keypoints();
        if (keypoints.length == 0) {
            throw lacks("keypoints");
        }
        double left = keypoints[0];
        double top = keypoints[1];
        double right = left;
        double bottom = top;
        for (int i = 3; i < keypoints.length; i += 3) {
            left = Math.min(left, keypoints[i]);
            right = Math.max(right, keypoints[i]);
            top = Math.min(top, keypoints[i + 1]);
            bottom = Math.max(bottom, keypoints[i + 1]);
        }
        double[] box = {left, top, right - left, bottom - top};
        return with(result, box[2] * box[3], box, result.segmentation());
    }

    private static CocoAnnotation with(
            CocoAnnotation result, double area, double[] box, @Nullable Segmentation segmentation) {
        return new CocoAnnotation(
                result.id(),
                result.imageId(),
                result.categoryId(),
                result.crowd(),
                area,
                box,
                result.numKeypoints(),
                result.keypoints(),
                result.wholeKeypoints(),
                segmentation,
                result.score());
    }

    private static JsonFault lacks(String field) {
        return new JsonFault(0, "result lacks a field: field=" + field);
    }
}
