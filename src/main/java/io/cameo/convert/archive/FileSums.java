package io.cameo.convert.archive;

import io.cameo.archive.ArchiveEntry;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.CRC32;

/** Tells whether a file is what an entry would become. For one thread. */
final class FileSums implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Arena arena = Arena.ofConfined();
    private final ByteBuffer buffer = arena.allocate(BUFFER_BYTES).asByteBuffer();
    private final CRC32 sum = new CRC32();

    /** A link never is. */
    boolean matches(Path file, ArchiveEntry entry) throws IOException {
        BasicFileAttributes there;
        try {
            there = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException none) {
            return false;
        }
        if (!there.isRegularFile() || there.size() != entry.sizeBytes()) {
            return false;
        }
        sum.reset();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            while (channel.read(buffer.clear()) >= 0) {
                sum.update(buffer.flip());
            }
        }
        return (int) sum.getValue() == entry.crc32();
    }

    @Override
    public void close() {
        arena.close();
    }
}
