package io.cameo.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes small archives, also such as no tool writes: whatever is set of an item stands in its headers. */
final class TinyZip {
    private static final int NEVER = Integer.MAX_VALUE;

    private final List<Item> items = new ArrayList<>();
    private final List<ByteArrayOutputStream> parts = new ArrayList<>();
    private int partBytes = NEVER;
    private byte[] prefix = {};
    private byte[] comment = {};
    private boolean zip64;
    private boolean countElsewhere;

    /** One entry; fields are what its headers will say. */
    static final class Item {
        byte[] name = {};
        int flags;
        int method;
        int crc;
        long size;
        byte[] packed = {};
        int mode = 0100644;
        int madeOn = 3;
        byte[] localExtra = {};
        byte[] directoryExtra = {};
        int localMethod = -1;
        int localCrc;
        boolean zip64;
        boolean descriptor;
        int disk = -1;
        long offset = -1;

        Item named(String text) {
            name = text.getBytes(StandardCharsets.UTF_8);
            return this;
        }
    }

    static Item stored(String name, byte[] bytes) {
        Item item = new Item().named(name);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        item.crc = (int) sum.getValue();
        item.localCrc = item.crc;
        item.size = bytes.length;
        item.packed = bytes.clone();
        return item;
    }

    static Item deflated(String name, byte[] bytes) {
        Item item = stored(name, bytes);
        item.method = 8;
        item.packed = deflate(bytes);
        return item;
    }

