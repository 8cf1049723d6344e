package io.cameo.convert.ffhquv;

import io.cameo.bytes.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where every sample comes from, a line each: written as the run goes, so that it can be resumed, and kept in the order of ids in
 * the end. Its first line says with what settings, its second what the columns are.
 */
final class LineageFile implements AutoCloseable {
    private final AtomicFile file;
    private final String head;
    private final List<Blend> plan;
    private final BitSet made;

    private LineageFile(AtomicFile file, String head, List<Blend> plan, BitSet made) {
        this.file = file;
        this.head = head;
        this.plan = plan;
        this.made = made;
    }

    /**
     * Which samples an earlier run made, as far as it wrote it down.
     *
     * @throws IllegalArgumentException if that run had other settings, or others to choose from
     */
    static BitSet earlier(Path path, String head, List<Blend> plan) throws IOException {
        BitSet made = new BitSet();
        Path partial = AtomicFile.partialOf(path);
        Path from = Files.exists(partial) ? partial : path;
        if (!Files.exists(from)) {
            return made;
        }
        String text = Files.readString(from, StandardCharsets.UTF_8);
        // What follows the last line end was being written when the run was stopped.
        String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1);
        if (lines.length > 1 && !lines[0].equals(head)) {
            throw new IllegalArgumentException(
                    "the run to resume had other settings: file=" + from + ", then=" + lines[0] + ", now=" + head);
        }
        Map<String, Integer> numbers = HashMap.newHashMap(plan.size());
        plan.forEach(blend -> numbers.put(blend.line(), blend.number()));
        for (String line : lines) {
            Integer number = numbers.get(line);
            if (number != null) {
                made.set(number);
            }
        }
        return made;
    }

    /** Starts a file with the lines of samples that are kept. */
    static LineageFile create(Path path, String head, List<Blend> plan, BitSet kept) throws IOException {
        LineageFile lineage = new LineageFile(AtomicFile.create(path), head, plan, (BitSet) kept.clone());
        lineage.file.keepPartial();
        lineage.write(lineage.text());
        return lineage;
    }

    /** Adds the line of a sample that was made. */
    void add(Blend blend) throws IOException {
        made.set(blend.number());
        write(blend.line() + "\n");
    }

    /** Those that were made, in the order of their ids. */
    List<Blend> made() {
        List<Blend> blends = new ArrayList<>();
        made.stream().forEach(number -> blends.add(plan.get(number)));
        return blends;
    }

    /** Puts the lines in order and gives the file its name. */
    void finish() throws IOException {
        file.channel().truncate(0);
        file.channel().position(0);
        write(text());
        file.commit();
    }

    private String text() {
        StringBuilder text =
                new StringBuilder(head).append('\n').append(Blend.COLUMNS).append('\n');
        made().forEach(blend -> text.append(blend.line()).append('\n'));
        return text.toString();
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.channel().write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
