package io.cameo.cli;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.Numbers;
import io.cameo.convert.RecordSummary;
import io.cameo.image.ImageKind;
import java.io.PrintStream;
import java.util.Locale;
import java.util.StringJoiner;

/** A {@link RecordSummary} as aligned lines for people. */
final class InfoText {
    private final RecordSummary summary;
    private final PrintStream out;

    InfoText(RecordSummary summary, PrintStream out) {
        this.summary = summary;
        this.out = out;
    }

    void print() {
        CorruptDataException damage = summary.damage();
        out.println(summary.file());
        if (damage != null) {
            row(
                    "DAMAGED",
                    "at byte " + Numbers.grouped(damage.offsetBytes()) + " of " + Numbers.grouped(summary.sizeBytes())
                            + ": " + damage.reason());
            row("", "what follows counts the " + Numbers.count(summary.records(), "record") + " before it");
        }
        row("looks", looks());
        row(
                "records",
                Numbers.grouped(summary.records())
                        + (summary.multiPartRecords() == 0
                                ? ""
                                : ", " + Numbers.grouped(summary.multiPartRecords()) + " of them in several parts ("
                                        + Numbers.count(summary.parts(), "part") + " in all)"));
        row("size", size());
        if (summary.records() > 0) {
            row("payload", payload());
            row("kinds", kinds());
            imageSizes();
            row("headers", headers());
            row("labels", labels());
            row("keys", keys());
        }
        row("index", index());
        row("sums", sums());
    }

    private void row(String name, String text) {
        out.printf(Locale.ROOT, "  %-8s  %s%n", name, Console.printable(text));
    }

    private String looks() {
        RecordSummary.InsightFace meta = summary.insightFace();
        return switch (summary.layout()) {
            case EMPTY -> summary.damage() == null ? "empty" : "like no record file from its first byte on";
            case IM2REC -> "like im2rec's";
            case RAW ->
                "like plain records: " + (summary.headers().absent() == summary.records() ? "none has" : "few have")
                        + " an image-record header";
            case OTHER -> "like no layout known here";
            case INSIGHTFACE ->
                "like InsightFace's: record 0 says ["
                        + Numbers.label(meta == null ? Float.NaN : meta.firstIdentityKey())
                        + ", " + Numbers.label(meta == null ? Float.NaN : meta.endKey()) + "], "
                        + Numbers.count(meta == null ? 0 : meta.identityRecords(), "identity record");
        };
    }

    private String size() {
        return Numbers.bytes(summary.sizeBytes()) + " (" + Numbers.count(summary.sizeBytes(), "byte") + ")";
    }

    private String payload() {
        RecordSummary.Payload payload = summary.payload();
        String range = payload.minBytes() == payload.maxBytes()
                ? Numbers.bytes(payload.minBytes())
                : Numbers.bytes(payload.minBytes()) + " to " + Numbers.bytes(payload.maxBytes()) + ", mean "
                        + Numbers.bytes(Math.round(summary.meanPayloadBytes()));
        String sizes = Numbers.bytes(payload.totalBytes()) + ", each " + range;
        return summary.damage() != null
                ? sizes
                : sizes + String.format(Locale.ROOT, "; overhead %.2f %% of the file", 100 * summary.overheadShare());
    }

    private String kinds() {
        StringJoiner text = new StringJoiner(", ");
        summary.kinds()
                .forEach((kind, count) ->
                        text.add((kind == ImageKind.UNKNOWN ? "unknown" : kind.name()) + " " + Numbers.grouped(count)));
        if (summary.emptyPayloads() > 0) {
            text.add("empty " + Numbers.grouped(summary.emptyPayloads()));
        }
        return text.length() == 0 ? "empty " + Numbers.grouped(summary.records()) : text.toString();
    }

    private void imageSizes() {
        RecordSummary.ImageSizes sizes = summary.imageSizes();
        if (sizes.looked() == 0) {
            return;
        }
        StringJoiner text = new StringJoiner(", ");
        for (RecordSummary.ImageSize size : sizes.common()) {
            text.add(size.widthPx() + "x" + size.heightPx() + " " + Numbers.grouped(size.images()));
        }
        int more = sizes.distinct() - sizes.common().size();
        if (more > 0) {
            text.add(Numbers.count(more, "other size"));
        }
        if (sizes.unknown() > 0) {
            text.add("unknown " + Numbers.grouped(sizes.unknown()));
        }
        row("pixels", text + (sizes.sampled() ? " (of " + Numbers.grouped(sizes.looked()) + " looked at)" : ""));
    }

