package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.compute.DeviceReport;
import io.cameo.convert.Numbers;
import java.io.IOException;
import java.io.PrintStream;

/** What is said of the device of a run, as text and as JSON. */
final class DeviceText {
    private DeviceText() {}

    /** Prints where images were computed, if a device was in question. */
    static void print(PrintStream out, DeviceReport report) {
        String name = report.name();
        if (name != null) {
            out.println(Numbers.grouped(report.onDevice()) + " computed with " + name + ", "
                    + Numbers.grouped(report.onCpu()) + " on the CPU"
                    + (report.decodedThere() == 0
                            ? ""
                            : ", " + Numbers.grouped(report.decodedThere()) + " decoded on the device")
                    + (report.failure() == null ? "" : ", the GPU failed"));
        }
    }

    /** Writes the field {@code device}. */
    static void writeJson(JsonGenerator out, DeviceReport report) throws IOException {
        out.writeObjectFieldStart("device");
        out.writeStringField("asked", report.asked().toString());
        out.writeStringField("name", report.name());
        out.writeNumberField("images_on_device", report.onDevice());
        out.writeNumberField("images_on_cpu", report.onCpu());
        out.writeNumberField("images_decoded_on_device", report.decodedThere());
        out.writeStringField("choice", report.choice());
        out.writeStringField("failure", report.failure());
        out.writeEndObject();
    }
}
