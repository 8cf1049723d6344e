package io.cameo.lst;

import io.cameo.bytes.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes an InsightFace {@code .lst}: {@code aligned TAB path TAB label [TAB box [TAB landmarks]] LF}, UTF-8, landmarks
 * with as many digits as it takes to read back the same double.
 *
 * <p>The file appears whole with {@link #commit()} or not at all. Closing without a commit deletes what was written,
 * unless a {@link #checkpoint()} was taken: then it stays for {@link #resume}. One thread at a time.
 */
public final class FaceLstWriter implements AutoCloseable {
    private final LineWriter out;
    private final StringBuilder line = new StringBuilder();
    private long lineCount;

    private FaceLstWriter(LineWriter out) {
        this.out = out;
    }

    /**
     * Starts a list; what stands under that name stays until {@link #commit()}.
     *
     * @throws IOException if no file can be made there
     */
    public static FaceLstWriter create(Path target) throws IOException {
        return new FaceLstWriter(LineWriter.create(target));
    }

    /** Whether the partial file of a writer that was stopped is there and reaches as far as its checkpoint. */
    public static boolean canResume(Path target, long sizeBytes) throws IOException {
        Path partial = AtomicFile.partialOf(target);
        return Files.isRegularFile(partial) && Files.size(partial) >= sizeBytes;
    }

    /**
     * Goes on behind a checkpoint of a writer that was stopped; whatever it wrote later is cut off.
     *
     * @throws IOException if the partial file is gone or shorter
     */
    public static FaceLstWriter resume(Path target, long sizeBytes) throws IOException {
        return new FaceLstWriter(LineWriter.resume(target, sizeBytes));
    }

    /**
     * Appends one line.
     *
     * @throws IllegalArgumentException if the path would not read back the same, see {@link LstPath#whyNotBetweenTabs};
     *     nothing is written then
     * @throws IOException if the disk refuses
     */
    public void write(FaceLine face) throws IOException {
        checkPath(face);
        line.setLength(0);
        line.append(face.aligned() ? 1 : 0)
                .append('\t')
                .append(face.path())
                .append('\t')
                .append(face.label());
        int[] box = face.box();
        if (box != null) {
            for (int edge : box) {
                line.append('\t').append(edge);
            }
        }
        double[] landmarks = face.landmarks();
        if (landmarks != null) {
            for (double value : landmarks) {
                line.append('\t').append(value);
            }
        }
        line.append('\n');
        out.write(line);
        lineCount++;
    }

    /**
     * Refuses what {@link #write} would refuse, for those who write something else first.
     *
     * @throws IllegalArgumentException if the path would not read back the same
     */
    public void checkPath(FaceLine face) {
        String whyNot = LstPath.whyNotBetweenTabs(face.path());
        if (whyNot != null) {
            throw new IllegalArgumentException("path cannot stand in a list, it " + whyNot + ": path=" + face.path());
        }
    }

    /** How many lines this object wrote so far. */
    public long lineCount() {
        return lineCount;
    }

    /** Brings everything written so far to disk and returns how many bytes that are. */
    public long checkpoint() throws IOException {
        return out.checkpoint();
    }

    /** Leaves nothing behind when this is closed, whatever checkpoints were taken. */
    public void discard() {
        out.dropPartial();
    }

    /** Forces the list to disk and gives it its name, replacing what stood there. Nothing can be written after it. */
    public void commit() throws IOException {
        out.commit();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
