package io.cameo.dataset.ffhquv;

import io.cameo.table.ColumnKind;
import io.cameo.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the table of a record file, row after row in the order of the samples. One thread at a time. */
public final class UvTableWriter {
    private static final String YES = "yes";
    private static final String NO = "no";

    private final TableBuilder table = new TableBuilder();

    public UvTableWriter() {
        table.column("id", ColumnKind.WORD, "as the release has it")
                .column("key", ColumnKind.WHOLE, "of the record")
                .column("set", ColumnKind.WORD, "ffhq-uv or ffhq-uv-interpolate")
                .column("shard", ColumnKind.WHOLE, "the thousands of the id")
                .column("gender", ColumnKind.WORD, "female or male, by the meta file")
                .column("age", ColumnKind.NUMBER, "years, by the meta file")
                .column("beard", ColumnKind.NUMBER, "0 to 1, by the meta file")
                .column("ffhq_index", ColumnKind.WHOLE, "image of FFHQ, by the meta file")
                .column("map_px", ColumnKind.WHOLE, "width and height of the map")
                .column("map_bytes", ColumnKind.WHOLE, "of the map's file");
        for (UvPart part : UvPart.values()) {
            table.column("has_" + part.word(), ColumnKind.WORD, "yes or no");
        }
        table.column("expression", ColumnKind.NUMBER, "smile before editing, 0 to 1")
                .column("glasses", ColumnKind.WORD, "yes or no, before editing")
                .column("pitch", ColumnKind.NUMBER, "degrees, before editing")
                .column("yaw", ColumnKind.NUMBER, "degrees, before editing")
                .column("baldness", ColumnKind.NUMBER, "0 to 1, before editing");
        for (int i = 0; i < FaceLight.LENGTH; i++) {
            table.column("l" + i, ColumnKind.NUMBER, "light before editing, DPR's coefficient " + i);
        }
    }

    /** Adds a sample. */
    public void add(UvRow row) {
        UvNames names = row.names();
        table.row()
                .set("id", names.id())
                .set("key", (long) names.number())
                .set("set", names.set().word())
                .set("shard", (long) names.number() / UvSample.IDS_PER_SHARD);
        UvMetaEntry meta = names.meta();
        if (meta != null) {
            table.set("gender", gender(meta.gender()))
                    .set("age", or(meta.age()))
                    .set("beard", or(meta.beard()));
            if (meta.index().number() >= 0) {
                table.set("ffhq_index", (long) meta.index().number());
            }
        }
        if (row.mapBytes() > 0) {
            table.set("map_px", (long) row.mapPx()).set("map_bytes", row.mapBytes());
        }
        for (UvPart part : UvPart.values()) {
            table.set("has_" + part.word(), row.parts().contains(part) ? YES : NO);
        }
        FaceAttributes attributes = row.attributes();
        if (attributes != null) {
            table.set("expression", attributes.expression())
                    .set("glasses", attributes.glasses() == 0 ? NO : YES)
                    .set("pitch", attributes.pitchDegrees())
                    .set("yaw", attributes.yawDegrees())
                    .set("baldness", attributes.baldness());
        }
        FaceLight light = row.light();
        for (int i = 0; light != null && i < FaceLight.LENGTH; i++) {
            table.set("l" + i, (double) light.coefficients()[i]);
        }
    }

    private static @Nullable String gender(@Nullable Integer number) {
        return number == null
                ? null
                : switch (number) {
                    case 0 -> "female";
                    case 1 -> "male";
                    default -> null;
                };
    }

    private static double or(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /** Writes the table beside its record file, which must be there: whole, or not at all. */
    public void write(Path rec) throws IOException {
        UvTableEdit.finish(table, rec);
    }
}
