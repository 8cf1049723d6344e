package io.cameo.convert.coco;

import io.cameo.convert.PackReport;
import io.cameo.convert.Turns;
import io.cameo.nativelib.PageCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rates of {@code coco encode --to rec} from files that no cache holds, beside loops that read the image files, write them
 * into one file for each thread and force it. In turns within one process; before each turn every file is dropped from the
 * page cache.
 *
 * <p>Arguments: annotation file, folder of its images, folder to write into, rounds (default 3).
 */
public final class CocoColdRates {
    private final List<Path> inputs = new ArrayList<>();
    private final List<Path> images;
    private final Path annotations;
    private final Path folder;
    private final Path target;

    private CocoColdRates(Path annotations, Path folder, Path target) throws IOException {
        this.annotations = annotations;
        this.folder = folder;
        this.target = target;
        try (Stream<Path> files = Files.list(folder)) {
            images = files.sorted().toList();
        }
        inputs.add(annotations);
        inputs.addAll(images);
    }

    public static void main(String[] args) throws IOException {
        CocoColdRates rates = new CocoColdRates(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
        new Turns(rates.images.size(), args.length > 3 ? Integer.parseInt(args[3]) : 3)
                .before(rates::drop)
                .bound("read, write, force, 1 thread", () -> rates.copy(1))
                .add("encode --to rec, 1 worker", () -> rates.encode(1))
                .bound("read, write, force, 2 threads", () -> rates.copy(2))
                .add("encode --to rec, 2 workers", () -> rates.encode(2))
                .run();
    }

    private void drop() {
        for (Path input : inputs) {
            try (PageCache cache = PageCache.of(input)) {
                if (!cache.drop(0, Long.MAX_VALUE)) {
                    throw new IllegalStateException("a file cannot be dropped: file=" + input);
                }
            }
        }
    }

    private void encode(int workers) throws IOException {
        Path rec = target.resolve("rates.rec");
        PackReport report = CocoEncode.from(annotations, folder)
                .workers(workers)
                .noErrorLimit()
                .writeTo(rec);
        if (report.packed() != images.size()) {
            throw new IllegalStateException("not all encoded: " + report);
        }
        Files.delete(rec);
    }

    private void copy(int threads) throws IOException {
        List<Thread> all = new ArrayList<>();
        for (int part = 0; part < threads; part++) {
            List<Path> own = images.subList(images.size() * part / threads, images.size() * (part + 1) / threads);
            Path out = target.resolve("copy" + part + ".bin");
            all.add(Thread.ofPlatform().start(() -> copy(own, out)));
        }
        for (Thread thread : all) {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        for (int part = 0; part < threads; part++) {
            Files.delete(target.resolve("copy" + part + ".bin")); // fails where a thread did
        }
    }

    private static void copy(List<Path> files, Path target) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 << 20);
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (Path file : files) {
                try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
                    buffer.clear();
                    while (in.read(buffer) > 0) {
                        // to the end
                    }
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            out.force(true);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
