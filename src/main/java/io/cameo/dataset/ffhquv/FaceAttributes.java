package io.cameo.dataset.ffhquv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The attributes of a face before it was edited, {@code attributes/01223.json}, as the project took them from the face
 * service.
 *
 * @param ageYears estimated
 * @param baldness from 0 to 1
 * @param beard from 0 to 1
 * @param expression how much the face smiles, from 0 to 1
 * @param gender 1 for male, 0 for female
 * @param glasses 1 for any, else 0
 */
public record FaceAttributes(
        double ageYears,
        double baldness,
        double beard,
        double expression,
        int gender,
        int glasses,
        double pitchDegrees,
        double yawDegrees) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads a file: an object with exactly the eight fields, in any order.
     *
     * @param file named in messages only
     * @throws CorruptDataException if it is anything else
     */
    public static FaceAttributes read(Path file, byte[] json) {
        Map<String, Double> fields = new HashMap<>();
        try (JsonParser in = JSON.createParser(json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new CorruptDataException(file, 0, "attributes are no object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                if (!in.nextToken().isNumeric()) {
                    throw new CorruptDataException(
                            file, in.currentTokenLocation().getByteOffset(), "attribute is no number: field=" + name);
                }
                fields.put(name, in.getDoubleValue());
            }
            if (in.nextToken() != null) {
                throw new CorruptDataException(
                        file, in.currentTokenLocation().getByteOffset(), "attributes go on behind their object");
            }
        } catch (JsonProcessingException broken) {
            CorruptDataException corrupt =
                    new CorruptDataException(file, 0, "attributes are no json: cause=" + broken.getOriginalMessage());
            corrupt.initCause(broken);
            throw corrupt;
        } catch (IOException impossible) {
            throw new IllegalStateException("JSON in memory cannot be read", impossible);
        }
        FaceAttributes attributes = new FaceAttributes(
                take(file, fields, "Age"),
                take(file, fields, "Baldness"),
                take(file, fields, "Beard"),
                take(file, fields, "Expression"),
                takeWhole(file, fields, "Gender"),
                takeWhole(file, fields, "Glasses"),
                take(file, fields, "Pitch"),
                take(file, fields, "Yaw"));
        if (!fields.isEmpty()) {
            throw new CorruptDataException(
                    file,
                    0,
                    "attributes have a field that is not known: field="
                            + fields.keySet().iterator().next());
        }
        return attributes;
    }

    /** As the project writes it: Python's {@code indent=4}, keys sorted, no line end behind. */
    public byte[] toJson() {
        return ("{\n    \"Age\": " + PythonJson.number(ageYears)
                        + ",\n    \"Baldness\": " + PythonJson.number(baldness)
                        + ",\n    \"Beard\": " + PythonJson.number(beard)
                        + ",\n    \"Expression\": " + PythonJson.number(expression)
                        + ",\n    \"Gender\": " + gender
                        + ",\n    \"Glasses\": " + glasses
                        + ",\n    \"Pitch\": " + PythonJson.number(pitchDegrees)
                        + ",\n    \"Yaw\": " + PythonJson.number(yawDegrees)
                        + "\n}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static double take(Path file, Map<String, Double> fields, String name) {
        Double value = fields.remove(name);
        if (value == null) {
            throw new CorruptDataException(file, 0, "attributes lack a field: field=" + name);
        }
        return value;
    }

    private static int takeWhole(Path file, Map<String, Double> fields, String name) {
        double value = take(file, fields, name);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new CorruptDataException(
                    file, 0, "attribute is no whole number: field=" + name + ", value=" + PythonJson.number(value));
        }
        return (int) value;
    }
}
