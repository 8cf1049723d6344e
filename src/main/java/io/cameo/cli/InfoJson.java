package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.RecordSummary;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@link RecordSummary}s as JSON. Field names stay as they are: programs read them. */
final class InfoJson {
    private final RecordSummary summary;
    private final JsonGenerator json;

    private InfoJson(RecordSummary summary, JsonGenerator json) {
        this.summary = summary;
        this.json = json;
    }

    static void print(PrintStream out, List<RecordSummary> summaries) throws IOException {
        JsonPrinter.print(out, json -> {
            json.writeStartArray();
            for (RecordSummary summary : summaries) {
                new InfoJson(summary, json).write();
            }
            json.writeEndArray();
        });
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeStringField("file", summary.file().toString());
        json.writeBooleanField("sound", summary.isSound());
        json.writeStringField("layout", lower(summary.layout()));
        json.writeNumberField("size_bytes", summary.sizeBytes());
        json.writeNumberField("records", summary.records());
        json.writeNumberField("parts", summary.parts());
        json.writeNumberField("multi_part_records", summary.multiPartRecords());
        payload();
        headers();
        labels();
        keys();
        imageSizes();
        index();
        sums();
        insightFace();
        damage();
        json.writeEndObject();
    }

    private void payload() throws IOException {
        json.writeObjectFieldStart("payload");
        json.writeNumberField("total_bytes", summary.payload().totalBytes());
        json.writeNumberField("min_bytes", summary.payload().minBytes());
        json.writeNumberField("mean_bytes", summary.meanPayloadBytes());
        json.writeNumberField("max_bytes", summary.payload().maxBytes());
        json.writeNumberField("overhead_share", summary.overheadShare());
        json.writeObjectFieldStart("kinds");
        for (var entry : summary.kinds().entrySet()) {
            json.writeNumberField(lower(entry.getKey()), entry.getValue());
        }
        json.writeNumberField("empty", summary.emptyPayloads());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void headers() throws IOException {
        RecordSummary.Headers headers = summary.headers();
        json.writeObjectFieldStart("headers");
        json.writeNumberField("scalar", headers.scalar());
        json.writeNumberField("list", headers.list());
        json.writeNumberField("too_short", headers.absent());
        json.writeObjectFieldStart("by_label_count");
        for (Map.Entry<Integer, Long> entry : headers.byLabelCount().entrySet()) {
            json.writeNumberField(Integer.toUnsignedString(entry.getKey()), entry.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void labels() throws IOException {
        RecordSummary.Labels labels = summary.labels();
        json.writeObjectFieldStart("labels");
        json.writeNumberField("records", labels.records());
        number("min", labels.min());
        number("max", labels.max());
        json.writeNumberField("distinct", labels.distinct());
        json.writeBooleanField("distinct_is_lower_bound", labels.distinctIsLowerBound());
        json.writeNumberField("not_numbers", labels.notNumbers());
        json.writeEndObject();
    }

    private void keys() throws IOException {
        RecordSummary.Keys keys = summary.keys();
        boolean numbers = keys.kind() != RecordSummary.KeyKind.TEXT && keys.count() > 0;
        json.writeObjectFieldStart("keys");
        json.writeStringField("kind", lower(keys.kind()));
        json.writeNumberField("count", keys.count());
        json.writeStringField("first", keys.first());
        json.writeStringField("last", keys.last());
        if (numbers) {
            json.writeNumberField("min", keys.min());
            json.writeNumberField("max", keys.max());
        } else {
            json.writeNullField("min");
            json.writeNullField("max");
        }
        json.writeBooleanField("ascending", keys.ascending());
        json.writeBooleanField("dense", keys.dense());
        json.writeNumberField("duplicates", keys.duplicates());
        json.writeNumberField("ids_differ", keys.idsDiffer());
        json.writeEndObject();
    }

    private void imageSizes() throws IOException {
        RecordSummary.ImageSizes sizes = summary.imageSizes();
        json.writeObjectFieldStart("image_sizes");
        json.writeNumberField("looked_at", sizes.looked());
        json.writeBooleanField("sampled", sizes.sampled());
        json.writeNumberField("unknown", sizes.unknown());
        json.writeNumberField("distinct", sizes.distinct());
        json.writeArrayFieldStart("common");
        for (RecordSummary.ImageSize size : sizes.common()) {
            json.writeStartObject();
            json.writeNumberField("width_px", size.widthPx());
            json.writeNumberField("height_px", size.heightPx());
            json.writeNumberField("images", size.images());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void index() throws IOException {
        RecordSummary.Index index = summary.index();
        json.writeObjectFieldStart("index");
        json.writeStringField("file", index.file().toString());
        json.writeStringField("state", lower(index.state()));
        json.writeStringField("unreadable", index.unreadable());
        json.writeNumberField("entries", index.entries());
        json.writeNumberField("matched", index.matched());
        json.writeNumberField("dangling", index.dangling());
        json.writeNumberField("aliases", index.aliases());
        json.writeNumberField("unindexed_records", index.unindexed());
        json.writeNumberField("unchecked", index.unchecked());
        json.writeBooleanField("in_file_order", index.inFileOrder());
        json.writeEndObject();
    }

    private void sums() throws IOException {
        RecordSummary.Sums sums = summary.sums();
        json.writeObjectFieldStart("sums");
        json.writeStringField("file", sums.file().toString());
        json.writeStringField("state", lower(sums.state()));
        json.writeStringField("fault", sums.fault());
        json.writeNumberField("entries", sums.entries());
        json.writeEndObject();
    }

    private void insightFace() throws IOException {
        RecordSummary.InsightFace meta = summary.insightFace();
        if (meta == null) {
            json.writeNullField("insightface");
            return;
        }
        json.writeObjectFieldStart("insightface");
        number("first_identity_key", meta.firstIdentityKey());
        number("end_key", meta.endKey());
        json.writeNumberField("identity_records", meta.identityRecords());
        json.writeEndObject();
    }

    private void damage() throws IOException {
        CorruptDataException damage = summary.damage();
        if (damage == null) {
            json.writeNullField("damage");
            return;
        }
        json.writeObjectFieldStart("damage");
        json.writeNumberField("offset_bytes", damage.offsetBytes());
        json.writeStringField("reason", damage.reason());
        json.writeEndObject();
    }

    /** JSON has no NaN and no infinity. */
    private void number(String name, float value) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
