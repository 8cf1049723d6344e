package io.cameo.spark;

import io.cameo.spark.RecordCursor.Need;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that rows of records may have, apart from parts of bundles. */
enum RecordColumn {
    KEY("key", DataTypes.LongType, Need.PLACE, true),
    LABEL("label", DataTypes.FloatType, Need.HEADER, true),
    LABELS("labels", DataTypes.createArrayType(DataTypes.FloatType, false), Need.HEADER, true),
    ID("id", DataTypes.LongType, Need.HEADER, true),
    ID2("id2", DataTypes.LongType, Need.HEADER, true),
    PAYLOAD("payload", DataTypes.BinaryType, Need.CONTENT, true),
    FILE("file", DataTypes.StringType, Need.PLACE, true),
    OFFSET("offset", DataTypes.LongType, Need.PLACE, true),
    FLAG("flag", DataTypes.IntegerType, Need.HEADER, false),
    CONTENT("content", DataTypes.BinaryType, Need.CONTENT, false),
    LENGTH("length", DataTypes.IntegerType, Need.PLACE, false);

    /** What a part of a bundle is: its media type, its element type, its dimensions, its bytes, decoded. */
    static final StructType PART = new StructType()
            .add("type", DataTypes.StringType, false)
            .add("dtype", DataTypes.StringType, false)
            .add("shape", DataTypes.createArrayType(DataTypes.LongType, false), false)
            .add("data", DataTypes.BinaryType, false);

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // Spark's types are, without saying so
    private final DataType type;

    private final Need need;
    private final boolean usual;

    RecordColumn(String title, DataType type, Need need, boolean usual) {
        this.title = title;
        this.type = type;
        this.need = need;
        this.usual = usual;
    }

    String title() {
        return title;
    }

    DataType type(boolean textKeys) {
        return this == KEY && textKeys ? DataTypes.StringType : type;
    }

    /** What of a record it takes where there is a {@code .cix}, or not. */
    Need need(boolean hasCix) {
        return this == LABEL && hasCix ? Need.PLACE : need;
    }

    /** Whether rows have it if nothing else is asked for. */
    boolean isUsual() {
        return usual;
    }

    /** Whether one of these has a name. */
    static boolean isOne(String title) {
        for (RecordColumn column : values()) {
            if (column.title.equals(title)) {
                return true;
            }
        }
        return false;
    }

    /** The one with a name. */
    static RecordColumn of(String title) {
        for (RecordColumn column : values()) {
            if (column.title.equals(title)) {
                return column;
            }
        }
        throw new IllegalArgumentException("records have no such column: column=" + title);
    }
}
