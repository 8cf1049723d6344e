package io.cameo.convert;

import io.cameo.record.IrHeader;
import io.cameo.record.Record;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Goldens, and damaged ones with the indexes of their sound originals, in a folder of a test. */
final class DamagedGolden {
    private static final Path DIRECTORY = Path.of("testdata/record");

    private DamagedGolden() {}

    /** A golden and its {@code .idx}. */
    static Path copy(String name, Path folder) throws IOException {
        String last = Path.of(name).getFileName().toString();
        Files.copy(DIRECTORY.resolve(name + ".idx"), folder.resolve(last + ".idx"));
        return Files.copy(DIRECTORY.resolve(name + ".rec"), folder.resolve(last + ".rec"));
    }

    /** A golden of {@code corrupt/} beside the {@code .idx}, and the {@code .cix} if wanted, of {@code parts.rec}. */
    static Path beside(String name, boolean withCix, Path folder) throws IOException {
        Path rec = folder.resolve(name + ".rec");
        Files.copy(DIRECTORY.resolve("parts.idx"), folder.resolve(name + ".idx"));
        Files.copy(DIRECTORY.resolve("parts.rec"), rec);
        if (withCix) {
            IndexRebuild.of(rec).run();
        }
        return Files.copy(DIRECTORY.resolve("corrupt/" + name + ".rec"), rec, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What stands beside a record file under the same name. */
    static Path beside(Path rec, String extension) {
        return rec.resolveSibling(rec.getFileName().toString().replace(".rec", extension));
    }

    /** The same records, of which one has lost the last third of its image. */
    static void withCutImage(Path source, Path target, int cutPosition) throws IOException {
        try (RecordFile file = RecordFile.open(source);
                RecordWriter writer = RecordWriter.create(target)) {
            for (int i = 0; i < file.size(); i++) {
                Record record = file.at(i);
                IrHeader header = record.header();
                MemorySegment image = record.payload();
                writer.write(
                        record.key(), header, i == cutPosition ? image.asSlice(0, image.byteSize() * 2 / 3) : image);
            }
            writer.commit();
        }
    }
}
