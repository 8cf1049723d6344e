package io.cameo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class EntryNameTest {
    private static final byte[] DOS = {(byte) 0x84, '.', 'p', 'n', 'g'};
    private static final byte[] UTF8 = "ä.png".getBytes(StandardCharsets.UTF_8);

    private static byte[] field(byte[] of, String name) {
        CRC32 sum = new CRC32();
        sum.update(of);
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putInt((int) sum.getValue())
                .put(text)
                .array();
    }

    @Test
    void bytesBecomeCharactersAsTheirFlagSays() {
        assertThat(EntryName.decode(UTF8, null, true, false)).isEqualTo("ä.png");
        assertThat(EntryName.decode(DOS, null, true, false)).isNull();
        assertThat(EntryName.decode(DOS, null, false, false)).isEqualTo("ä.png");
        assertThat(EntryName.decode(UTF8, null, false, false)).isEqualTo("├ñ.png");
    }

    @Test
    void unixPacksTheBytesThatItHas() {
        assertThat(EntryName.decode(UTF8, null, false, true)).isEqualTo("ä.png");
        assertThat(EntryName.decode(DOS, null, false, true)).isEqualTo("ä.png");
    }

    @Test
    void theFieldInUtf8CountsIfItIsOfThisName() {
        assertThat(EntryName.decode(DOS, field(DOS, "鏡.png"), false, false)).isEqualTo("鏡.png");
        assertThat(EntryName.decode(DOS, field(UTF8, "鏡.png"), false, false)).isEqualTo("ä.png");
        assertThat(EntryName.decode(DOS, new byte[3], false, false)).isEqualTo("ä.png");
    }

    @Test
    void plainNamesAreAccepted() {
        assertThat(EntryName.refusal("a/b.c/..d/e..")).isNull();
        assertThat(EntryName.refusal("鏡 mirror/")).isNull();
        assertThat(EntryName.refusal("a:b")).isEqualTo("name begins with a drive letter");
        assertThat(EntryName.refusal("ab:c")).isNull();
    }
}
