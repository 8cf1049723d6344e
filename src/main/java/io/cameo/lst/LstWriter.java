package io.cameo.lst;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a {@code .lst} file as {@code im2rec.py} does: {@code index TAB label [TAB label]* TAB path LF}, UTF-8, labels
 * as C's {@code %f}.
 *
 * <p>The file appears whole with {@link #commit()} or not at all. One thread at a time.
 */
public final class LstWriter implements AutoCloseable {
    private final LineWriter out;
    private final StringBuilder line = new StringBuilder();
    private long lineCount;

    private LstWriter(LineWriter out) {
        this.out = out;
    }

    /**
     * Starts a list; what stands under that name stays until {@link #commit()}.
     *
     * @throws IOException if no file can be made there
     */
    public static LstWriter create(Path target) throws IOException {
        return new LstWriter(LineWriter.create(target));
    }

    /**
     * Appends one line.
     *
     * @throws IllegalArgumentException if the path would not read back the same, see {@link LstPath#whyNot}; nothing is
     *     written then
     * @throws IOException if the disk refuses
     */
    public void write(LstEntry entry) throws IOException {
        write(entry, false);
    }

    /**
     * Appends one line whose labels read back as the same float32: as C's {@code %f} where its six decimals are enough,
     * else with as many digits as it takes ({@code 0.3333333432674408}). What {@code im2rec.py} and Cameo then
     * pack has the bits of the labels rounded to float32; only NaNs become the one canonical NaN.
     *
     * @throws IllegalArgumentException if the path would not read back the same, see {@link LstPath#whyNot}; nothing is
     *     written then
     * @throws IOException if the disk refuses
     */
    public void writeExact(LstEntry entry) throws IOException {
        write(entry, true);
    }

    private void write(LstEntry entry, boolean exact) throws IOException {
        String whyNot = LstPath.whyNot(entry.path());
        if (whyNot != null) {
            throw new IllegalArgumentException("path cannot stand in a list, it " + whyNot + ": index=" + entry.index()
                    + ", path=" + entry.path());
        }
        line.setLength(0);
        line.append(entry.index()).append('\t');
        for (double label : entry.labels()) {
            if (exact) {
                LabelText.appendExact(line, (float) label);
            } else {
                LabelText.append(line, label);
            }
            line.append('\t');
        }
        line.append(entry.path()).append('\n');
        out.write(line);
        lineCount++;
    }

    /** How many lines were written so far. */
    public long lineCount() {
        return lineCount;
    }

    /**
     * Forces the list to disk and gives it its name, replacing what stood there. Nothing can be written after it.
     *
     * @throws IOException if the disk refuses; the old file, if any, is then still there
     */
    public void commit() throws IOException {
        out.commit();
    }

    /** Without a commit before it, leaves no file behind. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
