package io.cameo.convert.insightface;

import io.cameo.lst.FaceListLine;
import io.cameo.lst.FaceTree;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All lines of a source in one file that can be entered at many places: who lists a folder or reads a list once can hand out
 * parts of it. Made for one run; not a format.
 */
final class FaceLineFile {
    /** More places are not remembered: every second one goes. */
    private static final int MAX_MARKS = 1 << 20;

    private final long[] marks = new long[MAX_MARKS];
    private int markCount;
    private long stride = 1;
    private long lines;

    private FaceLineFile() {}

    /** Writes the lines of a source and says how they are cut into so many parts, or fewer where there are few lines. */
    static List<FacePackPart> cut(FaceJob job, Consumer<FaceTree.LeftOut> leftOut, Path file, int parts)
            throws IOException {
        FaceLineFile cut = new FaceLineFile();
        try (FaceLines source = job.lines(leftOut);
                Counted counted = new Counted(Files.newOutputStream(file));
                DataOutputStream out = new DataOutputStream(counted)) {
            for (FaceListLine line = source.next(); line != null; line = source.next()) {
                cut.mark(counted.bytes);
                FaceLineCode.write(out, line);
            }
        }
        return cut.parts(file.toString(), parts);
    }

    private void mark(long offset) {
        if (lines++ % stride != 0) {
            return;
        }
        if (markCount == MAX_MARKS) {
            markCount /= 2;
            for (int i = 0; i < markCount; i++) {
                marks[i] = marks[2 * i];
            }
            stride *= 2;
        }
        marks[markCount++] = offset;
    }

    private List<FacePackPart> parts(String file, int wanted) {
        List<FacePackPart> parts = new ArrayList<>();
        int count = Math.min(wanted, markCount);
        for (int part = 0; part < count; part++) {
            int from = (int) ((long) markCount * part / count);
            int to = (int) ((long) markCount * (part + 1) / count);
            long end = to == markCount ? lines : to * stride;
            parts.add(new FacePackPart(file, marks[from], end - from * stride));
        }
        return parts;
    }

    /** The lines of a part. One thread at a time. */
    static final class Reader implements AutoCloseable {
        private final DataInputStream in;
        private long left;

        Reader(FacePackPart part) throws IOException {
            InputStream file = Files.newInputStream(Path.of(part.lines()));
            in = new DataInputStream(new BufferedInputStream(file));
            try {
                file.skipNBytes(part.beginBytes());
            } catch (Throwable failure) {
                in.close();
                throw failure;
            }
            left = part.count();
        }

        @Nullable
        FaceListLine next() throws IOException {
            return left-- > 0 ? FaceLineCode.read(in) : null;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Knows how many bytes went through it, which a {@link DataOutputStream} does only up to 2 GB. */
    private static final class Counted extends BufferedOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public synchronized void write(int value) throws IOException {
            super.write(value);
            bytes++;
        }

        @Override
        public synchronized void write(byte[] values, int offset, int length) throws IOException {
            super.write(values, offset, length);
            bytes += length;
        }
    }
}
