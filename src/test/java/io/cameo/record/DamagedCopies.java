package io.cameo.record;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** A record file of random records, of which every byte is known: what a damaged copy must still give. */
final class DamagedCopies {
    private static final byte[] MAGIC = {0x0a, 0x23, (byte) 0xd7, (byte) 0xce};

    final Path rec;
    final byte[] bytes;
    final List<byte[]> contents = new ArrayList<>();
    final long[] begins;

    /** Records of 0 to {@code longest} bytes, a third of them with magic words in their content, aligned or not. */
    DamagedCopies(Path rec, int records, int longest, SplittableRandom random) throws IOException {
        this.rec = rec;
        begins = new long[records + 1];
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < records; i++) {
                byte[] content = content(longest, random);
                contents.add(content);
                begins[i] = writer.write(i, MemorySegment.ofArray(content));
            }
            begins[records] = writer.sizeBytes();
            writer.commit();
        }
        bytes = Files.readAllBytes(rec);
    }

    private static byte[] content(int longest, SplittableRandom random) {
        byte[] content = new byte[random.nextInt(10) == 0 ? random.nextInt(8) : random.nextInt(longest + 1)];
        random.nextBytes(content);
        for (int i = random.nextInt(9) - 5; i > 0 && content.length >= 4; i--) {
            System.arraycopy(MAGIC, 0, content, random.nextInt(content.length - 3), 4);
        }
        return content;
    }

    int size() {
        return contents.size();
    }

    /** Which records differ in bytes of the same size. */
    BitSet hitIn(byte[] damaged) {
        BitSet hit = new BitSet();
        for (int i = 0; i < bytes.length; i++) {
            if (damaged[i] != bytes[i]) {
                hit.set(recordAt(i));
            }
        }
        return hit;
    }

    /** Which record a byte belongs to. */
    int recordAt(long offset) {
        int low = 0;
        int high = size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (begins[middle] <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
