package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.insightface.FaceInfo;
import io.cameo.dataset.insightface.Property;
import io.cameo.image.ImageKind;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** A {@link FaceInfo} as aligned lines for people, or as JSON. */
final class FaceInfoText {
    private static final int LONGEST_BAR = 30;

    private final FaceInfo info;
    private final PrintStream out;

    FaceInfoText(FaceInfo info, PrintStream out) {
        this.info = info;
        this.out = out;
    }

    void print() {
        out.println(info.rec());
        row("layout", info.layout() + ": " + info.why());
        row("images", Numbers.grouped(info.images()) + ", " + Numbers.bytes(info.recBytes()));
        row("people", people());
        if (info.identities() > 0) {
            row("labels", labels());
            row("each", each());
            info.perIdentity().histogram().forEach(this::bar);
            row("pixels", pixels());
        }
        row("property", property());
        info.property().faults().forEach(fault -> row("", fault));
        row(
                "indexes",
                ".idx " + beside(info.indexes().idx()) + ", .cix "
                        + beside(info.indexes().cix()) + ", .ids "
                        + beside(info.indexes().ids()));
        if (info.layout().hasMetaRecords()) {
            row("ranges", ranges());
            if (!info.ranges().example().isEmpty()) {
                row("", info.ranges().example());
            }
        }
    }

    private void row(String name, String text) {
        out.printf(Locale.ROOT, "  %-8s  %s%n", name, text);
    }

    private String people() {
        String text = FaceEditText.identities(info.identities()) + " in " + Numbers.count(info.runs(), "run");
        if (info.splitIdentities() > 0) {
            text += "; " + Numbers.grouped(info.splitIdentities())
                    + " in several places: 'cameo face relabel --group' puts them together";
        }
        return text;
    }

    private String labels() {
        FaceInfo.Labels labels = info.labels();
        StringJoiner text = new StringJoiner(", ");
        text.add(FaceEditText.label(labels.lowest()) + " to " + FaceEditText.label(labels.highest()));
        if (!labels.whole()) {
            text.add("not all whole numbers");
        } else {
            text.add(labels.gaps() == 0 ? "no gaps" : Numbers.grouped(labels.gaps()) + " numbers unused");
        }
        if (labels.negative() > 0) {
            text.add(Numbers.grouped(labels.negative()) + " below 0");
        }
        if (labels.beyondFloat() > 0) {
            text.add(Numbers.grouped(labels.beyondFloat()) + " that the records (float32) round; the .ids is exact");
        }
        if (!labels.exact()) {
            text.add("from 16,777,216 on as float32 has them: people that it cannot tell apart are one");
        }
        return text.toString();
    }

    private String each() {
        FaceInfo.PerIdentity each = info.perIdentity();
        return String.format(
                Locale.ROOT,
                "%,d to %,d images, median %s, mean %.1f",
                each.least(),
                each.most(),
                FaceEditText.label(each.median()),
                each.mean());
    }

    private void bar(FaceInfo.Bin bin) {
        int most = info.perIdentity().histogram().stream()
                .mapToInt(FaceInfo.Bin::identities)
                .max()
                .orElse(1);
        String range = bin.from() == bin.to()
                ? Numbers.grouped(bin.from())
                : Numbers.grouped(bin.from()) + "-" + Numbers.grouped(bin.to());
        int length = (int) Math.ceil((double) LONGEST_BAR * bin.identities() / most);
        row(
                "",
                String.format(Locale.ROOT, "%15s  %,10d  %s", range, bin.identities(), "#".repeat(length))
                        .stripTrailing());
    }

    private String pixels() {
        FaceInfo.Pixels pixels = info.pixels();
        StringJoiner text = new StringJoiner(", ");
        for (FaceInfo.Size size : pixels.sizes()) {
            text.add(size.heightPx() + "x" + size.widthPx() + " " + Numbers.grouped(size.images()));
        }
        if (pixels.unknown() > 0) {
            text.add("unknown " + Numbers.grouped(pixels.unknown()));
        }
        new TreeMap<>(pixels.kinds())
                .forEach((kind, count) -> text.add(
                        (kind == ImageKind.UNKNOWN ? "no image" : kind.name()) + " " + Numbers.grouped(count)));
        boolean all = pixels.looked() == info.images();
        return text + (all ? "" : " (of " + Numbers.grouped(pixels.looked()) + " looked at; height first)");
    }

    private String property() {
        Property content = info.property().content();
        if (content == null) {
            return info.property().faults().isEmpty() ? "none" : "not readable";
        }
        return content.classes() + "," + content.heightPx() + "," + content.widthPx()
                + (info.property().faults().isEmpty() ? ", as it is" : ", but:");
    }

