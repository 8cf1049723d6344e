package io.cameo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.bytes.CorruptDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is changed in an archive, or cut off: nothing that is read differs from what was packed under that name. */
class ZipDamageTest {
    private final Map<String, byte[]> contents = new HashMap<>();

    private TinyZip zip() {
        SplittableRandom random = new SplittableRandom(3);
        TinyZip zip = new TinyZip();
        for (int i = 0; i < 6; i++) {
            byte[] bytes = new byte[20 + random.nextInt(60)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) random.nextInt(4);
            }
            String name = "f/" + (i == 3 ? "ä" : "") + i;
            TinyZip.Item item = i % 2 == 0 ? TinyZip.stored(name, bytes) : TinyZip.deflated(name, bytes);
            item.descriptor = i == 5;
            item.flags = ZipLayout.FLAG_UTF8;
            zip.add(item);
            contents.put(name, bytes);
        }
        return zip;
    }

    /** Reads what can be read; returns how many entries could. */
    private int read(List<byte[]> parts, String what) throws IOException {
        int sound = 0;
        try (ZipArchive archive = ZipArchive.of(Path.of("a.zip"), new MemoryParts(parts));
                ZipReader reader = archive.reader()) {
            for (ArchiveEntry entry : archive.entries()) {
                byte[] bytes;
                try {
                    bytes = reader.read(entry).toArray(ValueLayout.JAVA_BYTE);
                } catch (CorruptDataException found) {
                    continue;
                }
                if (!entry.isFolder() && !Arrays.equals(bytes, contents.get(entry.name()))) {
                    throw new AssertionError("other bytes than were packed: " + what + ", entry=" + entry);
                }
                sound++;
            }
        } catch (CorruptDataException found) {
            return sound;
        }
        return sound;
    }

    /** The parts with one that is changed. */
    private static List<byte[]> with(List<byte[]> parts, int part, byte[] changed) {
        List<byte[]> all = new ArrayList<>(parts);
        all.set(part, changed);
        return all;
    }

    private void damageEverywhere(List<byte[]> parts) throws IOException {
        assertThat(read(parts, "sound")).isEqualTo(contents.size());
        int flips = 0;
        int noticed = 0;
        for (int part = 0; part < parts.size(); part++) {
            byte[] bytes = parts.get(part);
            for (int at = 0; at < bytes.length; at++) {
                for (int bit = 0; bit < 8; bit += parts.size() > 1 ? 3 : 1) {
                    byte[] damaged = bytes.clone();
                    damaged[at] ^= (byte) (1 << bit);
                    flips++;
                    String what = "part=" + part + ", byte=" + at + ", bit=" + bit;
                    noticed += read(with(parts, part, damaged), what) < contents.size() ? 1 : 0;
                }
                String what = "part=" + part + ", length=" + at;
                assertThat(read(with(parts, part, Arrays.copyOf(bytes, at)), what))
                        .as(what)
                        .isLessThan(contents.size() + 1);
            }
        }
        // What is not noticed changes times, versions and other numbers that no byte of an entry depends on.
        assertThat(noticed).isGreaterThan(flips / 2);
    }

    @Test
    void oneFile() throws IOException {
        damageEverywhere(List.of(zip().bytes()));
        damageEverywhere(List.of(zip().zip64().bytes()));
        damageEverywhere(List.of(zip().comment("note").bytes()));
    }

    @Test
    void everyPart() throws IOException {
        List<byte[]> parts = zip().split(120);
        assertThat(parts).hasSizeGreaterThan(4);
        damageEverywhere(parts);
    }

    @Test
    void joinedParts() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        zip().split(120).forEach(all::writeBytes);
        damageEverywhere(List.of(all.toByteArray()));
    }

    @Test
    void bytesAtRandom() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] sound = zip().bytes();
        for (int round = 0; round < 5000; round++) {
            byte[] damaged = sound.clone();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                // Most in the directory, which begins at about the middle.
                damaged[random.nextInt(damaged.length / 3, damaged.length)] = (byte) random.nextInt(256);
            }
            assertThat(read(List.of(damaged), "seed=" + seed + ", round=" + round))
                    .isLessThan(contents.size() + 1);
        }
    }
}
