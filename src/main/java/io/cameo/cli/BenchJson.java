package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.loader.rates.Latency;
import io.cameo.loader.rates.PeerReport;
import io.cameo.loader.rates.PeerRow;
import io.cameo.loader.rates.RateReport;
import io.cameo.loader.rates.RateRow;
import io.cameo.loader.rates.StepTimes;
import java.io.IOException;

/** What {@code cameo bench} measured, and on what, as JSON. */
final class BenchJson {
    private BenchJson() {}

    static void write(JsonGenerator out, RateReport report) throws IOException {
        out.writeStartObject();
        out.writeStringField("rec", report.rec().toString());
        out.writeNumberField("records", report.records());
        out.writeNumberField("size_bytes", report.sizeBytes());
        out.writeStringField("sha256", report.hash().sha256());
        out.writeNumberField("sha256_bytes", report.hash().bytes());
        out.writeNumberField("seed", report.seed());
        out.writeStringField("cpu", Machine.cpuModel());
        out.writeNumberField("cores", Runtime.getRuntime().availableProcessors());
        out.writeStringField("java", Runtime.version().toString());
        out.writeStringField("decoder", report.decoder());
        out.writeNumberField("memory_bytes_per_second", report.memoryBytesPerSecond());
        out.writeArrayFieldStart("rows");
        for (RateRow row : report.rows()) {
            row(out, row);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("where_the_time_goes");
        for (StepTimes step : report.steps()) {
            steps(out, step);
        }
        out.writeEndArray();
        PeerReport peer = report.peer();
        if (peer != null) {
            peer(out, peer);
        }
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeEndObject();
    }

    private static void row(JsonGenerator out, RateRow row) throws IOException {
        out.writeStartObject();
        out.writeStringField("what", row.what());
        out.writeNumberField("threads", row.threads());
        out.writeStringField("unit", row.unit());
        out.writeNumberField("per_second", row.perSecond());
        number(out, "bytes_per_second", row.bytesPerSecond());
        out.writeStringField("bound", row.bound());
        number(out, "bound_per_second", row.boundPerSecond());
        number(out, "of_bound", row.ofBound());
        Latency latency = row.latency();
        if (latency != null) {
            out.writeNumberField("p50_nanos", latency.p50Nanos());
            out.writeNumberField("p99_nanos", latency.p99Nanos());
            out.writeNumberField("p999_nanos", latency.p999Nanos());
            out.writeNumberField("timed", latency.samples());
            out.writeArrayFieldStart("percentiles");
            for (Latency.Percentile point : latency.curve()) {
                out.writeStartArray();
                out.writeNumber(point.share());
                out.writeNumber(point.nanos());
                out.writeEndArray();
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void steps(JsonGenerator out, StepTimes step) throws IOException {
        out.writeStartObject();
        out.writeStringField("what", step.what());
        out.writeNumberField("threads", step.threads());
        out.writeNumberField("samples", step.samples());
        out.writeNumberField("nanos_per_sample", step.nanosPerSample());
        out.writeNumberField("read_share", step.readShare());
        out.writeNumberField("decode_share", step.decodeShare());
        out.writeNumberField("augment_share", step.augmentShare());
        out.writeNumberField("pack_share", step.packShare());
        out.writeNumberField("wait_share", step.waitShare());
        out.writeEndObject();
    }

    private static void peer(JsonGenerator out, PeerReport peer) throws IOException {
        out.writeObjectFieldStart("mxnet");
        out.writeNumberField("version", peer.version());
        out.writeStringField("library", peer.library().toString());
        out.writeNumberField("images", peer.images());
        out.writeNumberField("left_out", peer.leftOut());
        out.writeNumberField("rounds", peer.rounds());
        out.writeArrayFieldStart("rows");
        for (PeerRow row : peer.rows()) {
            out.writeStartObject();
            out.writeStringField("what", row.what());
            out.writeStringField("setting", row.setting());
            out.writeNumberField("threads", row.threads());
            out.writeNumberField("per_second", row.perSecond());
            out.writeNumberField("mxnet_per_second", row.peerPerSecond());
            ratio(out, "times", row.times());
            out.writeNumberField("cpu_nanos", row.cpuNanos());
            out.writeNumberField("mxnet_cpu_nanos", row.peerCpuNanos());
            ratio(out, "cpu_times", row.cpuTimes());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void ratio(JsonGenerator out, String name, PeerRow.Ratio ratio) throws IOException {
        out.writeNumberField(name, ratio.median());
        out.writeNumberField(name + "_least", ratio.least());
        out.writeNumberField(name + "_most", ratio.most());
    }

    private static void number(JsonGenerator out, String name, double value) throws IOException {
        if (!Double.isNaN(value)) {
            out.writeNumberField(name, value);
        }
    }
}
