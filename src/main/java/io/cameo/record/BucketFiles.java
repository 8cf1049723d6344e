package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Many files that grow at the same time, in one folder that goes when this is closed. Each has a share of one buffer; a
 * full share is written to the file at one time, and the file is opened for that alone, so that any number of buckets takes
 * one file handle. One thread at a time.
 */
final class BucketFiles implements AutoCloseable {
    private static final int READ_BYTES = 16 << 20;
    private static final int WRITE_BYTES = 1 << 20;

    private final Path folder;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer;
    private final int shareBytes;
    private final int[] used;
    private final long[] sizes;
    private final ByteBuffer head = ByteBuffer.allocateDirect(BucketLayout.CONTENT_OFFSET);

    /**
     * @param folder where the files go; made here, and emptied of what a killed run left
     * @param shareBytes buffer of each bucket
     */
    BucketFiles(Path folder, int buckets, int shareBytes) throws IOException {
        this.folder = folder;
        this.shareBytes = shareBytes;
        this.used = new int[buckets];
        this.sizes = new long[buckets];
        deleteFolder(folder);
        Files.createDirectory(folder);
        try {
            buffer = arena.allocate((long) buckets * shareBytes, 64);
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    Path path(int bucket) {
        return folder.resolve("bucket-" + bucket);
    }

    void add(int bucket, int destination, int crc, long key, @Nullable String textKey, MemorySegment content)
            throws IOException {
        byte[] text = textKey == null ? new byte[0] : textKey.getBytes(StandardCharsets.UTF_8);
        MemorySegment fields = MemorySegment.ofBuffer(head.clear());
        fields.set(LittleEndian.INT, BucketLayout.DESTINATION_OFFSET, destination);
        fields.set(LittleEndian.INT, BucketLayout.CRC_OFFSET, crc);
        fields.set(LittleEndian.LONG, BucketLayout.KEY_OFFSET, key);
        fields.set(LittleEndian.INT, BucketLayout.LENGTH_OFFSET, (int) content.byteSize());
        fields.set(LittleEndian.INT, BucketLayout.TEXT_LENGTH_OFFSET, text.length);
        long bytes = BucketLayout.entryBytes(content.byteSize(), text.length);
        sizes[bucket] += bytes;
        if (bytes > shareBytes - used[bucket]) {
            flush(bucket);
        }
        if (bytes <= shareBytes) {
            long at = (long) bucket * shareBytes + used[bucket];
            MemorySegment.copy(fields, 0, buffer, at, BucketLayout.CONTENT_OFFSET);
            MemorySegment.copy(content, 0, buffer, at + BucketLayout.CONTENT_OFFSET, content.byteSize());
            long textAt = at + BucketLayout.CONTENT_OFFSET + content.byteSize();
            MemorySegment.copy(MemorySegment.ofArray(text), 0, buffer, textAt, text.length);
            used[bucket] += (int) bytes;
            return;
        }
        long padding = bytes - BucketLayout.CONTENT_OFFSET - content.byteSize() - text.length;
        try (FileChannel out = open(bucket)) {
            writeFully(out, head.clear());
            writeFully(out, content);
            writeFully(out, ByteBuffer.wrap(text));
            writeFully(out, ByteBuffer.allocate((int) padding));
        }
    }

    /** Bytes of a bucket. */
    long sizeBytes(int bucket) {
        return sizes[bucket];
    }

    /** Reads a whole bucket to the start of a segment. */
    void read(int bucket, MemorySegment target) throws IOException {
        long at = 0;
        try (FileChannel in = FileChannel.open(path(bucket), StandardOpenOption.READ)) {
            while (at < sizes[bucket]) {
                int got = in.read(target.asSlice(at, Math.min(READ_BYTES, sizes[bucket] - at))
                        .asByteBuffer());
                if (got < 0) {
                    throw new IOException("a bucket lost its end: file=" + path(bucket) + ", expected=" + sizes[bucket]
                            + ", actual=" + at);
                }
                at += got;
            }
        }
    }

    /** Writes what is still in the buffer, and gives the buffer back. */
    void finish() throws IOException {
        for (int bucket = 0; bucket < used.length; bucket++) {
            flush(bucket);
        }
        arena.close();
    }

    void delete(int bucket) throws IOException {
        Files.deleteIfExists(path(bucket));
    }

    private void flush(int bucket) throws IOException {
        if (used[bucket] == 0) {
            return;
        }
        try (FileChannel out = open(bucket)) {
            writeFully(out, buffer.asSlice((long) bucket * shareBytes, used[bucket]));
        }
        used[bucket] = 0;
    }

    private FileChannel open(int bucket) throws IOException {
        return FileChannel.open(path(bucket), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void writeFully(FileChannel out, MemorySegment bytes) throws IOException {
        for (long at = 0; at < bytes.byteSize(); at += BufferedChannel.WRITE_BYTES) {
            long piece = Math.min(BufferedChannel.WRITE_BYTES, bytes.byteSize() - at);
            writeFully(out, bytes.asSlice(at, piece).asByteBuffer());
        }
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            // Of bytes on the heap the channel makes a copy as large as what it is given, and keeps the memory.
            bytes.limit(Math.min(end, bytes.position() + WRITE_BYTES));
            out.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        if (arena.scope().isAlive()) {
            arena.close();
        }
        deleteFolder(folder);
    }

    /** Deletes a folder of plain files; nothing happens where there is none. */
    static void deleteFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
