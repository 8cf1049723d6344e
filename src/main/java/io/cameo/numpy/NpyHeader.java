package io.cameo.numpy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What the head of an array file says, checked against the size of the file. */
record NpyHeader(NpyType type, boolean fortranOrder, Shape shape, long values, long dataOffsetBytes) {
    /** @throws CorruptDataException if the head breaks the format or promises more than the file has */
    static NpyHeader read(Path file, MemorySegment bytes) {
        int major = checkMagic(file, bytes);
        int headBytes = major == 1 ? NpyLayout.SHORT_HEAD_BYTES : NpyLayout.LONG_HEAD_BYTES;
        if (bytes.byteSize() < headBytes) {
            throw new CorruptDataException(file, bytes.byteSize(), "array file ends in its head");
        }
        long length = major == 1
                ? Short.toUnsignedInt(bytes.get(LittleEndian.SHORT, NpyLayout.LENGTH_OFFSET))
                : Integer.toUnsignedLong(bytes.get(LittleEndian.INT, NpyLayout.LENGTH_OFFSET));
        if (length > bytes.byteSize() - headBytes || length > NpyLayout.MOST_DICTIONARY_BYTES) {
            throw new CorruptDataException(
                    file,
                    NpyLayout.LENGTH_OFFSET,
                    "array head is longer than it can be: length=" + length + ", file=" + bytes.byteSize());
        }
        byte[] text = bytes.asSlice(headBytes, length).toArray(ValueLayout.JAVA_BYTE);
        // From major 3 on the text is UTF-8, which differs only in names of fields, and those are not read.
        NpyDictionary dictionary =
                new NpyDictionary(file, headBytes, new String(text, StandardCharsets.ISO_8859_1)).parse();
        return check(file, bytes, dictionary, headBytes + length);
    }

    private static int checkMagic(Path file, MemorySegment bytes) {
        for (int i = 0; i < NpyLayout.MAGIC.length; i++) {
            if (i >= bytes.byteSize() || bytes.get(LittleEndian.BYTE, i) != NpyLayout.MAGIC[i]) {
                throw new CorruptDataException(file, i, "not a numpy array: expected=0x93 NUMPY");
            }
        }
        if (bytes.byteSize() < NpyLayout.LENGTH_OFFSET) {
            throw new CorruptDataException(file, bytes.byteSize(), "array file ends in its head");
        }
        int major = Byte.toUnsignedInt(bytes.get(LittleEndian.BYTE, NpyLayout.MAJOR_OFFSET));
        if (major < 1 || major > 3) {
            throw new CorruptDataException(
                    file, NpyLayout.MAJOR_OFFSET, "array version is not known: major=" + major + ", expected=1..3");
        }
        return major;
    }

    private static NpyHeader check(Path file, MemorySegment bytes, NpyDictionary dictionary, long dataOffset) {
        NpyType type = NpyType.of(dictionary.descr());
        if (type == null) {
            throw new CorruptDataException(file, NpyLayout.LENGTH_OFFSET, NpyType.refusal(dictionary.descr()));
        }
        long room = (bytes.byteSize() - dataOffset) / type.sizeBytes();
        long values = dictionary.shape().values();
        if (values < 0 || values > room) {
            throw new CorruptDataException(
                    file,
                    dataOffset,
                    "array is cut off: shape=" + dictionary.shape() + ", descr=" + type.descr() + ", dataBytes="
                            + (bytes.byteSize() - dataOffset));
        }
        return new NpyHeader(type, dictionary.fortranOrder(), dictionary.shape(), values, dataOffset);
    }
}
