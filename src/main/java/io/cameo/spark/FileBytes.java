package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** The bytes of one file at any place, wherever it lies. Not thread-safe. */
sealed interface FileBytes extends Closeable permits MappedBytes, StreamedBytes {
    /** The scheme of files of this machine. */
    String LOCAL_SCHEME = "file";

    /**
     * Opens a file: one of this machine is mapped, any other read through Hadoop.
     *
     * @param location as Hadoop writes it
     * @param sizeBytes how long it was when it was listed
     * @throws IOException if it is no longer of that size
     */
    static FileBytes open(String location, long sizeBytes, Configuration conf) throws IOException {
        FileBytes bytes = isLocal(location)
                ? new MappedBytes(
                        Path.of(new org.apache.hadoop.fs.Path(location).toUri().getPath()))
                : new StreamedBytes(new org.apache.hadoop.fs.Path(location), sizeBytes, conf);
        if (bytes.sizeBytes() != sizeBytes) {
            long actual = bytes.sizeBytes();
            bytes.close();
            throw new IOException("file changed since it was listed: file=" + location + ", expected=" + sizeBytes
                    + ", actual=" + actual);
        }
        return bytes;
    }

    /** Whether a file is one of this machine; then nothing of Hadoop's configuration is asked. */
    static boolean isLocal(String location) {
        return LOCAL_SCHEME.equals(
                new org.apache.hadoop.fs.Path(location).toUri().getScheme());
    }

    /** What names a file in the text of exceptions. */
    static Path named(String location) {
        return Path.of(location);
    }

    long sizeBytes();

    /** Says that few of the bytes of a range will be read, here and there: nothing ahead of them is worth reading. */
    void expectJumps(long beginBytes, long endBytes) throws IOException;

    /** Says that a range will be read soon. */
    void expect(long beginBytes, long endBytes);

    /** Whether the whole of a range is known to be in memory. */
    boolean isInMemory(long beginBytes, long endBytes);

    /** A few bytes, all of them within the file; valid until the next call. */
    MemorySegment at(long offset, int length) throws IOException;

    /** Copies bytes that all lie within the file. */
    void read(long srcOffset, byte[] dst, int dstOffset, int length) throws IOException;

    /** What to throw where a page of a mapped file is gone. */
    CorruptDataException lost(long offset, InternalError fault);
}
