package io.cameo.dataset.insightface;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.Checksum;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.MappedFile;
import io.cameo.record.CixFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A mapped {@code .ids}: which images of a record file belong to whom, with exact labels.
 *
 * <p>Opening checks the head and no more. What stands behind it is checked where it is used. Any number of threads may
 * read.
 */
final class IdsFile implements AutoCloseable {
    private static final long SLICE_BYTES = 1L << 30;

    private final MappedFile mapped;
    private final MemorySegment bytes;
    private final IdentityTable table;
    private final FaceLayout layout;

    private IdsFile(MappedFile mapped) {
        this.mapped = mapped;
        bytes = mapped.segment();
        table = checkedTable();
        FaceLayout known = FaceLayout.ofLetter(intAt(IdsLayout.LAYOUT_OFFSET));
        if (known == null) {
            throw corrupt(IdsLayout.LAYOUT_OFFSET, "ids layout is not known: actual=" + intAt(IdsLayout.LAYOUT_OFFSET));
        }
        layout = known;
    }

    /**
     * What the head says of a record file besides its images.
     *
     * @param records all records, those without image too
     * @param runs runs of equal labels
     */
    record Facts(FaceLayout layout, long records, long runs) {}

    /**
     * Maps an {@code .ids}.
     *
     * @throws CorruptDataException if its head is damaged or announces another size than the file has
     */
    static IdsFile open(Path ids) throws IOException {
        MappedFile mapped = MappedFile.open(ids);
        try {
            return new IdsFile(mapped);
        } catch (Throwable failure) {
            mapped.close();
            throw failure;
        }
    }

    /** The {@code .ids} of a record file: the same name with {@code .ids} for {@code .rec}. */
    static Path besides(Path rec) {
        return besides(rec, ".ids");
    }

    static Path besides(Path rec, String extension) {
        String name = rec.getFileName().toString();
        String stem = name.endsWith(".rec") ? name.substring(0, name.length() - 4) : name;
        return rec.resolveSibling(stem + extension);
    }

    /**
     * Whether it was made for a record file as it is now: size and ends are the same, and so is the {@code .cix}, whose head
     * sums up every record. Without one in use a change in the middle is not seen.
     *
     * @param cixInUse whether the {@code .cix} beside the record file fits it
     */
    boolean belongsTo(Path rec, boolean cixInUse) throws IOException {
        if (longAt(IdsLayout.REC_BYTES_OFFSET) != Files.size(rec) || intAt(IdsLayout.REC_ENDS_OFFSET) != endsOf(rec)) {
            return false;
        }
        return !cixInUse || intAt(IdsLayout.CIX_CRC_OFFSET) == cixCrc(rec);
    }

    Facts facts() {
        return new Facts(layout, longAt(IdsLayout.RECORDS_OFFSET), longAt(IdsLayout.RUNS_OFFSET));
    }

    IdentityTable table() {
        return table;
    }

    /** Whether the part behind the head is as it was written; reads all of it. */
    boolean bodyIsSound() {
        return Checksum.crc32c(bytes.asSlice(IdsLayout.HEAD_BYTES)) == intAt(IdsLayout.BODY_CRC_OFFSET);
    }

    @Override
    public void close() {
        mapped.close();
    }

    /**
     * Writes the {@code .ids} of a record file that is whole, replacing an older one.
     *
     * @param hasCix whether there is a {@code .cix} that fits it
     */
    static void write(Path rec, boolean hasCix, Facts facts, IdentityTable table) throws IOException {
        MemorySegment body = table.body();
        MemorySegment head = MemorySegment.ofArray(new byte[IdsLayout.HEAD_BYTES]);
        head.set(LittleEndian.LONG, IdsLayout.MAGIC_OFFSET, IdsLayout.MAGIC);
        head.set(LittleEndian.INT, IdsLayout.VERSION_OFFSET, IdsLayout.VERSION);
        head.set(LittleEndian.INT, IdsLayout.LAYOUT_OFFSET, facts.layout().letter());
        head.set(LittleEndian.LONG, IdsLayout.RECORDS_OFFSET, facts.records());
        head.set(LittleEndian.LONG, IdsLayout.IMAGES_OFFSET, table.images());
        head.set(LittleEndian.LONG, IdsLayout.IDENTITIES_OFFSET, table.identities());
        head.set(LittleEndian.LONG, IdsLayout.RUNS_OFFSET, facts.runs());
        head.set(LittleEndian.LONG, IdsLayout.REC_BYTES_OFFSET, Files.size(rec));
        head.set(LittleEndian.INT, IdsLayout.REC_ENDS_OFFSET, endsOf(rec));
        head.set(LittleEndian.INT, IdsLayout.CIX_CRC_OFFSET, hasCix ? cixCrc(rec) : 0);
        head.set(LittleEndian.LONG, IdsLayout.ORDER_COUNT_OFFSET, table.hasOrder() ? table.images() : 0);
        head.set(LittleEndian.INT, IdsLayout.BODY_CRC_OFFSET, Checksum.crc32c(body));
        int headCrc = Checksum.crc32c(head.asSlice(0, IdsLayout.HEAD_CRC_OFFSET));
        head.set(LittleEndian.INT, IdsLayout.HEAD_CRC_OFFSET, headCrc);
        try (AtomicFile out = AtomicFile.create(besides(rec))) {
            write(out.channel(), head);
            write(out.channel(), body);
            out.commit();
        }
    }

