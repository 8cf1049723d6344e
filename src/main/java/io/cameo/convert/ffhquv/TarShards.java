package io.cameo.convert.ffhquv;

import io.cameo.bytes.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes tar archives one after the other, {@code OUT-000000.tar}: headers as POSIX.1-1988 has them ({@code ustar}), without times
 * and owners, so that the same files give the same bytes. Files of a sample stand together, and in one archive. None of the
 * archives has its name before all are whole.
 */
final class TarShards implements AutoCloseable {
    private static final int BLOCK_BYTES = 512;
    private static final int NAME_BYTES = 100;
    private static final int SUM_OFFSET = 148;
    private static final long MOST_FILE_BYTES = 077777777777L;

    private final Path out;
    private final long shardBytes;
    private final List<AtomicFile> shards = new ArrayList<>();
    private long at;
    private long bytes;

    /**
     * Starts without an archive: the first file begins one.
     *
     * @param out what the names of archives begin with
     * @param shardBytes an archive takes no further sample when it would be larger
     * @throws IllegalArgumentException if archives of that name are there: those of two runs are no set
     */
    TarShards(Path out, long shardBytes) throws IOException {
        this.out = out;
        this.shardBytes = shardBytes;
        if (Files.exists(name(0))) {
            throw new IllegalArgumentException(
                    "archives of that name are there, and those of two runs are no set: file=" + name(0));
        }
    }

    private Path name(int shard) {
        return out.resolveSibling(out.getFileName() + String.format(Locale.ROOT, "-%06d.tar", shard));
    }

    /** Adds the files of a sample, by their names, in this order. */
    void add(Map<String, byte[]> files) throws IOException {
        long size = 0;
        for (byte[] data : files.values()) {
            size += BLOCK_BYTES + padded(data.length);
        }
        if (shards.isEmpty() || (at > 0 && at + size + 2 * BLOCK_BYTES > shardBytes)) {
            endShard();
            shards.add(AtomicFile.create(name(shards.size())));
            at = 0;
        }
        ByteBuffer block = ByteBuffer.allocate(Math.toIntExact(size));
        files.forEach((name, data) -> {
            block.put(header(name, data.length)).put(data);
            block.position(block.position() + (int) (padded(data.length) - data.length));
        });
        write(block.flip());
        at += size;
    }

    private static long padded(long size) {
        return (size + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    }

    /** The block before a file. */
    static byte[] header(String name, long size) {
        byte[] named = name.getBytes(StandardCharsets.US_ASCII);
        if (named.length > NAME_BYTES || size > MOST_FILE_BYTES) {
            throw new IllegalArgumentException("file does not fit into a tar archive: name=" + name + ", size=" + size);
        }
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).put(named).position(NAME_BYTES);
        put(block, "0000644\0" + "0000000\0" + "0000000\0"); // mode, owner, group
        put(block, String.format(Locale.ROOT, "%011o\0", size) + "00000000000\0"); // and time
        put(block, "        0"); // room for the sum, which counts as blanks; a regular file
        block.position(block.position() + NAME_BYTES); // no link
        put(block, "ustar\0" + "00");
        block.position(block.position() + 32 + 32); // no names of owner and group
        put(block, "0000000\0" + "0000000\0"); // no device
        int sum = 0;
        for (byte one : block.array()) {
            sum += Byte.toUnsignedInt(one);
        }
        put(block.position(SUM_OFFSET), String.format(Locale.ROOT, "%06o\0 ", sum));
        return block.array();
    }

    private static void put(ByteBuffer block, String text) {
        block.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void write(ByteBuffer block) throws IOException {
        bytes += block.remaining();
        while (block.hasRemaining()) {
            shards.getLast().channel().write(block);
        }
    }

    private void endShard() throws IOException {
        if (!shards.isEmpty()) {
            write(ByteBuffer.allocate(2 * BLOCK_BYTES));
        }
    }

    /** How many bytes the archives have. */
    long bytes() {
        return bytes;
    }

    /** Gives the archives their names. */
    List<Path> finish() throws IOException {
        endShard();
        List<Path> names = new ArrayList<>();
        for (AtomicFile shard : shards) {
            shard.commit();
            names.add(shard.target());
        }
        return names;
    }

    @Override
    public void close() throws IOException {
        for (AtomicFile shard : shards) {
            shard.close();
        }
    }
}
