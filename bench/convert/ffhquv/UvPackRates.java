package io.cameo.convert.ffhquv;

import io.cameo.convert.PackedImage;
import io.cameo.convert.PlainFiles;
import io.cameo.convert.Turns;
import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.FfhqIndex;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packing FFHQ-UV beside copying the entries of its archives into one file that is brought to disk, with as many threads, in
 * turns within one process; and unpacking it. Items are samples: a map of 1024x1024 and 1.1 MB, and three latents of 38 KB.
 *
 * <p>Arguments: samples (default 2,000), rounds (default 5), {@code stored} (default) or {@code deflated} for the archives'
 * entries, and a folder to work in, where what was made before is taken again.
 */
public final class UvPackRates {
    private static final int SIZE_PX = 1024;
    private static final int DISTINCT = 16;
    private static final int SHARD = 1000;
    private static final long FORCE_BYTES = 16L << 20;
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    private final Path folder;
    private final UvTree tree;
    private final int samples;

    private UvPackRates(Path folder, UvTree tree) {
        this.folder = folder;
        this.tree = tree;
        samples = tree.samples(UvSet.FFHQ_UV).size();
    }

    public static void main(String[] args) throws IOException {
        int samples = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        boolean deflated = args.length > 2 && args[2].equals("deflated");
        Path folder = args.length > 3 ? Path.of(args[3]) : Files.createTempDirectory("cameo-uv-rates");
        Path release = folder.resolve(args.length > 2 ? args[2] : "stored");
        if (Files.notExists(release)) {
            draw(release.resolve("dataset/ffhq-uv"), samples, deflated);
        }
        try (UvTree tree = UvTree.open(List.of(release))) {
            UvPackRates rates = new UvPackRates(folder, tree);
            long bytes = tree.samples(UvSet.FFHQ_UV).stream()
                    .flatMap(sample -> sample.parts().values().stream())
                    .mapToLong(UvFile::sizeBytes)
                    .sum();
            System.out.printf(
                    Locale.ROOT,
                    "%n%,d samples, %,.0f bytes each, %d workers%n",
                    samples,
                    (double) bytes / samples,
                    WORKERS);
            new Turns(rates.samples, rounds)
                    .before(rates::readAhead)
                    .bound("copy entries into one file, all cores", () -> rates.copy(WORKERS))
                    .add("uv pack", () -> rates.pack(WORKERS, false))
                    .add("uv pack --latents pt", () -> rates.pack(WORKERS, true))
                    .run();
        }
        if (args.length < 4) {
            PlainFiles.delete(folder);
        }
    }