    private static void write(FileChannel channel, MemorySegment bytes) throws IOException {
        for (long at = 0; at < bytes.byteSize(); at += SLICE_BYTES) {
            ByteBuffer slice = bytes.asSlice(at, Math.min(SLICE_BYTES, bytes.byteSize() - at))
                    .asByteBuffer();
            while (slice.hasRemaining()) {
                channel.write(slice);
            }
        }
    }

    private static int endsOf(Path rec) throws IOException {
        try (FileChannel channel = FileChannel.open(rec, StandardOpenOption.READ)) {
            long size = channel.size();
            int length = (int) Math.min(size, IdsLayout.END_BYTES);
            ByteBuffer ends = ByteBuffer.allocate(2 * length);
            read(channel, ends.limit(length), 0);
            read(channel, ends.limit(2 * length), size - length);
            return Checksum.crc32c(MemorySegment.ofArray(ends.array()));
        }
    }

    private static int cixCrc(Path rec) throws IOException {
        try (FileChannel channel = FileChannel.open(CixFile.besides(rec), StandardOpenOption.READ)) {
            ByteBuffer crc = ByteBuffer.allocate(Integer.BYTES);
            read(channel, crc, IdsLayout.CIX_HEAD_CRC_OFFSET);
            return MemorySegment.ofArray(crc.array()).get(LittleEndian.INT, 0);
        }
    }

    /** Fills a buffer to its limit; a file that ends before leaves zeros. */
    private static void read(FileChannel channel, ByteBuffer target, long offsetBytes) throws IOException {
        long at = offsetBytes;
        while (target.hasRemaining()) {
            int read = channel.read(target, at);
            if (read <= 0) {
                return;
            }
            at += read;
        }
    }

    private IdentityTable checkedTable() {
        if (bytes.byteSize() < IdsLayout.HEAD_BYTES || longAt(IdsLayout.MAGIC_OFFSET) != IdsLayout.MAGIC) {
            throw corrupt(0, "not an ids file");
        }
        int crc = Checksum.crc32c(bytes.asSlice(0, IdsLayout.HEAD_CRC_OFFSET));
        if (crc != intAt(IdsLayout.HEAD_CRC_OFFSET)) {
            throw corrupt(IdsLayout.HEAD_CRC_OFFSET, "ids head is damaged");
        }
        int version = intAt(IdsLayout.VERSION_OFFSET);
        if (version != IdsLayout.VERSION) {
            throw corrupt(
                    IdsLayout.VERSION_OFFSET,
                    "ids version is not known: expected=" + IdsLayout.VERSION + ", actual=" + version);
        }
        long records = count(IdsLayout.RECORDS_OFFSET, Integer.MAX_VALUE - 8L);
        long images = count(IdsLayout.IMAGES_OFFSET, records);
        long identities = count(IdsLayout.IDENTITIES_OFFSET, images);
        long runs = count(IdsLayout.RUNS_OFFSET, images);
        long order = count(IdsLayout.ORDER_COUNT_OFFSET, images);
        long expected = IdsLayout.HEAD_BYTES + IdsLayout.bodyBytes(images, identities, order);
        boolean fits = runs >= identities && (order == 0 || order == images) && expected == bytes.byteSize();
        if (!fits) {
            throw corrupt(
                    IdsLayout.ORDER_COUNT_OFFSET,
                    "ids is cut off or its counts disagree: expected=" + expected + ", actual=" + bytes.byteSize());
        }
        return new IdentityTable(
                mapped.path(),
                bytes.asSlice(IdsLayout.HEAD_BYTES),
                IdsLayout.HEAD_BYTES,
                (int) images,
                (int) identities,
                order > 0,
                true);
    }

    private long count(int offset, long limit) {
        long value = longAt(offset);
        if (value < 0 || value > limit) {
            throw corrupt(offset, "count in ids is out of range: limit=" + limit + ", actual=" + value);
        }
        return value;
    }

    private CorruptDataException corrupt(long offset, String reason) {
        return new CorruptDataException(mapped.path(), offset, reason);
    }

    private int intAt(long offset) {
        return bytes.get(LittleEndian.INT, offset);
    }

    private long longAt(long offset) {
        return bytes.get(LittleEndian.LONG, offset);
    }
}
