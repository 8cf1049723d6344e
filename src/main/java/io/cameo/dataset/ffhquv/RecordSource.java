package io.cameo.dataset.ffhquv;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.bundle.Bundle;
import io.cameo.bytes.CorruptDataException;
import io.cameo.image.Encoding;
import io.cameo.image.ImageCodec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records in place of the release that they were packed from. A map of which only what differs from its template was kept is encoded anew,
 * with the same pixels.
 */
final class RecordSource implements UvSource {
    private static final int FAST = 1;

    private final UvRecords records;
    private final List<TreeFile> files = new ArrayList<>();
    private final List<FileTree.Problem> problems = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, byte[]> metas = new HashMap<>();

    /** Where a file stands. */
    private record Place(int position, UvPart part) {}

    private RecordSource(UvRecords records) {
        this.records = records;
    }

    static RecordSource list(Path rec) throws IOException {
        RecordSource source = new RecordSource(UvRecords.open(rec));
        try {
            source.list();
            return source;
        } catch (Throwable failure) {
            source.close();
            throw failure;
        }
    }

    /** A record that cannot be read must not hide the others. */
    private void list() {
        Map<UvSet, List<UvMetaEntry>> entries = new EnumMap<>(UvSet.class);
        try (UvRecords.Reader reader = records.reader()) {
            for (int position = 0; position < records.size(); position++) {
                try {
                    add(reader.at(position), position, entries);
                } catch (CorruptDataException damaged) {
                    problems.add(new FileTree.Problem("record " + position, damaged.reason()));
                }
            }
            if (places.isEmpty() && !problems.isEmpty()) {
                throw new CorruptDataException(
                        records.file().path(),
                        0,
                        "holds no samples of FFHQ-UV: " + problems.getFirst().reason());
            }
            for (Map.Entry<UvSet, List<UvMetaEntry>> each : entries.entrySet()) {
                addMeta(
                        UvLayout.metaName(each.getKey()),
                        UvMeta.of(each.getValue()).toJson());
            }
        }
    }

    private void add(UvRecord record, int position, Map<UvSet, List<UvMetaEntry>> entries) {
        UvNames names = record.names();
        for (UvPart part : UvPart.values()) {
            if (record.has(part)) {
                String name = names.fileName(part);
                long bytes = part == UvPart.MAP ? record.mapBytes() : fileBytes(record.bundle(), part);
                if (places.putIfAbsent(name, new Place(position, part)) == null) {
                    files.add(new TreeFile(name, bytes));
                }
            }
        }
        UvMetaEntry meta = names.meta();
        if (meta != null) {
            entries.computeIfAbsent(names.set(), _ -> new ArrayList<>()).add(meta);
        }
    }

    private static long fileBytes(Bundle bundle, UvPart part) {
        int whole = bundle.find(UvRecordParts.FILE + part.word());
        if (whole >= 0) {
            return bundle.bytes(whole);
        }
        long values = bundle.bytes(bundle.require(UvRecordParts.LATENT + part.word()));
        return values + bundle.bytes(bundle.require(UvRecordParts.PT + part.word())) - Integer.BYTES;
    }

    private void addMeta(String name, byte[] json) {
        metas.put(name, json);
        files.add(new TreeFile(name, json.length));
    }

    @Override
    public Path path() {
        return records.file().path();
    }

    @Override
    public List<TreeFile> files() {
        return files;
    }

    @Override
    public List<FileTree.Problem> problems() {
        return problems;
    }

    @Override
    public boolean isClosed() {
        return true;
    }

    @Override
    public Reader reader() {
        return new Files();
    }

    @Override
    public void close() {
        records.close();
    }

    private final class Files implements Reader {
        private final UvRecords.Reader reader = records.reader();
        private final ImageCodec codec = ImageCodec.create();

        @Override
        public MemorySegment read(TreeFile file) throws IOException {
            byte[] meta = metas.get(file.name());
            if (meta != null) {
                return MemorySegment.ofArray(meta);
            }
            Place place = places.get(file.name());
            if (place == null) {
                throw new NoSuchFileException(path() + "/" + file.name());
            }
            UvRecord record = reader.at(place.position());
            MemorySegment bytes = record.file(place.part());
            return bytes == null ? codec.encode(record.map(), Encoding.PNG, FAST) : bytes;
        }

        @Override
        public void close() {
            codec.close();
            reader.close();
        }
    }
}
