package io.cameo.dataset.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Categories as the JSON that COCO writes, both ways. */
final class CategoryJson {
    private static final JsonFactory JSON = new JsonFactory();

    private CategoryJson() {}

    /** An array of objects with {@code id}, {@code name} and, where there are some, {@code keypoints} and {@code skeleton}. */
    static byte[] write(List<CocoCategory> categories) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartArray();
            for (CocoCategory category : categories) {
                out.writeStartObject();
                out.writeNumberField("id", category.id());
                out.writeStringField("name", category.name());
                if (!category.keypoints().isEmpty()) {
                    out.writeArrayFieldStart("keypoints");
                    for (String keypoint : category.keypoints()) {
                        out.writeString(keypoint);
                    }
                    out.writeEndArray();
                    out.writeArrayFieldStart("skeleton");
                    for (CocoCategory.Bone bone : category.skeleton()) {
                        out.writeArray(new int[] {bone.from(), bone.to()}, 0, 2);
                    }
                    out.writeEndArray();
                }
                out.writeEndObject();
            }
            out.writeEndArray();
        } catch (IOException impossible) {
            throw new IllegalStateException("an array in memory cannot be written", impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote, other fields skipped.
     *
     * @throws IOException if it is not that
     */
    static List<CocoCategory> read(byte[] json) throws IOException {
        List<CocoCategory> categories = new ArrayList<>();
        try (JsonParser in = JSON.createParser(json)) {
            require(in, in.nextToken(), JsonToken.START_ARRAY);
            while (in.nextToken() != JsonToken.END_ARRAY) {
                require(in, in.currentToken(), JsonToken.START_OBJECT);
                categories.add(category(in));
            }
        }
        return List.copyOf(categories);
    }

    private static CocoCategory category(JsonParser in) throws IOException {
        long id = 0;
        String name = "";
        List<String> keypoints = new ArrayList<>();
        List<CocoCategory.Bone> skeleton = new ArrayList<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> id = in.getLongValue();
                case "name" -> name = in.getText();
                case "keypoints" -> {
                    require(in, in.currentToken(), JsonToken.START_ARRAY);
                    while (in.nextToken() == JsonToken.VALUE_STRING) {
                        keypoints.add(in.getText());
                    }
                }
                case "skeleton" -> {
                    require(in, in.currentToken(), JsonToken.START_ARRAY);
                    while (in.nextToken() == JsonToken.START_ARRAY) {
                        skeleton.add(bone(in));
                    }
                }
                default -> in.skipChildren();
            }
        }
        return new CocoCategory(id, name, List.copyOf(keypoints), List.copyOf(skeleton));
    }

    private static CocoCategory.Bone bone(JsonParser in) throws IOException {
        int from = in.nextIntValue(0);
        int to = in.nextIntValue(0);
        require(in, in.nextToken(), JsonToken.END_ARRAY);
        return new CocoCategory.Bone(from, to);
    }

    private static void require(JsonParser in, JsonToken actual, JsonToken expected) throws IOException {
        if (actual != expected) {
            throw new IOException("not a list of categories: expected=" + expected + ", actual=" + actual + ", column="
                    + in.currentTokenLocation().getColumnNr());
        }
    }
}
