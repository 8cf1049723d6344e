package io.cameo.dataset.ffhquv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link UvNames} and {@link UvManifest} as JSON, both ways; fields that are not known are skipped. */
final class UvRecordJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    private static final int VERSION = 1;

    private UvRecordJson() {}

    /** Writes into an object. */
    private interface Fields {
        void to(JsonGenerator out) throws IOException;
    }

    private static byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            fields.to(out);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException("JSON in memory cannot be written", impossible);
        }
        return bytes.toByteArray();
    }

    static byte[] write(UvNames names) {
        return object(out -> {
            out.writeStringField("set", names.set().word());
            out.writeStringField("id", names.id());
            UvMetaEntry meta = names.meta();
            if (meta != null) {
                out.writeObjectFieldStart("meta");
                writeMeta(out, meta);
                out.writeEndObject();
            }
            out.writeArrayFieldStart("joined");
            for (UvPart part : names.joined()) {
                out.writeString(part.word());
            }
            out.writeEndArray();
            out.writeObjectFieldStart("licences");
            for (Map.Entry<UvPart, String> licence : names.licences().entrySet()) {
                out.writeStringField(licence.getKey().word(), licence.getValue());
            }
            out.writeEndObject();
        });
    }

    private static void writeMeta(JsonGenerator out, UvMetaEntry meta) throws IOException {
        if (meta.age() != null) {
            out.writeNumberField("age", meta.age());
        }
        if (meta.beard() != null) {
            out.writeNumberField("beard", meta.beard());
        }
        if (meta.gender() != null) {
            out.writeNumberField("gender", meta.gender());
        }
        switch (meta.index().form()) {
            case ABSENT -> {}
            case NULL -> out.writeNullField("ffhq_index");
            case NUMBER -> {
                out.writeFieldName("ffhq_index");
                out.writeNumber(meta.index().text());
            }
            case TEXT -> out.writeStringField("ffhq_index", meta.index().text());
        }
    }

    static UvNames names(byte[] json) throws IOException {
        try (JsonParser in = JSON.createParser(json)) {
            require(in.nextToken(), JsonToken.START_OBJECT);
            String set = "";
            String id = "";
            Draft meta = null;
            Set<UvPart> joined = EnumSet.noneOf(UvPart.class);
            Map<UvPart, String> licences = new EnumMap<>(UvPart.class);
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                switch (name) {
                    case "set" -> set = in.getText();
                    case "id" -> id = in.getText();
                    case "meta" -> meta = Draft.read(in);
                    case "joined" -> {
                        require(value, JsonToken.START_ARRAY);
                        while (in.nextToken() == JsonToken.VALUE_STRING) {
                            joined.add(part(in.getText()));
                        }
                    }
                    case "licences" -> {
                        require(value, JsonToken.START_OBJECT);
                        while (in.nextToken() == JsonToken.FIELD_NAME) {
                            UvPart part = part(in.currentName());
                            licences.put(part, String.valueOf(in.nextTextValue()));
                        }
                    }
                    default -> in.skipChildren();
                }
            }
            if (id.length() < 5 || id.length() > 6 || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IOException("sample has no id: id=" + id);
            }
            return new UvNames(set(set), id, meta == null ? null : meta.entry(id), joined, licences);
        }
    }

    /** What is read of a meta entry. */
    private static final class Draft {
        private @Nullable Double age;
        private @Nullable Double beard;
        private @Nullable Integer gender;
        private FfhqIndex index = FfhqIndex.ABSENT;

        static Draft read(JsonParser in) throws IOException {
            require(in.currentToken(), JsonToken.START_OBJECT);
            Draft draft = new Draft();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                switch (name) {
                    case "age" -> draft.age = in.getDoubleValue();
                    case "beard" -> draft.beard = in.getDoubleValue();
                    case "gender" -> draft.gender = in.getIntValue();
                    case "ffhq_index" ->
                        draft.index = switch (value) {
                            case VALUE_NULL -> FfhqIndex.NULL;
                            case VALUE_STRING -> new FfhqIndex(FfhqIndex.Form.TEXT, in.getText());
                            default -> new FfhqIndex(FfhqIndex.Form.NUMBER, in.getText());
                        };
                    default -> in.skipChildren();
                }
            }
            return draft;
        }

        UvMetaEntry entry(String id) {
            return new UvMetaEntry(id, age, beard, gender, index);
        }
    }

    static byte[] write(UvManifest manifest) {
        return object(out -> {
            out.writeNumberField("version", VERSION);
            out.writeStringField("set", manifest.set().word());
            out.writeNumberField("samples", manifest.samples());
            out.writeNumberField("not_kept", manifest.notKept());
            out.writeArrayFieldStart("first_not_kept");
            for (String name : manifest.firstNotKept()) {
                out.writeString(name);
            }
            out.writeEndArray();
        });
    }

    static UvManifest manifest(byte[] json) throws IOException {
        try (JsonParser in = JSON.createParser(json)) {
            require(in.nextToken(), JsonToken.START_OBJECT);
            int version = -1;
            String set = "";
            long samples = 0;
            long notKept = 0;
            List<String> firstNotKept = new ArrayList<>();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                switch (name) {
                    case "version" -> version = in.getIntValue();
                    case "set" -> set = in.getText();
                    case "samples" -> samples = in.getLongValue();
                    case "not_kept" -> notKept = in.getLongValue();
                    case "first_not_kept" -> {
                        require(value, JsonToken.START_ARRAY);
                        while (in.nextToken() == JsonToken.VALUE_STRING) {
                            firstNotKept.add(in.getText());
                        }
                    }
                    default -> in.skipChildren();
                }
            }
            if (version != VERSION) {
                throw new IOException("not a manifest of this version: version=" + version);
            }
            return new UvManifest(set(set), samples, notKept, firstNotKept);
        }
    }

    private static UvSet set(String word) throws IOException {
        UvSet set = UvSet.named(word);
        if (set == null) {
            throw new IOException("no such set: set=" + word);
        }
        return set;
    }

    private static UvPart part(String word) throws IOException {
        return UvPart.worded(word).orElseThrow(() -> new IOException("no such part: part=" + word));
    }

    private static void require(@Nullable JsonToken actual, JsonToken expected) throws IOException {
        if (actual != expected) {
            throw new IOException("not the JSON of UV records: expected=" + expected + ", actual=" + actual);
        }
    }
}
