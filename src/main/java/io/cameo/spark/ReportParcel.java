package io.cameo.spark;

import io.cameo.convert.VerifyReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Path;

/** A report on its way to the driver: Java does not serialize paths, and here they become again what the caller wrote. */
final class ReportParcel {
    private ReportParcel() {}

    /**
     * Packs a report.
     *
     * @param given the record file as the caller named it: so the report names it and what lies beside it
     */
    static byte[] pack(VerifyReport report, String given) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Packer packer = new Packer(bytes, Path.of(given))) {
            packer.writeObject(report);
        }
        return bytes.toByteArray();
    }

    /** Unpacks what a task of the same run packed. */
    @SuppressWarnings("BanSerializableRead") // Spark itself brings results that way
    static VerifyReport open(byte[] parcel) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(parcel))) {
            return (VerifyReport) in.readObject();
        } catch (ClassNotFoundException otherVersion) {
            throw new IOException("executors run another version of Cameo: " + otherVersion.getMessage(), otherVersion);
        }
    }

    private static final class Packer extends ObjectOutputStream {
        private final Path given;

        Packer(OutputStream out, Path given) throws IOException {
            super(out);
            this.given = given;
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object part) {
            return part instanceof Path path
                    ? new PathName(given.resolveSibling(path.getFileName()).toString())
                    : part;
        }
    }

    /** A path as text. */
    private record PathName(String text) implements Serializable {
        private Object readResolve() {
            return Path.of(text);
        }
    }
}
