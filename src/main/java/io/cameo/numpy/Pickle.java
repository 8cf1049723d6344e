package io.cameo.numpy;

import io.cameo.bytes.CorruptDataException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A pickle, read without executing anything.
 *
 * <p>Of the pickle language little is known, in protocols 0 to 5: integers, truth values, {@code None}, texts, bytes in
 * every form that Python 2 and 3 give them, lists, tuples, and numpy's arrays and scalars, which are recognised by the
 * names that rebuild them; floats, dictionaries and further names where a {@link PickleVocabulary} allows them. Any other
 * name, and any other instruction, is refused with its place. Memory stays within a few times the size of the file: bytes are slices of it, the number of values is bounded
 * by its size, declared lengths are checked before they are used, and sequences neither nest deeply nor hold themselves.
 *
 * @param value the object
 * @param protocol as the pickle declares it; 0 where it declares none, which protocols 0 and 1 do not
 * @param endBytes where the pickle ends; Python ignores what comes after
 */
public record Pickle(PickleValue value, int protocol, long endBytes) {
    /**
     * Reads a pickle of {@link PickleVocabulary#ARRAYS}.
     *
     * @param file named in messages only
     * @param bytes stay the caller's; the value is valid as long as they are
     * @throws CorruptDataException if it is damaged, or asks for anything that is not allowed
     */
    public static Pickle read(Path file, MemorySegment bytes) {
        return read(file, bytes, 0, PickleVocabulary.ARRAYS);
    }

    /**
     * Reads a pickle that stands in a file.
     *
     * @param file named in messages only
     * @param bytes stay the caller's; the value is valid as long as they are
     * @param offsetBytes where in the file they begin, for messages
     * @param vocabulary what it may say
     * @throws CorruptDataException if it is damaged, or asks for anything that is not allowed
     */
    public static Pickle read(Path file, MemorySegment bytes, long offsetBytes, PickleVocabulary vocabulary) {
        return new PickleMachine(new PickleInput(file, bytes, offsetBytes), vocabulary).run();
    }
}
