package io.cameo.dataset.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The one pass over an annotation file: images and categories are kept, of annotations their ids and where they stand. What
 * else there is is passed over, after a look whether it is JSON.
 */
final class CocoScan {
    private static final Set<String> KEPT = Set.of("images", "annotations", "categories");

    private final JsonParser json;
    private final long baseBytes;
    private final List<CocoImage> images = new ArrayList<>();
    private final LongTable positions = new LongTable();
    private final IdTally duplicateImages = new IdTally();
    private final List<CocoCategory> categories = new ArrayList<>();
    private final AnnotationTable annotations = new AnnotationTable();
    private ResultKind kind = ResultKind.NONE;

    /**
     * @param json before its first token
     * @param baseBytes where it begins in the file
     */
    CocoScan(JsonParser json, long baseBytes) {
        this.json = json;
        this.baseBytes = baseBytes;
    }

    List<CocoImage> images() {
        return images;
    }

    LongTable positions() {
        return positions;
    }

    IdTally duplicateImages() {
        return duplicateImages;
    }

    List<CocoCategory> categories() {
        return categories;
    }

    AnnotationTable annotations() {
        return annotations;
    }

    ResultKind kind() {
        return kind;
    }

    /** Reads to the end; faults have their place from the start of the parser's text. */
    void run() throws IOException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_OBJECT) {
            sections();
        } else if (first == JsonToken.START_ARRAY) {
            results();
        } else if (first == null) {
            throw new JsonFault(0, "file holds nothing");
        } else {
            throw JsonValues.wrong(json, "file", "an object or a list");
        }
        if (json.nextToken() != null) {
            throw new JsonFault(JsonValues.offset(json), "something stands behind the end of the json");
        }
        annotations.trim();
    }

    private void sections() throws IOException {
        Set<String> seen = new HashSet<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (KEPT.contains(name) && !seen.add(name)) {
                throw new JsonFault(JsonValues.offset(json), "section stands twice: section=" + name);
            }
            json.nextToken();
            switch (name) {
                case "images" -> each("images", this::image);
                case "annotations" -> each("annotations", this::annotation);
                case "categories" -> each("categories", () -> categories.add(CategoryEntry.read(json)));
                default -> json.skipChildren();
            }
        }
        if (!seen.contains("images")) {
            throw new JsonFault(0, "file has no images");
        }
    }

    /** What is done with the entry that begins here; it leaves the parser at its end. */
    @FunctionalInterface
    private interface Entry {
        void read() throws IOException;
    }

    private void each(String section, Entry entry) throws IOException {
        JsonValues.list(json, section);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonValues.object(json, "entry of " + section);
            entry.read();
        }
    }

    private void image() throws IOException {
        long begin = JsonValues.offset(json);
        long id = 0;
        String fileName = "";
        int height = 0;
        int width = 0;
        int found = 0;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "id" -> {
                    id = JsonValues.whole(json, "id of an image");
                    found |= 1;
                }
                case "file_name" -> {
                    fileName = JsonValues.text(json, "file_name");
                    found |= 2;
                }
                case "height" -> {
                    height = JsonValues.count(json, "height");
                    found |= 4;
                }
                case "width" -> {
                    width = JsonValues.count(json, "width");
                    found |= 8;
                }
                default -> json.skipChildren();
            }
        }
        demand(begin, "image", found, "id", "file_name", "height", "width");
        add(new CocoImage(id, fileName, height, width));
    }

    private void add(CocoImage image) {
        int before = positions.get(image.id());
        if (before == LongTable.ABSENT) {
            positions.put(image.id(), images.size());
            images.add(image);
        } else {
            images.set(before, image);
            duplicateImages.add(image.id());
        }
    }

    private void annotation() throws IOException {
        long begin = JsonValues.offset(json);
        long id = 0;
        long imageId = 0;
        long categoryId = 0;
        int found = 0;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "id" -> {
                    id = JsonValues.whole(json, "id of an annotation");
                    found |= 1;
                }
                case "image_id" -> {
                    imageId = JsonValues.whole(json, "image_id");
                    found |= 2;
                }
                case "category_id" -> {
                    categoryId = JsonValues.whole(json, "category_id");
                    found |= 4;
                }
                default -> json.skipChildren();
            }
        }
        demand(begin, "annotation", found, "id", "image_id", "category_id");
        keep(id, imageId, categoryId, begin);
    }

    private void keep(long id, long imageId, long categoryId, long begin) {
        long end = json.currentLocation().getByteOffset();
        annotations.add(id, imageId, categoryId, baseBytes + begin, end - begin);
    }

    private void results() throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonValues.object(json, "entry of results");
            result();
        }
        if (kind == ResultKind.NONE) {
            kind = ResultKind.BOX; // of no results none decides, yet it is a file of results
        }
    }

    private void result() throws IOException {
        long begin = JsonValues.offset(json);
        long imageId = 0;
        long categoryId = 0;
        int found = 0;
        Set<String> holds = new HashSet<>();
        boolean decides = kind == ResultKind.NONE;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "image_id" -> {
                    imageId = JsonValues.whole(json, "image_id");
                    found |= 1;
                }
                case "category_id" -> {
                    categoryId = JsonValues.whole(json, "category_id");
                    found |= 2;
                }
                default -> {
                    if (decides && !(field.equals("bbox") && value == JsonToken.START_ARRAY && isEmptyList())) {
                        holds.add(field);
                    }
                    json.skipChildren();
                }
            }
        }
        demand(begin, "result", found, "image_id", "category_id");
        if (decides) {
            kind = kindOf(holds, begin);
        }
        if (positions.get(imageId) == LongTable.ABSENT) {
            add(new CocoImage(imageId, "", 0, 0));
        }
        keep(annotations.count() + 1L, imageId, categoryId, begin);
    }

    /** Whether the list that begins here ends at once; if not, the parser is left at its end as well. */
    private boolean isEmptyList() throws IOException {
        int items = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            json.skipChildren();
            items++;
        }
        return items == 0;
    }

    private static ResultKind kindOf(Set<String> holds, long begin) {
        if (holds.contains("bbox")) {
            return ResultKind.BOX;
        }
        if (holds.contains("segmentation")) {
            return ResultKind.MASK;
        }
        if (holds.contains("keypoints")) {
            return ResultKind.KEYPOINTS;
        }
        throw new JsonFault(begin, "first result has neither box nor segmentation nor keypoints");
    }

    /** Demands that every field was found, of which bit n stands for the nth. */
    private static void demand(long begin, String what, int found, String... fields) {
        for (int i = 0; i < fields.length; i++) {
            if ((found >> i & 1) == 0) {
                throw new JsonFault(begin, what + " lacks a field: field=" + fields[i]);
            }
        }
    }
}
