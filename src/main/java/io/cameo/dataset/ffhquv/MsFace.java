package io.cameo.dataset.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.numpy.Pickle;
import io.cameo.numpy.PickleVocabulary;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the face service said of a face, {@code attributes_ms_api/01223.pkl}: a pickle of the service's Python classes,
 * read without them and without executing anything. Immutable.
 *
 * <p>Values go by the path of their fields: {@code face_attributes.head_pose.yaw}. Members of enumerations are texts in
 * the service's own spelling, beginning lower-case, however the pickle has them: {@code noGlasses}, {@code goodExposure},
 * {@code low}.
 */
public final class MsFace {
    private static final String MODELS = "azure.cognitiveservices.vision.face.models.";
    private static final Set<String> CLASSES = Set.of(
            "DetectedFace",
            "FaceRectangle",
            "FaceLandmarks",
            "Coordinate",
            "FaceAttributes",
            "FacialHair",
            "HeadPose",
            "Emotion",
            "Hair",
            "HairColor",
            "Makeup",
            "Occlusion",
            "Accessory",
            "Blur",
            "Exposure",
            "Noise",
            "Mask");
    private static final Set<String> ENUMERATIONS = Set.of(
            "Gender",
            "GlassesType",
            "HairColorType",
            "AccessoryType",
            "BlurLevel",
            "ExposureLevel",
            "NoiseLevel",
            "MaskType",
            "QualityForRecognition");
    private static final PickleVocabulary VOCABULARY = PickleVocabulary.objects(Map.of(
                    MODELS + "_models_py3", CLASSES,
                    MODELS + "_models", CLASSES,
                    MODELS + "_face_client_enums", ENUMERATIONS))
            .withMembers();

    private static final String ATTRIBUTES = "face_attributes.";

    private final Path file;
    private final Map<String, @Nullable Object> fields;

    private MsFace(Path file, Map<String, @Nullable Object> fields) {
        this.file = file;
        this.fields = fields;
    }

    /**
     * Reads a face.
     *
     * @param file named in messages only
     * @param pickle stays the caller's; nothing of it is kept
     * @throws CorruptDataException if it is damaged, is no face, or names anything else than the service's classes
     */
    public static MsFace read(Path file, MemorySegment pickle) {
        Pickle read = Pickle.read(file, pickle, 0, VOCABULARY);
        return new MsFace(file, new MsFaceFields(file, ENUMERATIONS).face(read.value()));
    }

    /** A number under a path; null if it is None, missing, or something else. */
    public @Nullable Double number(String path) {
        return find(path) instanceof Number number ? (Double) number.doubleValue() : null;
    }

    /** A text or a member of an enumeration under a path; null if it is None, missing, or something else. */
    public @Nullable String text(String path) {
        return find(path) instanceof String text ? text : null;
    }

    /** A truth value under a path; null if it is None, missing, or something else. */
    public @Nullable Boolean truth(String path) {
        return find(path) instanceof Boolean truth ? truth : null;
    }

    /**
     * All fields: texts, {@code Double}, {@code Long}, {@code Boolean}, null, maps and lists of these, in the order of the
     * file. Empty {@code additional_properties} are left out. Unmodifiable.
     */
    public Map<String, @Nullable Object> fields() {
        return fields;
    }

    /**
     * What the project takes from it for {@code attributes/01223.json}: expression is the smile, glasses are all but none,
     * a beard that the service does not know is 0.
     *
     * @throws CorruptDataException if it lacks one of the values
     */
    public FaceAttributes attributes() {
        String gender = require(text(ATTRIBUTES + "gender"), "gender");
        if (!gender.equals("male") && !gender.equals("female")) {
            throw new CorruptDataException(file, 0, "face has an unknown gender: gender=" + gender);
        }
        Double beard = number(ATTRIBUTES + "facial_hair.beard");
        return new FaceAttributes(
                require(number(ATTRIBUTES + "age"), "age"),
                require(number(ATTRIBUTES + "hair.bald"), "hair.bald"),
                beard == null ? 0 : beard,
                require(number(ATTRIBUTES + "smile"), "smile"),
                gender.equals("male") ? 1 : 0,
                require(text(ATTRIBUTES + "glasses"), "glasses").equals("noGlasses") ? 0 : 1,
                require(number(ATTRIBUTES + "head_pose.pitch"), "head_pose.pitch"),
                require(number(ATTRIBUTES + "head_pose.yaw"), "head_pose.yaw"));
    }

    /** As JSON with the fields in their order, as Python writes it with {@code indent=4}. */
    public byte[] toJson() {
        StringBuilder out = new StringBuilder();
        json(out, fields, "\n");
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private @Nullable Object find(String path) {
        Object at = fields;
        for (String name : path.split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return at;
    }

    private <T> T require(@Nullable T value, String name) {
        if (value == null) {
            throw new CorruptDataException(file, 0, "face lacks a field: field=" + ATTRIBUTES + name);
        }
        return value;
    }

    private static void json(StringBuilder out, @Nullable Object value, String line) {
        String inner = line + "    ";
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                String before = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(before)
                            .append(inner)
                            .append(PythonJson.text(String.valueOf(entry.getKey())))
                            .append(": ");
                    json(out, entry.getValue(), inner);
                    before = ",";
                }
                out.append(line).append('}');
            }
            case List<?> list
            when !list.isEmpty() -> {
                String before = "[";
                for (Object item : list) {
                    out.append(before).append(inner);
                    json(out, item, inner);
                    before = ",";
                }
                out.append(line).append(']');
            }
            case Map<?, ?> _ -> out.append("{}");
            case List<?> _ -> out.append("[]");
            case String text -> out.append(PythonJson.text(text));
            case Double real -> out.append(PythonJson.number(real));
            case null, default -> out.append(value);
        }
    }
}
