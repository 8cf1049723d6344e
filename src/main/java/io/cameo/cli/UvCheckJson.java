package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.ffhquv.UvCheckReport;
import io.cameo.convert.ffhquv.UvFinding;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvShard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What {@code cameo uv check} says of its findings to machines. */
final class UvCheckJson {
    private UvCheckJson() {}

    static void write(UvCheckReport report, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("paths");
        for (Path root : report.roots()) {
            out.writeString(root.toString());
        }
        out.writeEndArray();
        out.writeBooleanField("sound", report.isSound());
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeArrayFieldStart("sets");
        for (UvCheckReport.Held held : report.sets()) {
            write(held, out);
        }
        out.writeEndArray();
        out.writeObjectFieldStart("sizes");
        for (Map.Entry<String, Long> size : report.sizes().entrySet()) {
            out.writeNumberField(size.getKey(), size.getValue());
        }
        out.writeEndObject();
        out.writeNumberField("files", report.files());
        out.writeNumberField("bytes", report.bytes());
        FaultText.json(report.found(), UvCheckJson::write, out);
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }

    private static void write(UvCheckReport.Held held, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("set", held.set().word());
        out.writeNumberField("ids", held.ids());
        out.writeStringField("first", held.firstId());
        out.writeStringField("last", held.lastId());
        out.writeObjectFieldStart("parts");
        for (Map.Entry<UvPart, Long> part : held.parts().entrySet()) {
            out.writeNumberField(part.getKey().word(), part.getValue());
        }
        out.writeEndObject();
        out.writeArrayFieldStart("shards");
        for (UvShard shard : held.shards()) {
            out.writeStartObject();
            out.writeNumberField("shard", shard.number());
            out.writeNumberField("ids", shard.samples());
            for (Map.Entry<UvPart, Integer> part : shard.parts().entrySet()) {
                out.writeNumberField(part.getKey().word(), part.getValue());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        if (held.entries() >= 0) {
            out.writeNumberField("meta_entries", held.entries());
            out.writeNumberField("with_ffhq_index", held.indexed());
            out.writeNumberField("null_ffhq_index", held.nulls());
        }
        out.writeEndObject();
    }

    private static void write(UvFinding finding, JsonGenerator out) throws IOException {
        if (finding.set() != null) {
            out.writeStringField("set", finding.set().word());
        }
        out.writeStringField("ids", finding.ids());
        out.writeStringField("path", finding.path());
        out.writeStringField("detail", finding.detail());
    }
}
