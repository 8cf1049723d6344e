package io.cameo.convert.coco;

import io.cameo.dataset.coco.CocoRecords;
import io.cameo.mask.PlaneFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

/** The synthetic images of the edge cases, as a record file. */
final class EdgeSamples {
    static final Path IMAGES = Path.of("testdata/convert/coco/edge");

    private EdgeSamples() {}

    /** The annotation file. */
    static Path annotations(Path folder) throws IOException {
        Path json = folder.resolve("edge.json");
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(Path.of("testdata/mask/annotations/edge.json.gz")))) {
            Files.copy(in, json);
        }
        return json;
    }

    /** {@code edge.rec} of it; one image has 64 persons. */
    static Path records(Path folder, Path json) throws IOException {
        Path rec = folder.resolve("edge.rec");
        CocoEncode.from(json, IMAGES).plane(PlaneFormat.COMPAT).noErrorLimit().writeTo(rec);
        return rec;
    }

    /** Changes a byte in the middle of a record. */
    static void damage(Path rec, int position) throws IOException {
        long begin;
        long end;
        try (CocoRecords records = CocoRecords.open(rec)) {
            begin = records.file().index().offset(position);
            end = records.file().index().offset(position + 1);
        }
        try (FileChannel channel = FileChannel.open(rec, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, (begin + end) / 2);
            one.put(0, (byte) (one.get(0) ^ 0x55)).flip();
            channel.write(one, (begin + end) / 2);
        }
    }
}
