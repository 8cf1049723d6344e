package io.cameo.convert.matting;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was made, a line for each number: written as the run goes, so that it can be resumed, and kept in order of the numbers as
 * the record of where everything comes from. The first line says with what settings.
 */
final class SynthJournal implements AutoCloseable {
    private final AtomicFile file;
    private final String header;
    private final SortedMap<Integer, String> lines = new TreeMap<>();

    private SynthJournal(AtomicFile file, String header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Starts a journal, with the lines that are kept of an earlier one.
     *
     * @param header names and values of what decides what is made
     */
    static SynthJournal create(Path path, String header, Iterable<String> kept) throws IOException {
        SynthJournal journal = new SynthJournal(AtomicFile.create(path), header);
        journal.file.keepPartial();
        StringBuilder text = new StringBuilder(header).append('\n');
        for (String line : kept) {
            journal.lines.put(number(line), line);
            text.append(line).append('\n');
        }
        journal.append(text.toString());
        return journal;
    }

    /**
     * The lines that an earlier run left, whole or not; none if there was none.
     *
     * @throws IllegalArgumentException if that run had other settings
     * @throws CorruptDataException if it is no journal
     */
    static List<String> earlier(Path path, String header) throws IOException {
        Path partial = AtomicFile.partialOf(path);
        Path from = Files.exists(partial) ? partial : path;
        List<String> lines = new ArrayList<>();
        if (!Files.exists(from)) {
            return lines;
        }
        String text = Files.readString(from, StandardCharsets.UTF_8);
        // What follows the last line end was being written when the run was stopped.
        String[] all = text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1);
        if (all.length > 1 && !all[0].equals(header)) {
            throw new IllegalArgumentException(
                    "the run to resume had other settings: file=" + from + ", then=" + all[0] + ", now=" + header);
        }
        for (int i = 1; i < all.length - 1; i++) {
            try {
                number(all[i]);
            } catch (NumberFormatException bad) {
                throw new CorruptDataException(from, 0, "not a line of a journal: line=" + (i + 1));
            }
            lines.add(all[i]);
        }
        return lines;
    }

    /** Refuses to begin anew where something stands. */
    static void requireEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            if (entries.iterator().hasNext()) {
                throw new IllegalArgumentException(
                        "the folder is not empty; --resume goes on with a stopped run: folder=" + folder);
            }
        }
    }

    /** The number that a line begins with. */
    static int number(String line) {
        return Integer.parseInt(line.substring(0, Math.max(0, line.indexOf('\t'))));
    }

    /** Adds the line of a number. */
    void add(String line) throws IOException {
        lines.put(number(line), line);
        append(line + "\n");
    }

    private void append(String text) throws IOException {
        write(file.channel(), text);
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Puts the lines in order and gives the file its name. */
    void finish() throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        lines.values().forEach(line -> text.append(line).append('\n'));
        file.channel().truncate(0);
        file.channel().position(0);
        append(text.toString());
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
