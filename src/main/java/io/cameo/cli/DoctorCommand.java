package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.compute.Backend;
import io.cameo.compute.CudaLibrary;
import io.cameo.compute.Lanes;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** {@code cameo doctor}: what this machine offers, what is missing, and whether that matters. */
@Command(
        name = "doctor",
        description = "Shows what this machine offers, and what is missing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cameo doctor",
            "  cameo doctor --json",
            "",
            "Exit code: 0 all is there, 1 something is missing or wrong, 2 wrong usage."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final int NAME_COLUMNS = 13;

    private final Console console;

    @Option(names = "--json", description = "Write one JSON object, for machines.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, List<Finding>> report = new LinkedHashMap<>();
        report.put("java", Machine.java());
        report.put("machine", Machine.hardware());
        report.put("backends", backends());
        report.put("native libraries", NativeLibraries.look());
        report.put("devices", Gpu.look());
        if (json) {
            JsonPrinter.print(console.out(), generator -> writeJson(generator, report));
        } else {
            print(report);
        }
        boolean wrong = report.values().stream()
                .flatMap(List::stream)
                .anyMatch(finding -> finding.state() == Finding.State.BAD);
        return wrong ? ExitCode.BAD_DATA : ExitCode.FINE;
    }

    private static List<Finding> backends() {
        Optional<Backend> active = activeBackend();
        List<Finding> findings = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            String name = backend.name().toLowerCase(Locale.ROOT);
            String note = active.filter(chosen -> chosen == backend).isPresent() ? "active" : "";
            Optional<String> missing = backend.missing();
            findings.add(
                    missing.isPresent()
                            ? Finding.absent(name, "not available", missing.get())
                            : Finding.good(name, describe(backend), note));
        }
        if (active.isEmpty()) {
            String wanted = System.getProperty(Backend.PROPERTY, "");
            findings.add(Finding.bad("forced", wanted, "cannot be used: unset the property " + Backend.PROPERTY));
        }
        return findings;
    }

    /** Empty if one is forced that does not exist or is missing: for the doctor that is a finding, not an end. */
    private static Optional<Backend> activeBackend() {
        try {
            return Optional.of(Backend.active());
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private static String describe(Backend backend) {
        return switch (backend) {
            case SCALAR -> "plain Java";
            case SIMD ->
                Lanes.vectorBits() + "-bit vectors: " + Lanes.bytes() + " bytes, " + Lanes.floats() + " floats";
            case CUDA -> CudaLibrary.active().deviceName(0);
        };
    }

    private void print(Map<String, List<Finding>> report) {
        PrintStream out = console.out();
        Ansi ansi = console.color() ? Ansi.ON : Ansi.OFF;
        report.forEach((section, findings) -> {
            String heading = section.substring(0, 1).toUpperCase(Locale.ROOT) + section.substring(1);
            out.println(ansi.string("@|bold " + heading + "|@"));
            for (Finding finding : findings) {
                StringBuilder line =
                        new StringBuilder("  ").append(mark(ansi, finding)).append(' ');
                line.append(finding.name())
                        .repeat(' ', Math.max(1, NAME_COLUMNS - finding.name().length()));
                line.append(finding.value());
                if (!finding.note().isEmpty()) {
                    line.append(finding.value().isEmpty() ? "" : "  ")
                            .append('(')
                            .append(finding.note())
                            .append(')');
                }
                out.println(line);
            }
        });
    }

    private static String mark(Ansi ansi, Finding finding) {
        String color = switch (finding.state()) {
            case GOOD -> "green";
            case ABSENT -> "yellow";
            case BAD -> "red";
        };
        return ansi.string("@|" + color + " " + finding.state().mark() + "|@");
    }

    private static void writeJson(JsonGenerator generator, Map<String, List<Finding>> report) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<String, List<Finding>> section : report.entrySet()) {
            generator.writeObjectFieldStart(key(section.getKey()));
            for (Finding finding : section.getValue()) {
                generator.writeObjectFieldStart(key(finding.name()));
                generator.writeStringField("state", finding.state().name().toLowerCase(Locale.ROOT));
                generator.writeStringField("value", finding.value());
                generator.writeStringField("note", finding.note());
                generator.writeEndObject();
            }
            generator.writeEndObject();
        }
        generator.writeEndObject();
    }

    private static String key(String words) {
        return words.replace(' ', '_');
    }
}