    private static String beside(FaceInfo.Beside state) {
        return switch (state) {
            case NONE -> "none";
            case FITS -> "there";
            case STALE -> "NOT of this file";
        };
    }

    private String ranges() {
        FaceInfo.Ranges ranges = info.ranges();
        StringJoiner text = new StringJoiner(", ");
        text.add(Numbers.count(ranges.records(), "identity record"));
        if (ranges.rounded() == 0 && ranges.wrong() == 0) {
            text.add("all right");
        }
        if (ranges.rounded() > 0) {
            text.add(Numbers.grouped(ranges.rounded()) + " rounded beyond 2^24");
        }
        if (ranges.wrong() > 0) {
            text.add(Numbers.grouped(ranges.wrong()) + " WRONG");
        }
        return text.toString();
    }

    static void writeJson(FaceInfo info, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("rec", info.rec().toString());
        out.writeNumberField("size_bytes", info.recBytes());
        out.writeStringField("layout", info.layout().name());
        out.writeStringField("why", info.why());
        out.writeNumberField("images", info.images());
        out.writeNumberField("identities", info.identities());
        out.writeNumberField("runs", info.runs());
        out.writeNumberField("split_identities", info.splitIdentities());
        writeLabels(info.labels(), out);
        writeImages(info, out);
        writeProperty(info.property(), out);
        out.writeObjectFieldStart("indexes");
        out.writeStringField("idx", info.indexes().idx().name().toLowerCase(Locale.ROOT));
        out.writeStringField("cix", info.indexes().cix().name().toLowerCase(Locale.ROOT));
        out.writeStringField("ids", info.indexes().ids().name().toLowerCase(Locale.ROOT));
        out.writeEndObject();
        FaceInfo.Ranges ranges = info.ranges();
        out.writeObjectFieldStart("ranges");
        out.writeNumberField("records", ranges.records());
        out.writeNumberField("exact", ranges.exact());
        out.writeNumberField("rounded", ranges.rounded());
        out.writeNumberField("wrong", ranges.wrong());
        out.writeStringField("example", ranges.example());
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void writeLabels(FaceInfo.Labels labels, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("labels");
        if (!Double.isNaN(labels.lowest())) {
            out.writeNumberField("lowest", labels.lowest());
            out.writeNumberField("highest", labels.highest());
        }
        out.writeBooleanField("whole", labels.whole());
        out.writeNumberField("gaps", labels.gaps());
        out.writeNumberField("negative", labels.negative());
        out.writeBooleanField("exact", labels.exact());
        out.writeNumberField("beyond_float", labels.beyondFloat());
        out.writeEndObject();
    }

    private static void writeImages(FaceInfo info, JsonGenerator out) throws IOException {
        FaceInfo.PerIdentity each = info.perIdentity();
        out.writeObjectFieldStart("images_per_identity");
        out.writeNumberField("least", each.least());
        out.writeNumberField("median", each.median());
        out.writeNumberField("mean", each.mean());
        out.writeNumberField("most", each.most());
        out.writeArrayFieldStart("histogram");
        for (FaceInfo.Bin bin : each.histogram()) {
            out.writeStartObject();
            out.writeNumberField("from", bin.from());
            out.writeNumberField("to", bin.to());
            out.writeNumberField("identities", bin.identities());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeObjectFieldStart("pixels");
        out.writeNumberField("looked", info.pixels().looked());
        out.writeNumberField("unknown", info.pixels().unknown());
        out.writeArrayFieldStart("sizes");
        for (FaceInfo.Size size : info.pixels().sizes()) {
            out.writeStartObject();
            out.writeNumberField("height", size.heightPx());
            out.writeNumberField("width", size.widthPx());
            out.writeNumberField("images", size.images());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeObjectFieldStart("kinds");
        for (Map.Entry<ImageKind, Integer> kind : new TreeMap<>(info.pixels().kinds()).entrySet()) {
            out.writeNumberField(kind.getKey().name().toLowerCase(Locale.ROOT), kind.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void writeProperty(FaceInfo.PropertyFile file, JsonGenerator out) throws IOException {
        Property property = file.content();
        out.writeObjectFieldStart("property");
        if (property != null) {
            out.writeNumberField("classes", property.classes());
            out.writeNumberField("height", property.heightPx());
            out.writeNumberField("width", property.widthPx());
        }
        out.writeArrayFieldStart("faults");
        for (String fault : file.faults()) {
            out.writeString(fault);
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
