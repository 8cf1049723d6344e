package io.cameo.dataset.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@code segmentation} in any of its three forms. Not thread-safe. */
final class SegmentationEntry {
    private final NumberList numbers;

    /**
     * @param numbers memory that is free whenever this reads
     */
    SegmentationEntry(NumberList numbers) {
        this.numbers = numbers;
    }

    /** From its beginning to its end. */
    Segmentation read(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            return polygons(json);
        }
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return runLengths(json);
        }
        throw JsonValues.wrong(json, "segmentation", "a list or an object");
    }

    /** As the file has them, be they empty or of an odd number of coordinates: whoever rasterises them judges. */
    private Segmentation polygons(JsonParser json) throws IOException {
        List<double[]> parts = new ArrayList<>(1);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            numbers.read(json, "polygon");
            parts.add(numbers.toArray());
        }
        return new Segmentation.Polygons(parts);
    }

    private Segmentation runLengths(JsonParser json) throws IOException {
        long begin = JsonValues.offset(json);
        int[] size = {};
        int @Nullable [] runs = null;
        @Nullable String text = null;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "size" -> {
                    long at = JsonValues.offset(json);
                    numbers.readCounts(json, "size of a segmentation");
                    size = numbers.toInts();
                    if (size.length != 2) {
                        throw new JsonFault(at, "size of a segmentation has not 2 numbers: numbers=" + size.length);
                    }
                }
                case "counts" -> {
                    runs = null;
                    text = null;
                    if (value == JsonToken.VALUE_STRING) {
                        text = json.getText();
                    } else if (value == JsonToken.START_ARRAY) {
                        numbers.readCounts(json, "count of a segmentation");
                        runs = numbers.toInts();
                    } else {
                        throw JsonValues.wrong(json, "counts of a segmentation", "a list or a text");
                    }
                }
                default -> json.skipChildren();
            }
        }
        if (size.length == 0) {
            throw new JsonFault(begin, "segmentation lacks a field: field=size");
        }
        if (runs != null) {
            return new Segmentation.Runs(size[0], size[1], runs);
        }
        if (text != null) {
            return new Segmentation.Compressed(size[0], size[1], text);
        }
        throw new JsonFault(begin, "segmentation lacks a field: field=counts");
    }
}
