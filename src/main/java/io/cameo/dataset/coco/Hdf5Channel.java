package io.cameo.dataset.coco;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file to read from, in a form that a library cannot map: reading a mapping that was cut may end the process.
 *
 * <p>Its own methods may be called by any number of threads; the library takes turns at the others. What it makes of an
 * {@link IOException} is its own affair, so the first one is kept.
 */
final class Hdf5Channel implements SeekableByteChannel {
    private final FileChannel channel;
    private volatile @Nullable IOException failure;

    private Hdf5Channel(FileChannel channel) {
        this.channel = channel;
    }

    static Hdf5Channel open(Path path) throws IOException {
        return new Hdf5Channel(FileChannel.open(path, StandardOpenOption.READ));
    }

    /**
     * Fills a buffer from a place in the file.
     *
     * @throws EOFException if the file ends before
     */
    void readFully(ByteBuffer dst, long offset) throws IOException {
        for (long at = offset; dst.hasRemaining(); ) {
            int read = channel.read(dst, at);
            if (read < 0) {
                throw new EOFException("file ends too early: offset=" + at + ", missing=" + dst.remaining());
            }
            at += read;
        }
    }

    /** Why a read failed that should not have; null if none did. The end of the file is no failure. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Reads as much as there is: the library takes a short read for a whole one. */
    @Override
    public int read(ByteBuffer dst) throws IOException {
        try {
            int total = 0;
            while (dst.hasRemaining()) {
                int read = channel.read(dst);
                if (read < 0) {
                    return total == 0 ? -1 : total;
                }
                total += read;
            }
            return total;
        } catch (IOException broken) {
            failure = broken;
            throw broken;
        }
    }

    @Override
    public int write(ByteBuffer src) {
        throw new UnsupportedOperationException("only for reading");
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        channel.position(newPosition);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException("only for reading");
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
