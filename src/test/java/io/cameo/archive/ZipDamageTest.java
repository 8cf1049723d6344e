package io.cameo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.bytes.CorruptDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is changed in an archive, or cut off: nothing that is read differs from what was packed under that name. */
class ZipDamageTest {
    @TempDir
    private Path temp;

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
    private int read(Path path, String what) throws IOException {
        int sound = 0;
        try (ZipArchive archive = ZipArchive.open(path);
                ZipReader reader = archive.reader()) {
            for (ArchiveEntry entry : archive.entries()) {
                byte[] bytes;
                try {
                    bytes = reader.read(entry).toArray(ValueLayout.JAVA_BYTE);
                } catch (CorruptDataException found) {
                    continue;
                }
                if (!entry.isFolder()) {
                    assertThat(contents.get(entry.name()))
                            .as("%s, entry=%s", what, entry)
                            .isEqualTo(bytes);
                    sound++;
                }
            }
        } catch (CorruptDataException found) {
            return sound;
        }
        return sound;
    }

    private void flipEverywhere(Path changed, Path opened) throws IOException {
        byte[] bytes = Files.readAllBytes(changed);
        int lost = 0;
        for (int at = 0; at < bytes.length; at++) {
            for (int bit : new int[] {1 << (at % 8), 1 << (at * 3 + 5 & 7)}) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= (byte) bit;
                Files.write(changed, damaged);
                lost += read(opened, "file=" + changed + ", byte=" + at + ", bit=" + bit) < contents.size() ? 1 : 0;
            }
        }
        Files.write(changed, bytes);
        assertThat(lost).isGreaterThan(bytes.length);
    }

    private void cutEverywhere(Path changed, Path opened) throws IOException {
        byte[] bytes = Files.readAllBytes(changed);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(changed, Arrays.copyOf(bytes, length));
            int sound = read(opened, "file=" + changed + ", length=" + length);
            assertThat(sound).as("length=%d", length).isLessThanOrEqualTo(contents.size());
        }
        Files.write(changed, bytes);
    }

    @Test
    void oneFile() throws IOException {
        for (byte[] bytes : List.of(
                zip().bytes(), zip().zip64().bytes(), zip().comment("note").bytes())) {
            Path file = Files.write(temp.resolve("a.zip"), bytes);
            assertThat(read(file, "sound")).isEqualTo(contents.size());
            flipEverywhere(file, file);
            cutEverywhere(file, file);
        }
    }

    @Test
    void everyPart() throws IOException {
        Path last = zip().writeSplit(temp, "s", 260);
        assertThat(read(last, "sound")).isEqualTo(contents.size());
        try (ZipArchive archive = ZipArchive.open(last)) {
            assertThat(archive.parts()).hasSizeGreaterThan(4);
            for (Path part : archive.parts()) {
                flipEverywhereOrUnused(part, last);
                cutEverywhere(part, last);
            }
        }
    }

    /** A short part may hold little that matters. */
    private void flipEverywhereOrUnused(Path part, Path last) throws IOException {
        byte[] bytes = Files.readAllBytes(part);
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << (at % 8));
            Files.write(part, damaged);
            assertThat(read(last, "part=" + part + ", byte=" + at)).isLessThanOrEqualTo(contents.size());
        }
        Files.write(part, bytes);
    }

    @Test
    void joinedParts() throws IOException {
        var parts = zip().split(260);
        var all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        Path file = Files.write(temp.resolve("joined.zip"), all.toByteArray());
        assertThat(read(file, "sound")).isEqualTo(contents.size());
        flipEverywhere(file, file);
        cutEverywhere(file, file);
    }

    @Test
    void bytesAtRandom() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] sound = zip().bytes();
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = sound.clone();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                // Most in the directory, which begins at about the middle.
                int at = random.nextInt(damaged.length / 3, damaged.length);
                damaged[at] = (byte) random.nextInt(256);
            }
            Path file = Files.write(temp.resolve("r.zip"), damaged);
            assertThat(read(file, "seed=" + seed + ", round=" + round)).isLessThanOrEqualTo(contents.size());
        }
    }
}
