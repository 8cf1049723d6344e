package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.record.ShuffleReport;
import java.io.IOException;

/** What a shuffle says when it is done, on one machine or many. */
final class ShuffleText {
    private ShuffleText() {}

    /**
     * For machines.
     *
     * @param parts what the JSON calls the parts that the file went through
     */
    static void json(Console console, ShuffleReport report, long seed, String parts) throws IOException {
        JsonPrinter.print(console.out(), out -> {
            out.writeStartObject();
            RecordRun.writeFiles(out, report.rec());
            out.writeNumberField("seed", seed);
            out.writeNumberField("records", report.records());
            out.writeNumberField(parts, report.buckets());
            RecordRun.writeCost(out, report.sizeBytes(), report.wallNanos());
            out.writeEndObject();
        });
    }

    /**
     * For people.
     *
     * @param way how it was done: {@code in one pass}, {@code 12 buckets}
     */
    static void text(Console console, ShuffleReport report, String way) {
        console.out()
                .println(Numbers.count(report.records(), "record")
                        + RecordRun.cost(report.sizeBytes(), report.wallNanos()) + ", " + way);
        console.out().println(OutputFile.listed(report.rec()));
    }
}
