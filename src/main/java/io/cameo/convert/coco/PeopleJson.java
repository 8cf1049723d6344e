package io.cameo.convert.coco;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.scene.MarkedPerson;
import java.io.IOException;
import java.util.List;

/** Writes a {@code person_keypoints} file as COCO's own are built; annotations go out as they come. */
final class PeopleJson {
    private static final int PERSON = 1;
    private static final int LICENSE = 1;
    private static final String[] KEYPOINTS = {
        "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder", "left_elbow",
        "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle",
        "right_ankle"
    };
    /** Pairs of key points, counted from 1, in COCO's order. */
    private static final int[][] SKELETON = {
        {16, 14}, {14, 12}, {17, 15}, {15, 13}, {12, 13}, {6, 12}, {7, 13}, {6, 7}, {6, 8}, {7, 9}, {8, 10}, {9, 11},
        {2, 3}, {1, 2}, {1, 3}, {2, 4}, {3, 5}, {4, 6}, {5, 7}
    };

    private final JsonGenerator json;
    private long count;

    PeopleJson(JsonGenerator json) {
        this.json = json;
    }

    /** Everything up to the first annotation. */
    void begin(PeopleSet set) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("info");
        json.writeStringField("description", "People who do not exist, drawn by Cameo");
        json.writeStringField("version", "1.0");
        json.writeNumberField("seed", set.seed());
        json.writeEndObject();
        json.writeArrayFieldStart("licenses");
        json.writeStartObject();
        json.writeNumberField("id", LICENSE);
        json.writeStringField("name", "Apache License 2.0");
        json.writeStringField("url", "https://www.apache.org/licenses/LICENSE-2.0");
        json.writeEndObject();
        json.writeEndArray();
        json.writeArrayFieldStart("images");
        for (int id = 1; id <= set.scenes(); id++) {
            json.writeStartObject();
            json.writeNumberField("license", LICENSE);
            json.writeStringField("file_name", PeopleSet.fileName(id));
            json.writeNumberField("height", set.heightPx());
            json.writeNumberField("width", set.widthPx());
            json.writeNumberField("id", id);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("annotations");
    }

    /** The people of one image. */
    void people(int imageId, int heightPx, int widthPx, List<MarkedPerson> people) throws IOException {
        for (MarkedPerson person : people) {
            json.writeStartObject();
            json.writeFieldName("segmentation");
            if (person.crowd()) {
                runs(person.runs(), heightPx, widthPx);
            } else {
                outline(person.outline());
            }
            json.writeNumberField("num_keypoints", person.numKeypoints());
            json.writeNumberField("area", person.area());
            json.writeNumberField("iscrowd", person.crowd() ? 1 : 0);
            json.writeFieldName("keypoints");
            json.writeArray(person.keypoints(), 0, person.keypoints().length);
            json.writeNumberField("image_id", imageId);
            json.writeFieldName("bbox");
            json.writeArray(person.box(), 0, person.box().length);
            json.writeNumberField("category_id", PERSON);
            json.writeNumberField("id", ++count);
            json.writeEndObject();
        }
    }

    private void runs(int[] runs, int heightPx, int widthPx) throws IOException {
        json.writeStartObject();
        json.writeFieldName("counts");
        json.writeArray(runs, 0, runs.length);
        json.writeFieldName("size");
        json.writeArray(new int[] {heightPx, widthPx}, 0, 2);
        json.writeEndObject();
    }

    private void outline(List<double[]> parts) throws IOException {
        json.writeStartArray();
        for (double[] part : parts) {
            json.writeArray(part, 0, part.length);
        }
        json.writeEndArray();
    }

    /** Everything after the last annotation. */
    void end() throws IOException {
        json.writeEndArray();
        json.writeArrayFieldStart("categories");
        json.writeStartObject();
        json.writeStringField("supercategory", "person");
        json.writeNumberField("id", PERSON);
        json.writeStringField("name", "person");
        json.writeFieldName("keypoints");
        json.writeArray(KEYPOINTS, 0, KEYPOINTS.length);
        json.writeArrayFieldStart("skeleton");
        for (int[] bone : SKELETON) {
            json.writeArray(bone, 0, 2);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    /** Annotations so far. */
    long count() {
        return count;
    }
}
