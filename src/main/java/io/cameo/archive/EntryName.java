package io.cameo.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Which characters the bytes of a name are, and which names are refused. */
final class EntryName {
    private static final Charset DOS = Charset.forName("IBM437");
    private static final int UNICODE_HEAD_BYTES = 5;
    /** Linux's; also bounds how deep folders can lie in each other. */
    private static final int MOST_CHARS = 4096;

    private EntryName() {}

    /**
     * The name that bytes mean: UTF-8 where the flag says so, else the field of the name in UTF-8 if its checksum fits, else
     * UTF-8 if it is and a Unix made the archive, which packs the bytes that it has; else code page 437.
     *
     * @return null if it is said to be UTF-8 and is not
     */
    static @Nullable String decode(byte[] stored, byte @Nullable [] unicodeField, boolean utf8, boolean unix) {
        if (isAscii(stored)) {
            return new String(stored, StandardCharsets.US_ASCII);
        }
        if (utf8) {
            return utf8(stored, 0).orElse(null);
        }
        if (unicodeField != null && fits(stored, unicodeField)) {
            return utf8(unicodeField, UNICODE_HEAD_BYTES).orElse(null);
        }
        Optional<String> text = unix ? utf8(stored, 0) : Optional.empty();
        return text.orElseGet(() -> new String(stored, DOS));
    }

    /** Only a field of version 1, whose checksum is that of the name that stands in the header. */
    private static boolean fits(byte[] stored, byte[] field) {
        if (field.length < UNICODE_HEAD_BYTES || field[0] != 1) {
            return false;
        }
        CRC32 sum = new CRC32();
        sum.update(stored);
        int expected = (field[1] & 0xFF) | (field[2] & 0xFF) << 8 | (field[3] & 0xFF) << 16 | (field[4] & 0xFF) << 24;
        return (int) sum.getValue() == expected;
    }

    static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> utf8(byte[] bytes, int from) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString());
        } catch (CharacterCodingException not) {
            return Optional.empty();
        }
    }

    /** Why a name is refused; null if it is that of a file or folder below the root on every system. */
    static @Nullable String refusal(String name) {
        if (name.isEmpty()) {
            return "name is empty";
        }
        if (name.length() > MOST_CHARS) {
            return "name is longer than a path may be: chars=" + name.length();
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return "name contains a control character";
            }
        }
        if (name.indexOf('\\') >= 0) {
            return "name contains a backslash";
        }
        if (name.startsWith("/")) {
            return "name is absolute";
        }
        if (name.length() > 1 && name.charAt(1) == ':' && isLetter(name.charAt(0))) {
            return "name begins with a drive letter";
        }
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                return "name leads out of its folder";
            }
            if (part.isEmpty() || part.equals(".")) {
                return "name has an empty part";
            }
        }
        return null;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
