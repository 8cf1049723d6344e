package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.matting.ImageRow;
import io.cameo.convert.matting.MatteRow;
import io.cameo.convert.matting.MattingScoreReport;
import io.cameo.convert.matting.MeanScore;
import io.cameo.convert.matting.ScoreFinding;
import io.cameo.matte.InstanceMatches;
import io.cameo.matte.MatteScore;
import io.cameo.matte.Metric;
import io.cameo.matte.Region;
import io.cameo.matte.RegionError;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** What {@code cameo matting score --json} prints. Numbers that are not defined are null. */
final class MattingScoreJson {
    private MattingScoreJson() {}

    static void write(MattingScoreReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("predicted", report.predicted().toString());
        json.writeStringField("truth", report.truth().toString());
        json.writeStringField("scale", report.scale().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("complete", report.isComplete());
        json.writeBooleanField("cancelled", report.cancelled());
        json.writeNumberField("true_mattes", report.truthMattes());
        json.writeNumberField("scored_mattes", report.mean().mattes());
        json.writeFieldName("mean");
        mean(report, report.mean(), json);
        if (report.metrics().contains(Metric.IMQ)) {
            matches(report.matches(), json);
        }
        json.writeArrayFieldStart(report.video() ? "clips" : "images");
        for (ImageRow row : report.rows()) {
            image(report, row, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("faults");
        for (ScoreFinding finding : report.findings()) {
            json.writeStartObject();
            json.writeStringField("kind", finding.fault().name().toLowerCase(Locale.ROOT));
            json.writeStringField("name", finding.name());
            json.writeStringField("detail", finding.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("seconds", report.wallNanos() / 1e9);
        json.writeEndObject();
    }

    private static void image(MattingScoreReport report, ImageRow row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", row.name());
        json.writeNumberField("frames", row.frames());
        json.writeFieldName("mean");
        mean(report, row.mean(), json);
        if (report.metrics().contains(Metric.IMQ)) {
            matches(row.matches(), json);
        }
        if (!row.dtSsd().isEmpty()) {
            json.writeObjectFieldStart("dtssd");
            for (Map.Entry<String, Double> entry : row.dtSsd().entrySet()) {
                json.writeNumberField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
        json.writeArrayFieldStart("mattes");
        for (MatteRow matte : row.mattes()) {
            matte(report, matte, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void matte(MattingScoreReport report, MatteRow matte, JsonGenerator json) throws IOException {
        MatteScore score = matte.score();
        json.writeStartObject();
        json.writeStringField("name", matte.name());
        for (Metric metric : Metric.values()) {
            if (report.metrics().contains(metric) && metric != Metric.DTSSD && metric != Metric.IMQ) {
                number(
                        json,
                        metric,
                        switch (metric) {
                            case MAD -> score.mad();
                            case MSE -> score.mse();
                            case SAD -> score.sad();
                            case GRAD -> score.grad();
                            default -> score.conn();
                        });
            }
        }
        json.writeObjectFieldStart("regions");
        for (Region region : Region.values()) {
            RegionError error = score.regions().get(region);
            if (error != null) {
                region(
                        region,
                        new MeanScore.RegionMean(
                                error.pixels(), score.mad(region), score.mse(region), score.sad(region)),
                        json);
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void mean(MattingScoreReport report, MeanScore mean, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Metric metric : Metric.values()) {
            if (report.metrics().contains(metric) && metric != Metric.IMQ) {
                number(json, metric, mean.of(metric));
            }
        }
        json.writeObjectFieldStart("regions");
        for (Region region : Region.values()) {
            MeanScore.RegionMean part = mean.regions().get(region);
            if (part != null) {
                region(region, part, json);
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void region(Region region, MeanScore.RegionMean mean, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(region.name().toLowerCase(Locale.ROOT));
        json.writeNumberField("pixels", mean.pixels());
        number(json, Metric.MAD, mean.mad());
        number(json, Metric.MSE, mean.mse());
        number(json, Metric.SAD, mean.sad());
        json.writeEndObject();
    }

    private static void matches(InstanceMatches matches, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("imq");
        json.writeNumberField("found", matches.found());
        json.writeNumberField("lost", matches.lost());
        json.writeNumberField("invented", matches.invented());
        FaceBinText.writeDouble(json, "recognition", matches.recognition());
        FaceBinText.writeDouble(json, "mad", matches.quality(InstanceMatches::mad));
        FaceBinText.writeDouble(json, "mse", matches.quality(InstanceMatches::mse));
        FaceBinText.writeDouble(json, "grad", matches.quality(InstanceMatches::grad));
        FaceBinText.writeDouble(json, "conn", matches.quality(InstanceMatches::conn));
        FaceBinText.writeDouble(json, "iou", matches.quality(InstanceMatches::iou));
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, Metric metric, double value) throws IOException {
        FaceBinText.writeDouble(json, metric.name().toLowerCase(Locale.ROOT), value);
    }
}
