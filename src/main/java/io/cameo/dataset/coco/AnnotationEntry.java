package io.cameo.dataset.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one annotation from its own bytes. Keeps its memory for the next. Not thread-safe. */
final class AnnotationEntry {
    private static final double[] NONE = {};
    private static final int NOT_SAID = -1;

    private final NumberList numbers = new NumberList();
    private final SegmentationEntry segmentations = new SegmentationEntry(numbers);

    private long id;
    private long imageId;
    private long categoryId;
    private boolean crowd;
    private double area;
    private double @Nullable [] box;
    private int numKeypoints;
    private double[] keypoints = NONE;
    private boolean wholeKeypoints;
    private @Nullable Segmentation segmentation;
    private double score;

    /**
     * Reads it; faults have their place in these bytes.
     *
     * @param bytes from which {@code length} are one JSON object
     * @param resultId what a result is called, which has no id of its own; else unused
     */
    CocoAnnotation read(byte[] bytes, int length, long resultId, ResultKind kind) throws IOException {
        clear();
        try (JsonParser json = JsonValues.parser(bytes, length)) {
            json.nextToken();
            JsonValues.object(json, "annotation");
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                field(json, field);
            }
        }
        if (kind != ResultKind.NONE) {
            id = resultId;
            crowd = false;
            return ResultFill.fill(annotation(), kind);
        }
        if (Double.isNaN(area)) {
            throw new JsonFault(0, "annotation lacks a field: field=area");
        }
        return annotation();
    }

    private CocoAnnotation annotation() {
        return new CocoAnnotation(
                id,
                imageId,
                categoryId,
                crowd,
                area,
                box,
                numKeypoints,
                keypoints,
                wholeKeypoints,
                segmentation,
                score);
    }

    private void clear() {
        id = 0;
        imageId = 0;
        categoryId = 0;
        crowd = false;
        area = Double.NaN;
        box = null;
        numKeypoints = NOT_SAID;
        keypoints = NONE;
        wholeKeypoints = true;
        segmentation = null;
        score = Double.NaN;
    }

    private void field(JsonParser json, String field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return; // as good as absent
        }
        switch (field) {
            case "id" -> id = JsonValues.whole(json, "id of an annotation");
            case "image_id" -> imageId = JsonValues.whole(json, "image_id");
            case "category_id" -> categoryId = JsonValues.whole(json, "category_id");
            case "iscrowd" -> crowd = crowd(json);
            case "area" -> area = JsonValues.number(json, "area");
            case "bbox" -> box = box(json);
            case "num_keypoints" -> numKeypoints = JsonValues.count(json, "num_keypoints");
            case "keypoints" -> keypoints(json);
            case "segmentation" -> segmentation = segmentations.read(json);
            case "score" -> score = JsonValues.number(json, "score");
            default -> json.skipChildren();
        }
    }

    private static boolean crowd(JsonParser json) throws IOException {
        if (json.currentToken().isBoolean()) {
            return json.getBooleanValue();
        }
        long value = JsonValues.whole(json, "iscrowd");
        if (value != 0 && value != 1) {
            throw JsonValues.wrong(json, "iscrowd", "0 or 1");
        }
        return value == 1;
    }

    /** A list of no numbers is as good as none: results of masks come with such. */
    private double @Nullable [] box(JsonParser json) throws IOException {
        long begin = JsonValues.offset(json);
        numbers.read(json, "bbox");
        if (numbers.size() == 0) {
            return null;
        }
        if (numbers.size() != 4) {
            throw new JsonFault(begin, "bbox has not 4 numbers: numbers=" + numbers.size());
        }
        return numbers.toArray();
    }

    private void keypoints(JsonParser json) throws IOException {
        long begin = JsonValues.offset(json);
        numbers.read(json, "keypoints");
        if (numbers.size() % 3 != 0) {
            throw new JsonFault(begin, "keypoints are not by threes: numbers=" + numbers.size());
        }
        keypoints = numbers.size() == 0 ? NONE : numbers.toArray();
        wholeKeypoints = numbers.whole();
    }
}