    static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(6, true);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] room = new byte[bytes.length + 64];
        int length = deflater.deflate(room);
        deflater.end();
        return Arrays.copyOf(room, length);
    }

    TinyZip add(Item item) {
        items.add(item);
        return this;
    }

    TinyZip prefix(byte[] bytes) {
        prefix = bytes.clone();
        return this;
    }

    TinyZip comment(String text) {
        comment = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** All numbers of entries and of the end record in their 64-bit places. */
    TinyZip zip64() {
        zip64 = true;
        items.forEach(item -> item.zip64 = true);
        return this;
    }

    /** As Info-ZIP does with more than 65,534 entries: the count elsewhere, the other numbers where they always were. */
    TinyZip countElsewhere() {
        countElsewhere = true;
        return this;
    }

    byte[] bytes() {
        return split(NEVER).getFirst();
    }

    /** Parts of at most so many bytes; as Info-ZIP, headers and directory records are never cut. */
    List<byte[]> split(int most) {
        partBytes = most;
        parts.clear();
        parts.add(new ByteArrayOutputStream());
        part().writeBytes(prefix);
        if (most != NEVER) {
            put(buffer(4).putInt(ZipLayout.SPLIT_SIGNATURE));
        }
        items.forEach(this::local);
        List<byte[]> records = items.stream().map(TinyZip::record).toList();
        need(records.isEmpty() ? 0 : records.getFirst().length);
        int directoryDisk = parts.size() - 1;
        long directoryOffset = here();
        for (byte[] record : records) {
            need(record.length);
            part().writeBytes(record);
        }
        end(
                directoryDisk,
                directoryOffset,
                records.stream().mapToLong(r -> r.length).sum());
        return parts.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    /** The parts as X.z01, X.z02, ... X.zip; returns the last. */
    Path writeSplit(Path folder, String stem, int most) throws IOException {
        List<byte[]> all = split(most);
        for (int i = 0; i < all.size() - 1; i++) {
            Files.write(folder.resolve(String.format(Locale.ROOT, "%s.z%02d", stem, i + 1)), all.get(i));
        }
        Path last = folder.resolve(stem + ".zip");
        Files.write(last, all.getLast());
        return last;
    }

    private void local(Item item) {
        byte[] extra = item.zip64
                ? bytes(buffer(20)
                        .putShort((short) 1)
                        .putShort((short) 16)
                        .putLong(item.size)
                        .putLong(item.packed.length))
                : item.localExtra;
        need(30 + item.name.length + extra.length);
        if (item.disk < 0) {
            item.disk = parts.size() - 1;
            item.offset = here();
        }
        put(buffer(30)
                .putInt(ZipLayout.LOCAL_SIGNATURE)
                .putShort((short) 20)
                .putShort((short) (item.flags | (item.descriptor ? 8 : 0)))
                .putShort((short) (item.localMethod < 0 ? item.method : item.localMethod))
                .putInt(0x5A215000)
                .putInt(item.descriptor ? 0 : item.localCrc)
                .putInt(item.descriptor ? 0 : item.zip64 ? -1 : item.packed.length)
                .putInt(item.descriptor ? 0 : item.zip64 ? -1 : (int) item.size)
                .putShort((short) item.name.length)
                .putShort((short) extra.length));
        part().writeBytes(item.name);
        part().writeBytes(extra);
        for (int done = 0; done < item.packed.length; ) {
            need(1);
            int count = Math.min(item.packed.length - done, partBytes - part().size());
            part().write(item.packed, done, count);
            done += count;
        }
        if (item.descriptor) {
            need(16);
            put(buffer(16)
                    .putInt(ZipLayout.SPLIT_SIGNATURE)
                    .putInt(item.crc)
                    .putInt(item.packed.length)
                    .putInt((int) item.size));
        }
    }

    private static byte[] record(Item item) {
        byte[] extra = item.zip64
                ? bytes(buffer(32)
                        .putShort((short) 1)
                        .putShort((short) 28)
                        .putLong(item.size)
                        .putLong(item.packed.length)
                        .putLong(item.offset)
                        .putInt(item.disk))
                : item.directoryExtra;
        ByteBuffer out = buffer(46 + item.name.length + extra.length)
                .putInt(ZipLayout.DIRECTORY_SIGNATURE)
                .putShort((short) (item.madeOn << 8 | 20))
                .putShort((short) 20)
                .putShort((short) (item.flags | (item.descriptor ? 8 : 0)))
                .putShort((short) item.method)
                .putInt(0x5A215000)
                .putInt(item.crc)
                .putInt(item.zip64 ? -1 : item.packed.length)
                .putInt(item.zip64 ? -1 : (int) item.size)
                .putShort((short) item.name.length)
                .putShort((short) extra.length)
                .putShort((short) 0)
                .putShort((short) (item.zip64 ? -1 : item.disk))
                .putShort((short) 0)
                .putInt(item.mode << 16)
                .putInt(item.zip64 ? -1 : (int) item.offset);
        return bytes(out.put(item.name).put(extra));
    }

    private void end(int directoryDisk, long directoryOffset, long directoryBytes) {
        boolean large = zip64 || countElsewhere;
        need((large ? 76 : 0) + 22 + comment.length);
        int disk = parts.size() - 1;
        if (large) {
            long at = here();
            put(buffer(56)
                    .putInt(ZipLayout.END64_SIGNATURE)
                    .putLong(44)
                    .putInt(0x2D002D)
                    .putInt(disk)
                    .putInt(directoryDisk)
                    .putLong(items.size())
                    .putLong(items.size())
                    .putLong(directoryBytes)
                    .putLong(directoryOffset));
            put(buffer(20)
                    .putInt(ZipLayout.LOCATOR_SIGNATURE)
                    .putInt(disk)
                    .putLong(at)
                    .putInt(disk + 1));
        }
        put(buffer(22)
                .putInt(ZipLayout.END_SIGNATURE)
                .putShort((short) (zip64 ? -1 : disk))
                .putShort((short) (zip64 ? -1 : directoryDisk))
                .putShort((short) (large ? -1 : items.size()))
                .putShort((short) (large ? -1 : items.size()))
                .putInt(zip64 ? -1 : (int) directoryBytes)
                .putInt(zip64 ? -1 : (int) directoryOffset)
                .putShort((short) comment.length));
        part().writeBytes(comment);
    }

    private ByteArrayOutputStream part() {
        return parts.getLast();
    }

    /** Where the next byte goes, by the archive's own count: what was put in front does not count. */
    private long here() {
        return (long) part().size() - (partBytes == NEVER ? prefix.length : 0);
    }

    private void need(int bytes) {
        if (part().size() + bytes > partBytes) {
            parts.add(new ByteArrayOutputStream());
        }
    }

    private void put(ByteBuffer bytes) {
        part().writeBytes(bytes(bytes));
    }

    private static byte[] bytes(ByteBuffer full) {
        byte[] bytes = new byte[full.flip().remaining()];
        full.get(bytes);
        return bytes;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
