package io.cameo.dataset.matting;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link MattingNames} as JSON, both ways, and the names of loose files. */
final class NamesJson {
    private static final String LAYOUT = "layout";
    private static final String ROOT = "root";
    private static final String SPLIT = "split";
    private static final String SAMPLE = "sample";
    private static final String FRAME = "frame";
    private static final String IMAGE = "image";
    private static final String BACKGROUND = "bg";
    private static final String INSTANCES = "instances";
    private static final String ID = "id";
    private static final String ALPHA = "alpha";
    private static final String MASK = "mask";
    private static final String FOREGROUND = "fg";
    private static final String FILES = "files";

    private NamesJson() {}

    static byte[] write(MattingNames names) {
        return JsonText.bytes(out -> {
            out.writeStartObject();
            out.writeStringField(LAYOUT, names.split().layout().word());
            out.writeStringField(ROOT, names.split().root());
            out.writeStringField(SPLIT, names.split().name());
            out.writeStringField(SAMPLE, names.sample());
            out.writeStringField(FRAME, names.frame());
            out.writeStringField(IMAGE, names.image());
            optional(out, BACKGROUND, names.background());
            out.writeArrayFieldStart(INSTANCES);
            for (MattingNames.Instance instance : names.instances()) {
                out.writeStartObject();
                out.writeStringField(ID, instance.id());
                out.writeStringField(ALPHA, instance.alpha());
                optional(out, MASK, instance.mask());
                optional(out, FOREGROUND, instance.foreground());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /**
     * Reads names, other fields skipped.
     *
     * @throws IOException if they are none
     */
    static MattingNames read(byte[] json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        List<MattingNames.Instance> instances = new ArrayList<>();
        JsonText.object(json, (name, in) -> {
            if (name.equals(INSTANCES)) {
                JsonText.array(in, (_, element) -> instances.add(instance(element)));
            } else {
                text(name, in, texts);
            }
        });
        MattingLayout layout;
        try {
            layout = MattingLayout.of(require(texts, LAYOUT));
        } catch (IllegalArgumentException unknown) {
            throw new IOException(unknown.getMessage(), unknown);
        }
        return new MattingNames(
                new MattingSplit(layout, require(texts, ROOT), require(texts, SPLIT)),
                require(texts, SAMPLE),
                require(texts, FRAME),
                require(texts, IMAGE),
                instances,
                texts.get(BACKGROUND));
    }

    private static MattingNames.Instance instance(JsonParser in) throws IOException {
        Map<String, String> texts = new HashMap<>();
        JsonText.object(in, (name, field) -> text(name, field, texts));
        return new MattingNames.Instance(
                require(texts, ID), require(texts, ALPHA), texts.get(MASK), texts.get(FOREGROUND));
    }

    private static void text(String name, JsonParser in, Map<String, String> into) throws IOException {
        if (in.currentToken().isScalarValue()) {
            into.put(name, in.getText());
        } else {
            in.skipChildren();
        }
    }

    private static String require(Map<String, String> texts, String name) throws IOException {
        return JsonText.required(texts.get(name), name);
    }

    private static void optional(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }

    /** The names of loose files. */
    static byte[] writeFiles(List<String> names) {
        return JsonText.bytes(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart(FILES);
            for (String name : names) {
                out.writeString(name);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** The names of {@link #writeFiles}. */
    static List<String> readFiles(byte[] json) throws IOException {
        List<String> names = new ArrayList<>();
        JsonText.object(json, (name, in) -> {
            if (name.equals(FILES)) {
                names.addAll(JsonText.strings(in));
            } else {
                in.skipChildren();
            }
        });
        return names;
    }
}
