package io.cameo.bytes;

import java.nio.file.Path;

/**
 * What becomes of a read of a mapped file whose pages are gone, because the file was cut while it was mapped or its disk
 * failed.
 *
 * <p>The JVM turns the signal into an {@link InternalError} only where it knows the instruction: in
 * {@link java.lang.foreign.MemorySegment#copy} and, as a rule, in plain reads. A checksum intrinsic, a vector load or
 * native code that reads such a page ends the process. So bytes of a mapping are copied first, and the copy is summed up,
 * scanned or decoded. (One plain read is known to end the process as well, on x86 with JDK 25: of an {@code int} that is
 * sign-extended to a {@code long} at once.)
 *
 * <p>The error may come later than the read, which then has given garbage: at the next place where the JVM looks for what
 * it owes the thread. {@link #meet()} is one.
 */
public final class PageFault {
    private static final String TEXT = "unsafe memory access";

    private PageFault() {}

    /** Has the error thrown here, if one is due for a read before this. Takes about 50 ns. */
    public static void meet() {
        // Any call from Java into the JVM does; this one does next to nothing there.
        long _ = Runtime.getRuntime().maxMemory();
    }

    /** Whether an error is of this kind. */
    public static boolean is(Throwable failure) {
        return failure instanceof InternalError
                && String.valueOf(failure.getMessage()).contains(TEXT);
    }

    /**
     * What to throw instead of the error.
     *
     * @param file the file that was read
     * @param offsetBytes where, or where about
     * @throws InternalError the error itself, if it is of another kind
     */
    public static CorruptDataException in(Path file, long offsetBytes, InternalError fault) {
        if (!is(fault)) {
            throw fault;
        }
        CorruptDataException shrank =
                new CorruptDataException(file, offsetBytes, "file shrank or became unreadable while it was open");
        shrank.initCause(fault);
        return shrank;
    }

    /**
     * The same where several files were read and are closed again: names the one that was found cut when it was closed.
     *
     * @param likely the file to name if none was
     */
    public static CorruptDataException among(Path likely, InternalError fault) {
        MappedFile.Shrunk found = MappedFile.lastShrunk();
        return found == null ? in(likely, 0, fault) : in(found.path(), found.sizeBytes(), fault);
    }
}
