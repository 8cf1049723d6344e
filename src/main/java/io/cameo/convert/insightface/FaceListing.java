package io.cameo.convert.insightface;

import io.cameo.lst.BadLine;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.lst.FaceLstWriter;
import io.cameo.lst.FaceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes an InsightFace list of a folder of people, as {@code dir2lst.py} does, or of a list of another kind.
 *
 * @param source the folder or the list
 * @param tree which images of a folder count
 * @param aligned what the first column says where the source does not say it
 * @param joined whether the folder stands before each path; paths of a list stay as they are, and those in an archive count
 *     from it, since no file of the file system has them
 */
public record FaceListing(Path source, FaceTree.Options tree, boolean aligned, boolean joined) {
    private static final int BAD_LINES_SHOWN = 20;

    /**
     * What was listed.
     *
     * @param images lines written
     * @param identities different labels among them
     * @param badLines lines of the source that could not be used
     * @param firstBad the first of them, in words
     * @param otherExtensions how many files of a folder are no images, by extension
     */
    public record Report(
            long images,
            long identities,
            long badLines,
            List<String> firstBad,
            NavigableMap<String, Long> otherExtensions) {}

    /**
     * Writes the list; nothing where there is nothing to list.
     *
     * @param leftOut told of images of the folder that are not listed
     */
    public Report writeTo(Path target, Consumer<FaceTree.LeftOut> leftOut) throws IOException {
        Set<Long> labels = new HashSet<>();
        List<String> firstBad = new ArrayList<>();
        long bad = 0;
        String before = Files.isDirectory(source) && joined ? prefix() : "";
        try (FaceLines lines = FaceLines.open(source, tree, aligned, leftOut);
                FaceLstWriter out = FaceLstWriter.create(target)) {
            for (FaceListLine line = lines.next(); line != null; line = lines.next()) {
                switch (line) {
                    case FaceLine face -> {
                        out.write(new FaceLine(
                                face.aligned(), before + face.path(), face.label(), face.box(), face.landmarks()));
                        labels.add(face.label());
                    }
                    case BadLine wrong -> {
                        bad++;
                        if (firstBad.size() < BAD_LINES_SHOWN) {
                            firstBad.add(wrong.file() + ":" + wrong.lineNumber() + ": " + wrong.reason());
                        }
                    }
                }
            }
            if (out.lineCount() > 0) {
                out.commit();
            }
            return new Report(out.lineCount(), labels.size(), bad, firstBad, lines.otherExtensions());
        }
    }

    /** {@code os.path.join} puts one slash between. */
    private String prefix() {
        String folder = source.toString();
        return folder.endsWith("/") ? folder : folder + "/";
    }
}