    private static void draw(Path set, int samples, boolean deflated) throws IOException {
        List<byte[]> maps = new ArrayList<>();
        List<byte[]> latents = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, SIZE_PX, SIZE_PX, PixelFormat.BGR8);
            for (int i = 0; i < DISTINCT; i++) {
                drawMap(image.pixels(), random, i);
                maps.add(codec.encode(image, Encoding.PNG, 6).toArray(ValueLayout.JAVA_BYTE));
                float[] w = new float[FaceLatent.LENGTH];
                for (int v = 0; v < w.length; v++) {
                    w[v] = (float) random.nextGaussian();
                }
                latents.add(new FaceLatent(w, new float[FaceLatent.CONDITION_LENGTH]).toPt());
            }
        }
        List<UvMetaEntry> entries = new ArrayList<>();
        for (int shard = 0; shard * SHARD < samples; shard++) {
            String name = String.format(Locale.ROOT, "%03d", shard);
            try (ZipOutputStream mapZip = zip(set.resolve("uv-maps/" + name + ".zip"));
                    ZipOutputStream latentZip = zip(set.resolve("face-latents/" + name + ".zip"))) {
                for (int i = shard * SHARD; i < Math.min(samples, (shard + 1) * SHARD); i++) {
                    String id = String.format(Locale.ROOT, "%06d", i);
                    put(mapZip, name + "/" + id + ".png", maps.get(i % DISTINCT), deflated);
                    int next = i;
                    for (FaceView view : FaceView.values()) {
                        String file = name + "/" + id + "/" + id + "_" + view.word() + "_latent.pt";
                        put(latentZip, file, latents.get(next++ % DISTINCT), deflated);
                    }
                    entries.add(new UvMetaEntry(
                            id, 20.0 + i % 50, 0.1, i % 2, new FfhqIndex(FfhqIndex.Form.NUMBER, Integer.toString(i))));
                }
            }
        }
        Files.write(set.resolve("meta-info.json"), UvMeta.of(entries).toJson());
    }

    /** Smooth, with noise in the lowest bits of most of it, as a texture is. */
    private static void drawMap(MemorySegment pixels, SplittableRandom random, int seed) {
        for (int y = 0; y < SIZE_PX; y++) {
            for (int x = 0; x < SIZE_PX; x++) {
                int light = 90 + (int) (40 * Math.sin((x + 37 * seed) / 90.0) + 40 * Math.cos(y / 130.0));
                int noise = random.nextInt(3);
                for (int c = 0; c < 3; c++) {
                    pixels.set(ValueLayout.JAVA_BYTE, 3L * (y * SIZE_PX + x) + c, (byte)
                            (light + 20 * c + noise + random.nextInt(3)));
                }
            }
        }
    }

    private static ZipOutputStream zip(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
        zip.setLevel(Deflater.BEST_SPEED);
        return zip;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes, boolean deflated) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        if (!deflated) {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private void pack(int workers, boolean keepPt) throws IOException {
        UvPackReport report = UvPack.from(tree).workers(workers).keepPt(keepPt).writeTo(folder.resolve("rates.rec"));
        if (!report.isSound() || report.records().packed() != samples) {
            throw new IllegalStateException("not all packed: " + report);
        }
    }

    /** What no packing can do without: each entry read from its archive, all of it written, and brought to disk. */
    private void copy(int workers) throws IOException {
        Path file = folder.resolve("copy.bin.partial");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            Iterator<UvSample> source = tree.samples(UvSet.FFHQ_UV).iterator();
            Pipeline<UvSample, UvReader, PackedImage> pipeline = Pipeline.<UvSample, UvReader, PackedImage>builder(
                            "copy", tree::reader, PackedImage::new, UvPackRates::read)
                    .workers(workers)
                    .window(64)
                    .byteLimit(256L << 20, PackedImage::weightBytes)
                    .build();
            pipeline.run(() -> source.hasNext() ? source.next() : null, new Writing(channel));
            channel.force(true);
        }
        Files.move(
                file, folder.resolve("copy.bin"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Brings the archives into memory, so that each turn finds them there. */
    private void readAhead() throws IOException {
        System.gc();
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        try (Stream<Path> all = Files.walk(tree.roots().getFirst())) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                    while (channel.read(buffer.clear()) > 0) {
                        // to the end
                    }
                }
            }
        }
    }

    private static void read(UvSample sample, UvReader reader, PackedImage out) {
        long bytes =
                sample.parts().values().stream().mapToLong(UvFile::sizeBytes).sum();
        MemorySegment buffer = out.buffer(bytes);
        long at = 0;
        for (UvFile file : sample.parts().values()) {
            try {
                MemorySegment entry = reader.read(file);
                MemorySegment.copy(entry, 0, buffer, at, entry.byteSize());
                at += entry.byteSize();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        out.setLength(at);
    }

    /** Writes and forces as packing does. */
    private static final class Writing implements Sink<UvSample, PackedImage> {
        private final FileChannel channel;
        private long sinceForce;

        Writing(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void accept(long sequence, UvSample sample, PackedImage out) throws IOException {
            ByteBuffer bytes = out.payload().asByteBuffer();
            sinceForce += bytes.remaining();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (sinceForce >= FORCE_BYTES) {
                channel.force(false);
                sinceForce = 0;
            }
        }

        @Override
        public void rejected(long sequence, UvSample sample, String reason) throws IOException {
            throw new IOException("entry cannot be read: id=" + sample.id() + ", reason=" + reason);
        }
    }
}
