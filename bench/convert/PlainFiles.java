package io.cameo.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** The files that rates are measured on: {@code 0.jpg} and so on in one folder. */
public final class PlainFiles {
    private PlainFiles() {}

    /** Opens, reads and closes each: what no packing can be faster than. */
    public static void readAll(Path folder, int files) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        long bytes = 0;
        for (int i = 0; i < files; i++) {
            try (FileChannel channel = FileChannel.open(folder.resolve(i + ".jpg"), StandardOpenOption.READ)) {
                buffer.clear();
                while (channel.read(buffer) > 0) {
                    // to the end
                }
                bytes += buffer.position();
            }
        }
        if (bytes < files) {
            throw new IllegalStateException("files are empty: bytes=" + bytes);
        }
    }

    /** Deletes a folder and all in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
