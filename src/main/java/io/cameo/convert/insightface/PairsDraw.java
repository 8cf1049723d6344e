package io.cameo.convert.insightface;

import io.cameo.bytes.AtomicFile;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.dataset.verification.PairFolds;
import io.cameo.lst.BadLine;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.lst.FaceTree;
import io.cameo.lst.LstPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Draws pairs among the images of a list, a folder of people or a record file, and writes them as a list that
 * {@link VerificationPack} takes. Of a record file, images are named by their keys, as {@code #42}, and the file itself is
 * the root.
 */
public final class PairsDraw {
    private static final Pattern SPACE = Pattern.compile("\\s", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final List<String> names = new ArrayList<>();
    private final Map<Double, Integer> people = new HashMap<>();
    private int[] identities = new int[1 << 10];
    private int leftOut;
    private boolean spaces;

    private PairsDraw() {}

    /**
     * Draws pairs.
     *
     * @param source {@code .rec}, or a list of any dialect, or a folder of people
     * @throws IllegalArgumentException if there are not enough different pairs; nothing is written then
     * @throws IOException if the source cannot be read, or the list not written
     */
    public static PairsReport draw(Path source, PairFolds plan, Path list) throws IOException {
        long begin = System.nanoTime();
        PairsDraw draw = new PairsDraw();
        boolean records = !Files.isDirectory(source) && source.toString().endsWith(".rec");
        if (records) {
            draw.readRecords(source);
        } else {
            draw.readLines(source);
        }
        List<PairFolds.Pair> pairs = plan.draw(Arrays.copyOf(draw.identities, draw.names.size()));
        draw.write(pairs, list);
        boolean[] same = new boolean[pairs.size()];
        for (int i = 0; i < same.length; i++) {
            same[i] = pairs.get(i).same();
        }
        return new PairsReport(
                list,
                draw.names.size(),
                draw.people.size(),
                draw.leftOut,
                same.length,
                VerificationFolds.of(same, plan.folds()),
                records,
                System.nanoTime() - begin);
    }

    private void readRecords(Path rec) throws IOException {
        try (FaceRecords faces = FaceRecords.open(rec)) {
            boolean text = faces.file().hasIndexFile() && faces.file().index().hasTextKeys();
            for (int image = 0; image < faces.images(); image++) {
                String key =
                        text ? faces.file().index().keyText(faces.position(image)) : Long.toString(faces.key(image));
                add(VerificationImages.KEY_MARK + key, faces.label(image));
            }
        }
    }

    private void readLines(Path source) throws IOException {
        try (FaceLines lines = FaceLines.open(source, FaceTree.Options.of(1), true, _ -> leftOut++)) {
            for (FaceListLine line = lines.next(); line != null; line = lines.next()) {
                switch (line) {
                    case FaceLine face -> add(unlikeNumber(face.path()), (double) face.label());
                    case BadLine _ -> leftOut++;
                }
            }
        }
    }

    /** A list whose second column is a number is taken for one of LFW's. */
    private static String unlikeNumber(String path) {
        return NUMBER.matcher(path).matches() ? "./" + path : path;
    }

    private void add(String name, double label) {
        if (LstPath.whyNot(name) != null) {
            leftOut++;
            return;
        }
        if (names.size() == identities.length) {
            identities = Arrays.copyOf(identities, 2 * identities.length);
        }
        spaces |= SPACE.matcher(name).find();
        identities[names.size()] = people.computeIfAbsent(label, _ -> people.size());
        names.add(name);
    }

    private void write(List<PairFolds.Pair> pairs, Path list) throws IOException {
        char gap = spaces ? '\t' : ' ';
        StringBuilder text = new StringBuilder();
        for (PairFolds.Pair pair : pairs) {
            text.append(names.get(pair.first())).append(gap).append(names.get(pair.second()));
            text.append(gap).append(pair.same() ? '1' : '0').append('\n');
        }
        try (AtomicFile file = AtomicFile.create(list)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.channel().write(bytes);
            }
            file.commit();
        }
    }
}
