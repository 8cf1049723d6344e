package io.cameo.record;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;

/** Record files drawn from a seed: scalar and vector labels, empty payloads, magic words at and off multiples of four. */
final class SeededRecords {
    private static final byte[] MAGIC = {0x0a, 0x23, (byte) 0xd7, (byte) 0xce};
    private static final int LABELS = 7;

    private SeededRecords() {}

    /** One record as a test sees it: its key as text and everything between head and padding. */
    record Seen(String key, String content) {
        static Seen of(Record record) {
            return new Seen(record.keyText(), java.util.HexFormat.of().formatHex(Golden.bytes(record.content())));
        }
    }

    /** Writes records with keys 0, 1, ... and ids equal to the keys. */
    static Path write(Path rec, long seed, int records) throws IOException {
        return write(rec, seed, records, rank -> rank);
    }

    /** Writes records with given keys, and ids equal to them. */
    static Path write(Path rec, long seed, int records, IntToLongFunction keys) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int rank = 0; rank < records; rank++) {
                long key = keys.applyAsLong(rank);
                writer.write(key, header(random, key), MemorySegment.ofArray(payload(random)));
            }
            writer.commit();
        }
        return rec;
    }

    /** Writes records whose keys are text. */
    static Path writeText(Path rec, long seed, int records) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int rank = 0; rank < records; rank++) {
                writer.write("kéy/" + rank * 7 % records, MemorySegment.ofArray(payload(random)));
            }
            writer.commit();
        }
        return rec;
    }

    static IrHeader header(SplittableRandom random, long id) {
        float label = random.nextInt(LABELS);
        return switch (random.nextInt(4)) {
            case 0 -> IrHeader.vector(new float[] {label, random.nextFloat(), 1}, id);
            case 1 -> IrHeader.vectorWithFirst(new float[] {label, 5}, id).withId2(random.nextInt(2));
            default -> IrHeader.scalar(label, id);
        };
    }

    static byte[] payload(SplittableRandom random) {
        byte[] payload = new byte[random.nextInt(30) == 0 ? random.nextInt(20_000) : random.nextInt(200)];
        random.nextBytes(payload);
        for (int i = random.nextInt(4); i > 0 && payload.length >= 4; i--) {
            System.arraycopy(MAGIC, 0, payload, random.nextInt(payload.length - 3), 4);
        }
        return payload;
    }

    /** All records in file order, with the keys of the index beside the file; the {@code .cix} must be there and fit. */
    static List<Seen> read(Path rec) throws IOException {
        List<Seen> seen = new ArrayList<>();
        try (RecordFile file = RecordFile.open(rec)) {
            if (file.cix() == null) {
                throw new AssertionError("no cix that fits: file=" + rec);
            }
            for (int i = 0; i < file.size(); i++) {
                seen.add(Seen.of(file.at(i)));
            }
        }
        assertIndexesAgree(rec);
        return seen;
    }

    /** Frames, {@code .idx}, {@code .cix} and its checksums say the same, and nothing else lies in the file. */
    static void assertIndexesAgree(Path rec) throws IOException {
        try (RecordFile indexed = RecordFile.open(rec, RecordIndex.read(RecordIndex.besides(rec)));
                CixFile cix = CixFile.open(CixFile.besides(rec))) {
            require(cix.belongsTo(indexed.segment()), "cix belongs to the file", rec);
            require(cix.bodyIsSound(), "cix is sound", rec);
            require(cix.records() == indexed.size(), "idx and cix have as many records", rec);
            RecordReader reader = indexed.reader();
            RecordView view = new RecordView();
            int rank = 0;
            for (; reader.next(view); rank++) {
                require(cix.offset(rank) == view.offsetBytes(), "cix offset", rec);
                require(indexed.index().offset(rank) == view.offsetBytes(), "idx offset", rec);
                require(cix.index().keyText(rank).equals(view.keyText()), "key", rec);
                require(cix.contentCrc(rank) == io.cameo.bytes.Checksum.crc32c(view.content()), "checksum", rec);
                require(cix.contentLength(rank) == view.contentLength(), "length", rec);
                float label = view.hasHeader() ? view.label(0) : Float.NaN;
                require(Float.compare(cix.label(rank), label) == 0, "label", rec);
            }
            require(rank == cix.records(), "number of records", rec);
        }
    }

    /** No trace of a run but the named files. */
    static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void require(boolean holds, String what, Path rec) {
        if (!holds) {
            throw new AssertionError("does not hold: " + what + ", file=" + rec);
        }
    }
}
