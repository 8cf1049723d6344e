package io.cameo.dataset.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an entry of {@code categories}. */
final class CategoryEntry {
    private CategoryEntry() {}

    /** From the beginning of the object to its end. */
    static CocoCategory read(JsonParser json) throws IOException {
        long begin = JsonValues.offset(json);
        @Nullable Long id = null;
        @Nullable String name = null;
        List<String> keypoints = List.of();
        List<CocoCategory.Bone> skeleton = List.of();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "id" -> id = JsonValues.whole(json, "id of a category");
                case "name" -> name = JsonValues.text(json, "name of a category");
                case "keypoints" -> keypoints = keypoints(json);
                case "skeleton" -> skeleton = skeleton(json);
                default -> json.skipChildren();
            }
        }
        if (id == null || name == null) {
            throw new JsonFault(begin, "category lacks a field: field=" + (id == null ? "id" : "name"));
        }
        return new CocoCategory(id, name, keypoints, skeleton);
    }

    private static List<String> keypoints(JsonParser json) throws IOException {
        JsonValues.list(json, "keypoints of a category");
        List<String> names = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            names.add(JsonValues.text(json, "name of a key point"));
        }
        return List.copyOf(names);
    }

    private static List<CocoCategory.Bone> skeleton(JsonParser json) throws IOException {
        JsonValues.list(json, "skeleton");
        List<CocoCategory.Bone> bones = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonValues.list(json, "line of the skeleton");
            json.nextToken();
            int from = JsonValues.count(json, "end of a skeleton's line");
            json.nextToken();
            int to = JsonValues.count(json, "end of a skeleton's line");
            if (json.nextToken() != JsonToken.END_ARRAY) {
                throw JsonValues.wrong(json, "line of the skeleton", "two numbers");
            }
            bones.add(new CocoCategory.Bone(from, to));
        }
        return List.copyOf(bones);
    }
}
