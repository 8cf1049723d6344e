package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.bytes.DamagedRegion;
import io.cameo.convert.VerifyReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** {@link VerifyReport}s as JSON. Field names stay as they are: programs read them. */
final class VerifyJson {
    private final VerifyReport report;
    private final JsonGenerator json;

    private VerifyJson(VerifyReport report, JsonGenerator json) {
        this.report = report;
        this.json = json;
    }

    static void print(PrintStream out, List<VerifyReport> reports) throws IOException {
        JsonPrinter.print(out, json -> {
            json.writeStartArray();
            for (VerifyReport report : reports) {
                new VerifyJson(report, json).write();
            }
            json.writeEndArray();
        });
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeStringField("file", report.rec().toString());
        json.writeBooleanField("sound", report.isSound());
        json.writeNumberField("size_bytes", report.sizeBytes());
        json.writeStringField("level", lower(report.level()));
        json.writeStringField("frames", lower(report.frames()));
        json.writeStringField("index", lower(report.index()));
        json.writeStringField("sums", lower(report.sums()));
        json.writeStringField("decode", lower(report.decode()));
        strings("not_checked", report.notChecked());
        json.writeNumberField("records", report.records());
        json.writeNumberField("doubtful_records", report.doubtful());
        json.writeNumberField("recovered_records", report.recovered());
        if (report.lossKnown()) {
            json.writeNumberField("lost_records", report.lostRecords());
        } else {
            json.writeNullField("lost_records");
        }
        json.writeNumberField("images", report.images());
        json.writeNumberField("records_without_image", report.withoutImage());
        json.writeNumberField("damaged_regions", report.damageCount());
        damages(json, report.damages());
        index("idx", report.idx());
        index("cix", report.cix());
        json.writeNumberField("disagreements", report.disagreements());
        strings("disagreement_examples", report.disagreementExamples());
        json.writeBooleanField("cancelled", report.cancelled());
        json.writeNumberField("seconds", report.wallNanos() / 1e9);
        json.writeEndObject();
    }

    /** An array of regions, the same in every command. */
    static void damages(JsonGenerator json, List<VerifyReport.Damage> damages) throws IOException {
        json.writeArrayFieldStart("regions");
        for (VerifyReport.Damage damage : damages) {
            DamagedRegion region = damage.region();
            json.writeStartObject();
            json.writeNumberField("begin", region.beginBytes());
            json.writeNumberField("end", region.endBytes());
            json.writeStringField("kind", lower(damage.kind()));
            json.writeStringField("reason", region.reason());
            json.writeNumberField("key_count", damage.keyCount());
            json.writeArrayFieldStart("keys");
            for (String key : damage.keys()) {
                json.writeString(key);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void index(String name, VerifyReport.Index index) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("file", index.file().toString());
        json.writeStringField("state", lower(index.state()));
        json.writeNumberField("entries", index.entries());
        json.writeNumberField("pointing_nowhere", index.dangling());
        json.writeNumberField("pointing_to_the_same", index.aliases());
        json.writeNumberField("records_without_entry", index.unindexed());
        json.writeNumberField("duplicate_keys", index.duplicates());
        json.writeNumberField("differing_from_record", index.wrong());
        json.writeStringField("note", index.note());
        strings("faults", index.faults());
        json.writeEndObject();
    }

    private void strings(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
