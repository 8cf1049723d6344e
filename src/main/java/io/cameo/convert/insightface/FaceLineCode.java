package io.cameo.convert.insightface;

import io.cameo.lst.BadLine;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;

/** Lines of a list of faces as bytes, exactly: for files that live only as long as a run. */
final class FaceLineCode {
    private static final int BAD = 0;
    private static final int FACE = 1;
    private static final int ALIGNED = 2;
    private static final int BOX = 4;
    private static final int LANDMARKS = 8;

    private FaceLineCode() {}

    static void write(DataOutput out, FaceListLine line) throws IOException {
        switch (line) {
            case FaceLine face -> write(out, face);
            case BadLine bad -> {
                out.writeByte(BAD);
                writeText(out, bad.file().toString());
                out.writeLong(bad.lineNumber());
                out.writeLong(bad.offsetBytes());
                writeText(out, bad.text());
                writeText(out, bad.reason());
            }
        }
    }

    private static void write(DataOutput out, FaceLine face) throws IOException {
        int[] box = face.box();
        double[] landmarks = face.landmarks();
        out.writeByte(
                FACE | (face.aligned() ? ALIGNED : 0) | (box == null ? 0 : BOX) | (landmarks == null ? 0 : LANDMARKS));
        writeText(out, face.path());
        out.writeLong(face.label());
        if (box != null) {
            for (int value : box) {
                out.writeInt(value);
            }
        }
        if (landmarks != null) {
            for (double value : landmarks) {
                out.writeLong(Double.doubleToRawLongBits(value));
            }
        }
    }

    static FaceListLine read(DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        String text = readText(in);
        if (kind == BAD) {
            return new BadLine(Path.of(text), in.readLong(), in.readLong(), readText(in), readText(in));
        }
        long label = in.readLong();
        int[] box = null;
        if ((kind & BOX) != 0) {
            box = new int[FaceLine.BOX_VALUES];
            for (int i = 0; i < box.length; i++) {
                box[i] = in.readInt();
            }
        }
        double[] landmarks = null;
        if ((kind & LANDMARKS) != 0) {
            landmarks = new double[FaceLine.LANDMARK_VALUES];
            for (int i = 0; i < landmarks.length; i++) {
                landmarks[i] = Double.longBitsToDouble(in.readLong());
            }
        }
        return new FaceLine((kind & ALIGNED) != 0, text, label, box, landmarks);
    }

    /** As UTF-16: a name may hold what is no text. */
    private static void writeText(DataOutput out, String text) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static String readText(DataInput in) throws IOException {
        char[] text = new char[in.readInt()];
        for (int i = 0; i < text.length; i++) {
            text[i] = in.readChar();
        }
        return new String(text);
    }
}
