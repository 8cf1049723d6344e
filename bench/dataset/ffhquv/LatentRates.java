package io.cameo.dataset.ffhquv;

import com.sun.management.ThreadMXBean;
import io.cameo.bytes.LittleEndian;
import io.cameo.convert.Turns;
import io.cameo.torch.TorchFile;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Inverted latents as {@code latents.zip} has them, 37.6 KB each: out of a zip whose entries are stored, and out of one whose
 * entries are deflated, in one thread. The bound is a copy of the same bytes with their CRC-32, which is what the zip alone
 * asks for.
 *
 * <p>Arguments: latents (default 4,000) and rounds (default 15).
 */
public final class LatentRates {
    private static final int FILES = 256;

    private LatentRates() {}

    public static void main(String[] args) throws IOException {
        int latents = args.length > 0 ? Integer.parseInt(args[0]) : 4_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 15;
        Path folder = Files.createTempDirectory("cameo-latents");
        Path stored = folder.resolve("stored.zip");
        Path deflated = folder.resolve("deflated.zip");
        try {
            byte[][] files = files();
            write(stored, files, latents, false);
            write(deflated, files, latents / 10, true);
            System.out.printf(
                    Locale.ROOT,
                    "%,d latents of %,d bytes: %.0f MB, deflated %.0f MB for a tenth of them%n",
                    latents,
                    files[0].length,
                    Files.size(stored) / 1e6,
                    Files.size(deflated) / 1e6);
            try (UvTree tree = UvTree.open(List.of(stored));
                    UvReader reader = tree.reader();
                    UvTree packed = UvTree.open(List.of(deflated));
                    UvReader inflating = packed.reader()) {
                allocated(tree, reader);
                measure(files, tree, reader, latents, rounds);
                Turns turns = new Turns(latents / 10, rounds);
                turns.bound("inflated", () -> readAll(packed, inflating));
                turns.add("inflated and read into arrays", () -> parseAll(packed, inflating));
                turns.run();
            }
        } finally {
            Files.deleteIfExists(stored);
            Files.deleteIfExists(deflated);
            Files.delete(folder);
        }
    }

    private static void measure(byte[][] files, UvTree tree, UvReader reader, int latents, int rounds)
            throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(files[0].length);
            MemorySegment source = arena.allocate((long) files[0].length * FILES);
            for (int i = 0; i < FILES; i++) {
                MemorySegment.copy(files[i], 0, source, LittleEndian.BYTE, (long) i * files[0].length, files[0].length);
            }
            Turns turns = new Turns(latents, rounds);
            turns.bound("copied and summed in memory", () -> copyAll(source, target, latents));
            turns.add("read from the stored zip", () -> readAll(tree, reader));
            turns.add("read from it into arrays", () -> parseAll(tree, reader));
            turns.add("opened in memory", () -> openAll(source, latents, files[0].length));
            turns.run();
        }
    }

    private static byte[][] files() {
        Random random = new Random(9);
        byte[][] files = new byte[FILES][];
        for (int i = 0; i < FILES; i++) {
            float[] w = new float[FaceLatent.LENGTH];
            for (int j = 0; j < w.length; j++) {
                w[j] = (float) random.nextGaussian();
            }
            files[i] = new FaceLatent(w, null).toPt();
        }
        return files;
    }

    private static void write(Path zip, byte[][] files, int latents, boolean deflated) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (int i = 0; i < latents; i++) {
                byte[] bytes = files[i % FILES];
                ZipEntry entry = new ZipEntry(String.format(Locale.ROOT, "latents/%05d.pt", i));
                if (!deflated) {
                    CRC32 sum = new CRC32();
                    sum.update(bytes);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(bytes.length);
                    entry.setCrc(sum.getValue());
                }
                out.putNextEntry(entry);
                out.write(bytes);
                out.closeEntry();
            }
        }
    }

    private static void copyAll(MemorySegment source, MemorySegment target, int latents) {
        CRC32 sum = new CRC32();
        long size = target.byteSize();
        ByteBuffer buffer = target.asByteBuffer();
        for (int i = 0; i < latents; i++) {
            MemorySegment.copy(source, i % FILES * size, target, 0, size);
            sum.reset();
            sum.update(buffer.clear());
            require(sum.getValue() != 0);
        }
    }

    private static void readAll(UvTree tree, UvReader reader) throws IOException {
        for (UvSample sample : tree.samples(UvSet.PROJECT)) {
            require(reader.read(file(sample)).byteSize() > 0);
        }
    }

    private static void parseAll(UvTree tree, UvReader reader) throws IOException {
        float[] w = new float[FaceLatent.LENGTH];
        float[] condition = new float[FaceLatent.CONDITION_LENGTH];
        for (UvSample sample : tree.samples(UvSet.PROJECT)) {
            UvFile file = file(sample);
            FaceLatent.readInto(file.root(), reader.read(file), w, 0, condition, 0);
            require(w[FaceLatent.LENGTH - 1] != 0);
        }
    }

    private static void openAll(MemorySegment source, int latents, long size) {
        Path name = Path.of("latent.pt");
        for (int i = 0; i < latents; i++) {
            require(TorchFile.of(name, source.asSlice(i % FILES * size, size))
                            .tensor()
                            .values()
                    > 0);
        }
    }

    private static UvFile file(UvSample sample) {
        return Objects.requireNonNull(sample.file(UvPart.LATENT));
    }

    /** After some rounds of warming up. */
    private static void allocated(UvTree tree, UvReader reader) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            parseAll(tree, reader);
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }
        System.out.printf(
                Locale.ROOT,
                "garbage: %,d bytes for each latent%n",
                bytes / tree.samples(UvSet.PROJECT).size());
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("a latent was not read");
        }
    }
}
