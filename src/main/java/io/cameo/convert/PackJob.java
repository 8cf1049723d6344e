package io.cameo.convert;

import io.cameo.bytes.Checksum;
import io.cameo.lst.BadLine;
import io.cameo.lst.LstDialect;
import io.cameo.lst.LstEntry;
import io.cameo.lst.LstLine;
import io.cameo.lst.LstReader;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One packing run: the lines of a list into records. */
final class PackJob extends RecordJob<LstLine, PackStage.Scratch> {
    private final Path list;
    private final ImageRoot images;
    private final LstDialect dialect;
    private final int part;
    private final int parts;
    private final PackStage.Options options;

    PackJob(Path list, ImageRoot images, Path rec, LstDialect dialect, int part, int parts, PackStage.Options options) {
        super(rec, "pack");
        this.list = list;
        this.images = images;
        this.dialect = dialect;
        this.part = part;
        this.parts = parts;
        this.options = options;
    }

    @Override
    protected Map<String, String> describe() throws IOException {
        Map<String, String> job = new LinkedHashMap<>();
        job.put("list", list.toAbsolutePath().normalize().toString());
        job.put("list_bytes", Long.toString(Files.size(list)));
        job.put("list_crc32c", Integer.toHexString(Checksum.crc32c(list)));
        job.put("root", images.path().toAbsolutePath().normalize().toString());
        job.put("part", part + "/" + parts);
        job.put("label_width", Integer.toString(dialect.labelWidth()));
        job.put("color", options.color().name());
        job.put("encoding", options.encoding().extension());
        job.put("quality", Integer.toString(options.quality()));
        job.put("pass_through", Boolean.toString(options.passThrough()));
        job.put("pack_labels", Boolean.toString(options.packLabels()));
        job.put("transforms", options.transforms().toString());
        return job;
    }

    @Override
    protected Items<LstLine> open(long itemsDone) throws IOException {
        LstReader lines = parts == 1 ? LstReader.open(list, dialect) : LstReader.openPart(list, dialect, part, parts);
        try {
            for (long skip = itemsDone; skip > 0; skip--) {
                if (lines.next() == null) {
                    throw new IOException("journal says more lines than the list has: list=" + list);
                }
            }
            return new Lines(lines);
        } catch (Throwable failure) {
            lines.close();
            throw failure;
        }
    }

    private record Lines(LstReader lines) implements Items<LstLine> {
        @Override
        public @Nullable LstLine next() throws IOException {
            return lines.next();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Override
    protected long total(long itemsDone) throws IOException {
        return parts == 1 ? Math.max(0, LstReader.countLines(list) - itemsDone) : Progress.UNKNOWN;
    }

    @Override
    protected @Nullable Path fileOf(LstLine line) {
        return line instanceof LstEntry entry ? images.fileOf(entry.path()) : null;
    }

    @Override
    protected PackStage.Scratch scratch() {
        return new PackStage.Scratch(options, images);
    }

    @Override
    protected Stage<LstLine, PackStage.Scratch, PackedImage> stage() {
        return new PackStage(options);
    }

    @Override
    protected long key(LstLine line) {
        return ((LstEntry) line).index();
    }

    @Override
    protected RunOutput.Named nameOf(LstLine line) {
        return switch (line) {
            case LstEntry entry -> new RunOutput.Named(Long.toString(entry.index()), entry.path());
            case BadLine bad -> new RunOutput.Named("", bad.file() + ":" + bad.lineNumber());
        };
    }
}