    private String headers() {
        RecordSummary.Headers headers = summary.headers();
        StringJoiner text = new StringJoiner(", ");
        if (headers.scalar() > 0) {
            text.add("one label: " + Numbers.grouped(headers.scalar()));
        }
        long listed = 0;
        for (var entry : headers.byLabelCount().entrySet()) {
            listed += entry.getValue();
            text.add("list of " + Integer.toUnsignedString(entry.getKey()) + ": " + Numbers.grouped(entry.getValue()));
        }
        if (listed < headers.list()) {
            text.add("other lists: " + Numbers.grouped(headers.list() - listed));
        }
        if (headers.absent() > 0) {
            text.add("too short: " + Numbers.grouped(headers.absent()));
        }
        return text.toString();
    }

    private String labels() {
        RecordSummary.Labels labels = summary.labels();
        if (labels.records() == 0) {
            return "none";
        }
        String distinct =
                (labels.distinctIsLowerBound() ? ">= " : "") + Numbers.grouped(labels.distinct()) + " different";
        String range = labels.records() == labels.notNumbers()
                ? ""
                : ", " + Numbers.label(labels.min()) + " to " + Numbers.label(labels.max());
        String odd = labels.notNumbers() == 0 ? "" : ", " + Numbers.grouped(labels.notNumbers()) + " not a number";
        return distinct + range + odd + (summary.headers().list() > 0 ? " (first of each record)" : "");
    }

    private String keys() {
        RecordSummary.Keys keys = summary.keys();
        String ids = keys.idsDiffer() == 0
                ? ""
                : ", " + Numbers.count(keys.idsDiffer(), "header") + " with another id than the key";
        String ends = keys.first() + " to " + keys.last();
        return switch (keys.kind()) {
            case COUNTED -> "counted, " + ends + ids;
            case TEXT -> "text, first '" + keys.first() + "', last '" + keys.last() + "'" + duplicates(keys);
            case NUMBER ->
                "numbers, "
                        + (keys.ascending()
                                ? ends + ", " + (keys.dense() ? "without gaps" : "with gaps")
                                : "first " + keys.first() + ", last " + keys.last() + ", in no order, " + keys.min()
                                        + " to " + keys.max() + (keys.dense() ? " without gaps" : " with gaps"))
                        + duplicates(keys)
                        + ids;
        };
    }

    private static String duplicates(RecordSummary.Keys keys) {
        return keys.duplicates() == 0 ? "" : ", " + Numbers.count(keys.duplicates(), "duplicate");
    }

    private String index() {
        RecordSummary.Index index = summary.index();
        String name = String.valueOf(index.file().getFileName());
        return switch (index.state()) {
            case MISSING -> "none (no " + name + ")";
            case UNREADABLE -> "UNREADABLE: " + index.unreadable();
            case MATCHES ->
                name
                        + (summary.damage() == null ? " matches, " : " matches up to the damage, ")
                        + Numbers.count(index.entries(), "entry").replace("entrys", "entries")
                        + (index.inFileOrder() ? "" : ", not in file order");
            case STALE -> name + " DOES NOT MATCH: " + stale(index);
        };
    }

    private String sums() {
        RecordSummary.Sums sums = summary.sums();
        String name = String.valueOf(sums.file().getFileName());
        return switch (sums.state()) {
            case MISSING -> "none (no " + name + ")";
            case UNREADABLE -> "UNREADABLE: " + sums.fault();
            case STALE -> name + " DOES NOT FIT: " + sums.fault();
            case MATCHES -> name + " fits, " + Numbers.count(sums.entries(), "checksum") + ", which 'verify' compares";
        };
    }

    private static String stale(RecordSummary.Index index) {
        StringJoiner text = new StringJoiner(", ");
        if (index.dangling() > 0) {
            text.add(Numbers.grouped(index.dangling()) + " of its " + Numbers.grouped(index.entries())
                    + " entries point to no record");
        }
        if (index.aliases() > 0) {
            text.add(Numbers.grouped(index.aliases()) + " point to a record that has an entry already");
        }
        if (index.unindexed() > 0) {
            text.add(Numbers.count(index.unindexed(), "record") + " without an entry");
        }
        return text.toString();
    }
}
