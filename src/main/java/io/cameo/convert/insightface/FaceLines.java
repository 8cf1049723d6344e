package io.cameo.convert.insightface;

import io.cameo.archive.FileTree;
import io.cameo.convert.RunJournal;
import io.cameo.lst.BadLine;
import io.cameo.lst.FaceDialect;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.lst.FaceLstReader;
import io.cameo.lst.FaceTree;
import io.cameo.lst.LabelNumbers;
import io.cameo.lst.ListDialects;
import io.cameo.lst.LstDialect;
import io.cameo.lst.LstEntry;
import io.cameo.lst.LstReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The faces of a list of any dialect, or of a folder of people, one after the other. One thread at a time.
 */
final class FaceLines implements AutoCloseable {
    private final Lines lines;
    private final @Nullable PathCounts counts;
    private int before;

    /** @param counts of the images of a list, which may name one several times; null for a folder, which does not */
    private FaceLines(Lines lines, @Nullable PathCounts counts) {
        this.lines = lines;
        this.counts = counts;
    }

    /** Where lines come from. */
    private interface Lines extends AutoCloseable {
        @Nullable
        FaceListLine next() throws IOException;

        /** Files that are no images, by extension; a list knows of none. */
        default NavigableMap<String, Long> otherExtensions() {
            return new TreeMap<>();
        }

        @Override
        void close() throws IOException;
    }

    /**
     * Opens a folder of people, or a list, whose dialect it tells by its lines.
     *
     * @param aligned what to say of images of which the source does not: a folder, an im2rec list
     * @param leftOut told of images in a folder that are not listed
     * @throws IOException if there is no such file, or nobody can tell what kind of list it is
     */
    static FaceLines open(Path source, FaceTree.Options tree, boolean aligned, Consumer<FaceTree.LeftOut> leftOut)
            throws IOException {
        if (FileTree.isTree(source)) {
            return new FaceLines(new Folder(FaceTree.open(source, tree, leftOut), aligned), null);
        }
        ListDialects.Verdict verdict = ListDialects.sniff(source);
        ListDialects.Kind kind = verdict.kind();
        if (kind == null) {
            throw new IOException("not a list of faces: file=" + source + ", " + verdict.reason());
        }
        return new FaceLines(
                switch (kind) {
                    case INSIGHTFACE ->
                        new Faces(FaceLstReader.open(source, FaceDialect.INSIGHTFACE, new LabelNumbers()));
                    case GLINT -> new Faces(FaceLstReader.open(source, FaceDialect.GLINT, new LabelNumbers()));
                    case DIR2REC -> new Faces(FaceLstReader.open(source, FaceDialect.DIR2REC, new LabelNumbers()));
                    case IM2REC -> new Images(LstReader.open(source, LstDialect.TABS), aligned);
                    case IM2REC_SPACES -> new Images(LstReader.open(source, LstDialect.whitespace(1)), aligned);
                    case LFW_PAIRS, PAIRS_LABEL ->
                        throw new IOException(
                                "a list of pairs, for 'cameo face bin pack': file=" + source + ", " + verdict.reason());
                },
                new PathCounts());
    }

    /** The next line, or null at the end. */
    @Nullable
    FaceListLine next() throws IOException {
        FaceListLine line = lines.next();
        PathCounts known = counts;
        before = line instanceof FaceLine face && known != null ? known.countOf(face.path()) : 0;
        return line;
    }

    /** How many lines before the last one name the same image. */
    int before() {
        return before;
    }

    /** Files of a folder that are no images, by extension. */
    NavigableMap<String, Long> otherExtensions() {
        return lines.otherExtensions();
    }

    /**
     * Passes over the lines of an earlier run, if there was one.
     *
     * @return the sum of those lines
     * @throws IOException if they are not the same any more
     */
    LineSum skip(RunJournal.@Nullable Position from, Path source) throws IOException {
        LineSum sum = new LineSum();
        if (from == null) {
            return sum;
        }
        for (long i = 0; i < from.listed(); i++) {
            FaceListLine line = next();
            if (line == null) {
                throw new IOException("cannot resume, the source has fewer images now: source=" + source
                        + ", expected>=" + from.listed());
            }
            sum.add(line);
        }
        if (sum.value() != from.number(LineSum.NUMBER)) {
            throw new IOException("cannot resume, the source is not the same any more: source=" + source
                    + ", first lines=" + from.listed());
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private record Faces(FaceLstReader reader) implements Lines {
        @Override
        public @Nullable FaceListLine next() throws IOException {
            return reader.next();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    /** What im2rec packs: labels must be whole here. */
    private record Images(LstReader reader, boolean aligned) implements Lines {
        @Override
        public @Nullable FaceListLine next() throws IOException {
            return switch (reader.next()) {
                case null -> null;
                case BadLine bad -> bad;
                case LstEntry entry
                when entry.label() == Math.rint(entry.label()) ->
                    FaceLine.of(aligned, entry.path(), (long) entry.label());
                case LstEntry entry ->
                    new BadLine(
                            Path.of(entry.path()),
                            0,
                            0,
                            entry.path(),
                            "label is not the whole number of an identity: actual=" + entry.label());
            };
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private static final class Folder implements Lines {
        private final FaceTree tree;
        private final boolean aligned;
        private List<String> images = List.of();
        private long label;
        private int next;

        Folder(FaceTree tree, boolean aligned) {
            this.tree = tree;
            this.aligned = aligned;
        }

        @Override
        public @Nullable FaceListLine next() throws IOException {
            if (next == images.size()) {
                FaceTree.Identity identity = tree.next();
                if (identity == null) {
                    return null;
                }
                images = identity.images();
                label = identity.label();
                next = 0;
            }
            return FaceLine.of(aligned, images.get(next++), label);
        }

        @Override
        public NavigableMap<String, Long> otherExtensions() {
            return tree.otherExtensions();
        }

        @Override
        public void close() {}
    }
}
