package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.archive.ArchiveEntry;
import io.cameo.archive.ArchiveFault;
import io.cameo.archive.ZipArchive;
import io.cameo.convert.Numbers;
import io.cameo.convert.archive.ZipCheckReport;
import io.cameo.convert.archive.ZipExtractReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the commands for zip archives say, as text and as JSON. */
final class ZipText {
    private static final int MOST_FAULTS = 20;
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private ZipText() {}

    static void print(ZipArchive zip, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%14s  %14s  %-9s  %-16s  %4s  %s%n",
                "size",
                "packed",
                "method",
                "changed",
                "part",
                "name");
        long files = 0;
        long bytes = 0;
        for (ArchiveEntry entry : zip.entries()) {
            out.printf(
                    Locale.ROOT,
                    "%,14d  %,14d  %-9s  %-16s  %4d  %s%n",
                    entry.sizeBytes(),
                    entry.packedBytes(),
                    entry.isEncrypted() ? "encrypted" : entry.methodName(),
                    time(entry.modified()),
                    entry.part() + 1,
                    Console.printable(entry.name()));
            files += entry.isFolder() ? 0 : 1;
            bytes += entry.sizeBytes();
        }
        out.println(
                Numbers.count(files, "file") + " of " + Numbers.bytes(bytes) + " in " + Numbers.bytes(zip.sizeBytes())
                        + ", " + Numbers.count(zip.parts().size(), "part"));
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : MINUTES.format(time.atZone(ZoneId.systemDefault()));
    }

    /** The first faults, a line each. */
    static void complain(List<ArchiveFault> faults, PrintStream err) {
        faults.stream().limit(MOST_FAULTS).forEach(fault -> err.println("cameo: " + Console.printable(fault.text())));
        if (faults.size() > MOST_FAULTS) {
            err.println("cameo: ... and " + Numbers.grouped(faults.size() - MOST_FAULTS) + " more");
        }
    }

    /** Every fault, and a line for the whole archive; in short only if there are faults. */
    static void print(ZipCheckReport report, PrintStream out, boolean inShort) {
        if (inShort && report.isSound()) {
            return;
        }
        report.faults().forEach(fault -> out.println("  " + Console.printable(fault.text())));
        double seconds = report.wallNanos() / 1e9;
        out.println(report.archive() + ": "
                + (report.parts().isEmpty()
                        ? "cannot be opened"
                        : Numbers.count(report.parts().size(), "part") + ", "
                                + Numbers.grouped(report.entries())
                                + (report.entries() == 1 ? " entry, " : " entries, ")
                                + Numbers.bytes(report.bytes()) + " unpacked, "
                                + (report.isSound()
                                        ? "no faults"
                                        : Numbers.count(report.faults().size(), "fault"))
                                + String.format(
                                        Locale.ROOT,
                                        ", in %.1f s, %,.0f MB/s",
                                        seconds,
                                        report.bytes() / 1e6 / Math.max(seconds, 1e-9))));
    }

    static void writeJson(ZipArchive zip, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("archive", zip.path().toString());
        writeParts(zip.parts(), out);
        out.writeNumberField("archive_bytes", zip.sizeBytes());
        out.writeArrayFieldStart("entries");
        for (ArchiveEntry entry : zip.entries()) {
            Instant modified = entry.modified();
            out.writeStartObject();
            out.writeStringField("name", entry.name());
            out.writeNumberField("bytes", entry.sizeBytes());
            out.writeNumberField("packed_bytes", entry.packedBytes());
            out.writeStringField("method", entry.methodName());
            out.writeBooleanField("encrypted", entry.isEncrypted());
            out.writeStringField("crc32", String.format(Locale.ROOT, "%08x", entry.crc32()));
            out.writeNumberField("part", entry.part() + 1);
            out.writeNumberField("offset", entry.offsetBytes());
            out.writeStringField("changed", modified == null ? null : modified.toString());
            out.writeStringField("mode", Integer.toOctalString(entry.mode()));
            out.writeEndObject();
        }
        out.writeEndArray();
        writeFaults(zip.faults(), out);
        out.writeEndObject();
    }

    static void writeJson(ZipCheckReport report, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("archive", report.archive().toString());
        out.writeBooleanField("sound", report.isSound() && !report.cancelled());
        out.writeBooleanField("cancelled", report.cancelled());
        writeParts(report.parts(), out);
        out.writeNumberField("archive_bytes", report.archiveBytes());
        out.writeNumberField("entries", report.entries());
        out.writeNumberField("sound_entries", report.soundEntries());
        out.writeNumberField("bytes", report.bytes());
        writeFaults(report.faults(), out);
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }

    static void writeJson(ZipExtractReport report, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("archive", report.archive().toString());
        out.writeStringField("folder", report.folder().toString());
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeNumberField("files", report.files());
        out.writeNumberField("bytes", report.bytes());
        out.writeNumberField("kept", report.kept());
        writeFaults(report.faults(), out);
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }

    private static void writeParts(List<Path> parts, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("parts");
        for (Path part : parts) {
            out.writeString(part.toString());
        }
        out.writeEndArray();
    }

    private static void writeFaults(List<ArchiveFault> faults, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("faults");
        for (ArchiveFault fault : faults) {
            out.writeStartObject();
            out.writeStringField("kind", fault.kind().name().toLowerCase(Locale.ROOT));
            out.writeStringField("entry", fault.entry());
            out.writeStringField("part", fault.part().toString());
            out.writeNumberField("offset", fault.offsetBytes());
            out.writeStringField("reason", fault.reason());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
