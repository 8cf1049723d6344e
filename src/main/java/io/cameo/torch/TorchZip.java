package io.cameo.torch;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** The zip that torch's own writer makes; see {@link TorchLayout}. */
final class TorchZip {
    private static final String PREFIX = "archive/";
    private static final int FIELD_HEAD_BYTES = 4;
    private static final int DESCRIPTOR_BYTES = 16;
    private static final int MADE_BY = 0x031e;
    private static final int NEEDED = 45;
    private static final int TAIL_BYTES = TorchLayout.END64_BYTES + TorchLayout.LOCATOR_BYTES + TorchLayout.END_BYTES;

    private final ByteBuffer out;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int entries;

    /** @param roomBytes at least the sum of {@link #room} of all entries */
    TorchZip(int roomBytes) {
        out = ByteBuffer.allocate(roomBytes + TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The most that an entry takes, its part of the directory included. */
    static long room(String name, long sizeBytes) {
        long named = PREFIX.length() + (long) name.length();
        return TorchLayout.LOCAL_BYTES
                + named
                + FIELD_HEAD_BYTES
                + TorchLayout.ALIGNMENT_BYTES
                + sizeBytes
                + DESCRIPTOR_BYTES
                + TorchLayout.DIRECTORY_BYTES
                + named;
    }

    void add(String name, MemorySegment payload) {
        byte[] named = (PREFIX + name).getBytes(StandardCharsets.US_ASCII);
        int begin = out.position();
        int start = begin + TorchLayout.LOCAL_BYTES + named.length + FIELD_HEAD_BYTES;
        int padding = Math.floorMod(-start, TorchLayout.ALIGNMENT_BYTES);
        out.putInt(TorchLayout.LOCAL_SIGNATURE).putShort((short) 0).putShort((short) TorchLayout.FLAGS);
        out.putShort((short) TorchLayout.STORED).putInt(0).putInt(0).putInt(0).putInt(0);
        out.putShort((short) named.length).putShort((short) (FIELD_HEAD_BYTES + padding));
        byte[] filling = new byte[padding];
        Arrays.fill(filling, (byte) 'Z');
        out.put(named).put((byte) 'F').put((byte) 'B').putShort((short) padding).put(filling);
        int size = (int) payload.byteSize();
        int payloadAt = out.position();
        MemorySegment.copy(payload, 0, MemorySegment.ofArray(out.array()), payloadAt, size);
        out.position(payloadAt + size);
        CRC32 sum = new CRC32();
        sum.update(out.array(), payloadAt, size);
        int crc = (int) sum.getValue();
        out.putInt(TorchLayout.DESCRIPTOR_SIGNATURE).putInt(crc).putInt(size).putInt(size);
        list(named, crc, size, begin);
    }

    private void list(byte[] named, int crc, int size, int begin) {
        ByteBuffer record = ByteBuffer.allocate(TorchLayout.DIRECTORY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(TorchLayout.DIRECTORY_SIGNATURE).putInt(0).putShort((short) TorchLayout.FLAGS);
        record.putShort((short) TorchLayout.STORED)
                .putInt(0)
                .putInt(crc)
                .putInt(size)
                .putInt(size);
        record.putShort((short) named.length).putInt(TorchLayout.DIRECTORY_OFFSET, begin);
        directory.writeBytes(record.array());
        directory.writeBytes(named);
        entries++;
    }

    byte[] finish() {
        int at = out.position();
        int bytes = directory.size();
        out.put(directory.toByteArray());
        int end64 = out.position();
        out.putInt(TorchLayout.END64_SIGNATURE).putLong(TorchLayout.END64_BYTES - 12L);
        out.putShort((short) MADE_BY).putShort((short) NEEDED).putInt(0).putInt(0);
        out.putLong(entries).putLong(entries).putLong(bytes).putLong(at);
        out.putInt(TorchLayout.LOCATOR_SIGNATURE).putInt(0).putLong(end64).putInt(1);
        out.putInt(TorchLayout.END_SIGNATURE)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries);
        out.putInt(bytes).putInt(at).putShort((short) 0);
        return Arrays.copyOf(out.array(), out.position());
    }
}
