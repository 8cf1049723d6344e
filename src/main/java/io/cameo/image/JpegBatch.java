package io.cameo.image;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.cameo.bytes.PageFault;
import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaScratch;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JPEGs on their way to a device and the images that become of them there: filled by {@link #add}, run by
 * {@link JpegDecodeCuda#run}, cleared, filled again. Memory for files and tables is allocated once, that for coefficients
 * and pixels grows to the largest batch. One thread at a time.
 */
public final class JpegBatch {
    private static final int UPRIGHT = 1;
    private static final long FILE_ALIGNMENT = 16;
    private static final long IMAGE_ALIGNMENT = 256;

    /** Numbers of each file, as the native code reads and writes them, one table behind the other. */
    enum Table {
        OFFSETS(0, 8),
        SIZES(8, 8),
        PIXELS(16, 8),
        STRIDES(24, 8),
        REASONS(32, 4),
        WIDTHS(36, 4),
        HEIGHTS(40, 4),
        COMPONENTS(44, 4);

        private static final long BYTES = 48;
        private final long bytesBefore;
        private final int bytes;

        Table(long bytesBefore, int bytes) {
            this.bytesBefore = bytesBefore;
            this.bytes = bytes;
        }
    }

    private final JpegDecodeCuda decoder;
    private final int capacity;
    private final int channels;
    private final Mirrored files;
    private final Mirrored plan;
    private final Mirrored tables;
    private final MemorySegment needs;
    private final int[] orientations;
    private final CudaScratch coefficients;
    private final CudaScratch pixels;
    private final Probe probe = new Probe(MemorySegment.NULL);
    private final JpegStructure structure = new JpegStructure(probe);
    private @Nullable DeviceMemory scratch;
    private @Nullable DeviceMemory images;
    private @Nullable CudaStream ranOn;
    private boolean awaited;
    private long filesBytes;
    private int size;
    private int largestWidthPx;
    private int largestHeightPx;

    JpegBatch(JpegDecodeCuda decoder, CudaLibrary library, Arena arena, int capacity, long filesBytes, int channels) {
        if (capacity <= 0 || filesBytes <= 0) {
            throw new IllegalArgumentException("batch holds no files: capacity=" + capacity + ", bytes=" + filesBytes);
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("batch cannot have these channels: channels=" + channels);
        }
        this.decoder = decoder;
        this.capacity = capacity;
        this.channels = channels;
        files = Mirrored.allocate(library, arena, filesBytes);
        plan = Mirrored.allocate(library, arena, decoder.planBytes(capacity));
        tables = Mirrored.allocate(library, arena, Table.BYTES * capacity);
        needs = arena.allocate(2 * JAVA_LONG.byteSize(), JAVA_LONG.byteAlignment());
        orientations = new int[capacity];
        coefficients = new CudaScratch(library);
        pixels = new CudaScratch(library);
    }

    public int size() {
        return size;
    }

    public int channels() {
        return channels;
    }

    /** Whether {@link #add} would take a file of so many bytes. */
    public boolean hasRoom(long lengthBytes) {
        return size < capacity && lengthBytes <= files.host().byteSize() - filesBytes;
    }

    /**
     * Takes a copy of one file. Whatever it holds: what cannot be decoded is refused later, alone.
     *
     * @param bytes holds the file; heap, native or mapped
     * @return its number
     * @throws IllegalArgumentException if the batch has no room for it
     * @throws IllegalStateException if the batch has run: {@link #clear} it first
     */
    public int add(MemorySegment bytes, long offsetBytes, long lengthBytes) {
        if (ranOn != null) {
            throw new IllegalStateException("a kernel has the batch: clear it first");
        }
        Objects.checkFromIndexSize(offsetBytes, lengthBytes, bytes.byteSize());
        if (!hasRoom(lengthBytes)) {
            throw new IllegalArgumentException("batch is full: files=" + size + ", capacity=" + capacity + ", bytes="
                    + filesBytes + ", of=" + files.host().byteSize() + ", wanted=" + lengthBytes);
        }
        MemorySegment.copy(bytes, offsetBytes, files.host(), filesBytes, lengthBytes);
        if (bytes.isMapped()) {
            PageFault.meet();
        }
        int at = size++;
        orientations[at] = orientation(filesBytes, lengthBytes);
        tables.host().set(JAVA_LONG, at(Table.OFFSETS, at), filesBytes);
        tables.host().set(JAVA_LONG, at(Table.SIZES, at), lengthBytes);
        filesBytes = Math.min(files.host().byteSize(), roundUp(filesBytes + lengthBytes, FILE_ALIGNMENT));
        return at;
    }

    private int orientation(long offsetBytes, long lengthBytes) {
        probe.move(files.host(), offsetBytes, lengthBytes);
        if (ImageKind.of(probe) != ImageKind.JPEG) {
            return UPRIGHT;
        }
        structure.look();
        return structure.orientation();
    }

    /**
     * Where a file's image is, or will be when the stream comes there: without gaps between rows, valid until
     * {@link #clear}. Null if its header is refused. Where its data is, which {@link #refusal} knows, it holds anything.
     *
     * @throws IllegalStateException if the batch has not run
     */
    public @Nullable DeviceImage image(int file) {
        requireRun();
        Objects.checkIndex(file, size);
        DeviceMemory memory = images;
        if (memory == null || isRefusedByHeader(file)) {
            return null;
        }
        long offset = tables.host().get(JAVA_LONG, at(Table.PIXELS, file)) - memory.address();
        long stride = tables.host().get(JAVA_LONG, at(Table.STRIDES, file));
        return new DeviceImage(memory, offset, widthPx(file), heightPx(file), stride, channels);
    }

    /**
     * Why a file was not decoded, as {@code reason: key=value}; null if it was. Waits for the stream.
     *
     * @throws IllegalStateException if the batch has not run
     * @throws io.cameo.nativelib.NativeException if something that the stream did failed
     */
    public @Nullable String refusal(int file) {
        CudaStream stream = requireRun();
        Objects.checkIndex(file, size);
        if (!awaited) {
            stream.await();
            awaited = true;
        }
        if (orientations[file] != UPRIGHT) {
            return "jpeg is turned: orientation=" + orientations[file];
        }
        int reason = tables.host().get(JAVA_INT, at(Table.REASONS, file));
        return reason == 0
                ? null
                : decoder.text(reason) + ": bytes=" + tables.host().get(JAVA_LONG, at(Table.SIZES, file));
    }

    /** Empties the batch, once the stream that it ran on has done its work. */
    public void clear() {
        CudaStream stream = ranOn;
        if (stream != null) {
            stream.await();
        }
        ranOn = null;
        awaited = false;
        images = null;
        scratch = null;
        size = 0;
        filesBytes = 0;
    }

    /** Reads headers, finds each image its place, and queues the copy of all that the kernels read. */
    void plan(CudaStream stream) {
        stream.requireOwn(files.device());
        if (ranOn != null) {
            throw new IllegalStateException("a kernel has the batch: clear it first");
        }
        decoder.plan(this, files.host(), plan.host(), needs);
        ranOn = stream;
        place();
        if (isIdle()) {
            return;
        }
        files.upload(filesBytes, stream);
        plan.upload(needs.get(JAVA_LONG, 0), stream);
        tables.upload(Table.BYTES * capacity, stream);
    }

    private void place() {
        MemorySegment host = tables.host();
        largestWidthPx = 0;
        largestHeightPx = 0;
        long bytes = 0;
        for (int i = 0; i < size; i++) {
            long rowBytes = (long) widthPx(i) * channels;
            host.set(JAVA_LONG, at(Table.PIXELS, i), bytes);
            host.set(JAVA_LONG, at(Table.STRIDES, i), rowBytes);
            bytes = roundUp(bytes + rowBytes * heightPx(i), IMAGE_ALIGNMENT);
            largestWidthPx = Math.max(largestWidthPx, widthPx(i));
            largestHeightPx = Math.max(largestHeightPx, heightPx(i));
        }
        if (!isIdle()) {
            DeviceMemory memory = pixels.device(bytes);
            images = memory;
            scratch = coefficients.device(needs.getAtIndex(JAVA_LONG, 1));
            for (int i = 0; i < size; i++) {
                long offset = host.get(JAVA_LONG, at(Table.PIXELS, i));
                host.set(JAVA_LONG, at(Table.PIXELS, i), memory.address() + offset);
            }
        }
    }

    /** Queues the copy of what became of each file. */
    void fetchReasons(CudaStream stream) {
        long offset = Table.REASONS.bytesBefore * capacity;
        stream.download(tables.device(), offset, tables.host(), offset, (long) Table.REASONS.bytes * size);
    }

    /** Whether no file is left to decode. */
    boolean isIdle() {
        return largestWidthPx == 0;
    }

    int largestWidthPx() {
        return largestWidthPx;
    }

    int largestHeightPx() {
        return largestHeightPx;
    }

    MemorySegment deviceFiles() {
        return files.device().pointer(0);
    }

    MemorySegment devicePlan() {
        return plan.device().pointer(0);
    }

    MemorySegment deviceScratch() {
        return Objects.requireNonNull(scratch).pointer(0);
    }

    MemorySegment deviceTable(Table table) {
        return tables.device().pointer(table.bytesBefore * capacity);
    }

    MemorySegment hostTable(Table table) {
        return tables.host().asSlice(table.bytesBefore * capacity, (long) table.bytes * capacity);
    }

    private boolean isRefusedByHeader(int file) {
        return orientations[file] != UPRIGHT || widthPx(file) == 0;
    }

    private int widthPx(int file) {
        return tables.host().get(JAVA_INT, at(Table.WIDTHS, file));
    }

    private int heightPx(int file) {
        return tables.host().get(JAVA_INT, at(Table.HEIGHTS, file));
    }

    private CudaStream requireRun() {
        CudaStream stream = ranOn;
        if (stream == null) {
            throw new IllegalStateException("batch has not run: files=" + size);
        }
        return stream;
    }

    private long at(Table table, int file) {
        return table.bytesBefore * capacity + (long) table.bytes * file;
    }

    private static long roundUp(long bytes, long alignment) {
        return (bytes + alignment - 1) / alignment * alignment;
    }
}
