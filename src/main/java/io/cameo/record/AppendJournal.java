package io.cameo.record;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.MappedFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The note beside a record file, {@code FILE.rec.append}, that it is being appended to, and what to do if that stops.
 *
 * <p>It knows two states. {@code appending}: the file counts up to the old size; whatever stands behind it is cut off.
 * {@code committed}: the file counts up to the new size, and new indexes are on disk under their partial names; what is
 * left to do is to rename them. Size and ends of the file are noted, so that a note of another file does no harm. Each
 * state is written whole or not at all, and what recovery does can be done again.
 */
final class AppendJournal {
    private static final Pattern TEXT = Pattern.compile("""
        cameo append journal 1
        state=(appending|committed)
        rec_bytes=(\\d{1,18})
        rec_ends=(-?\\d{1,10})
        end
        """);

    private final Path rec;
    private final Path file;

    AppendJournal(Path rec) {
        this.rec = rec;
        this.file = besides(rec);
    }

    static Path besides(Path rec) {
        return rec.resolveSibling(rec.getFileName() + ".append");
    }

    /** Notes that bytes behind {@code recBytes} are about to be written. */
    void appending(MemorySegment oldRec) throws IOException {
        write("appending", oldRec);
    }

    /** Notes that the file with its new records and, under their partial names, its new indexes are on disk. */
    void committed(MemorySegment newRec) throws IOException {
        write("committed", newRec);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Brings the record file to the state before or behind an append that was stopped. */
    Append.Recovery recover() throws IOException {
        Files.deleteIfExists(AtomicFile.partialOf(file)); // a note that was never given its name says nothing
        if (!Files.exists(file)) {
            return Append.Recovery.NOTHING;
        }
        Matcher text = TEXT.matcher(Files.readString(file));
        if (!text.matches()) {
            throw new IOException("not an append journal of this version: file=" + file);
        }
        long recBytes = Long.parseLong(text.group(2));
        boolean committed = text.group(1).equals("committed");
        checkIsOfThisFile(recBytes, Long.parseLong(text.group(3)), committed);
        Path idx = RecordIndex.besides(rec);
        Path cix = CixFile.besides(rec);
        if (committed) {
            rename(idx);
            rename(cix);
        } else {
            try (FileChannel channel = FileChannel.open(rec, StandardOpenOption.WRITE)) {
                channel.truncate(recBytes);
                channel.force(true);
            }
            Files.deleteIfExists(AtomicFile.partialOf(idx));
            Files.deleteIfExists(AtomicFile.partialOf(cix));
        }
        delete();
        return committed ? Append.Recovery.COMPLETED : Append.Recovery.UNDONE;
    }

    private void checkIsOfThisFile(long recBytes, long recEnds, boolean committed) throws IOException {
        try (MappedFile mapped = MappedFile.open(rec)) {
            long size = mapped.sizeBytes();
            boolean fits = committed ? size == recBytes : size >= recBytes;
            if (!fits || CixFile.endsOf(mapped.segment().asSlice(0, recBytes)) != recEnds) {
                throw new IOException(
                        "append journal is of another file; delete it if this one was replaced since: file=" + file
                                + ", expected_bytes=" + recBytes + ", actual_bytes=" + size);
            }
        }
    }

    private static void rename(Path target) throws IOException {
        Path partial = AtomicFile.partialOf(target);
        if (Files.exists(partial)) {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void write(String state, MemorySegment counted) throws IOException {
        String text = String.format(Locale.ROOT, """
            cameo append journal 1
            state=%s
            rec_bytes=%d
            rec_ends=%d
            end
            """, state, counted.byteSize(), CixFile.endsOf(counted));
        try (AtomicFile out = AtomicFile.create(file)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.channel().write(bytes);
            }
            out.commit();
        }
    }
}
