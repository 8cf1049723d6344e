package io.cameo.convert.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvRecordWriter;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.PlaneEffort;
import io.cameo.matte.PlaneEncoder;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.texture.SharedRegion;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** What a worker keeps for itself: readers, codecs where there is a template, and memory for the parts of one record. */
final class UvPackScratch implements AutoCloseable {
    private static final int PNG_LEVEL = 9;
    private static final int ALIGNMENT = 8;

    final UvRecordWriter writer = new UvRecordWriter();
    private final UvReader reader;
    private final byte @Nullable [] templateFile;
    private final Arena own = Arena.ofConfined();
    private @Nullable Residue residue;
    private Arena arena = Arena.ofConfined();
    private MemorySegment parts = arena.allocate(1 << 20, ALIGNMENT);
    private long used;

    UvPackScratch(UvTree tree, byte @Nullable [] template) {
        reader = tree.reader();
        templateFile = template;
    }

    /** Forgets all parts. */
    void begin() {
        used = 0;
    }

    /** The bytes of a file, or a reason to reject what it belongs to. Valid until the next. */
    MemorySegment read(UvFile file) throws RejectedItemException {
        try {
            return reader.read(file);
        } catch (CorruptDataException damaged) {
            throw new RejectedItemException("file is damaged: path=" + file.path() + ", " + damaged.reason(), damaged);
        } catch (IOException unreadable) {
            throw new RejectedItemException(
                    "file cannot be read: path=" + file.path() + ", cause=" + unreadable.getMessage(), unreadable);
        }
    }

    /** Copies bytes to where they stay until {@link #begin()}; returns where. */
    long keep(MemorySegment bytes) {
        long at = used;
        MemorySegment.copy(bytes, 0, room(bytes.byteSize()), at, bytes.byteSize());
        return at;
    }

    /** Keeps numbers as little-endian floats. */
    long keep(float[] values) {
        long at = used;
        MemorySegment into = room((long) values.length * Float.BYTES);
        MemorySegment.copy(values, 0, into, LittleEndian.FLOAT, at, values.length);
        return at;
    }

    /** Keeps a number of 4 bytes, little-endian. */
    long keep(int value) {
        long at = used;
        room(Integer.BYTES).set(LittleEndian.INT, at, value);
        return at;
    }

    private MemorySegment room(long bytes) {
        long end = used + bytes;
        if (parts.byteSize() < end) {
            Arena larger = Arena.ofConfined();
            MemorySegment grown = larger.allocate(Math.max(end, 2 * parts.byteSize()), ALIGNMENT);
            MemorySegment.copy(parts, 0, grown, 0, used);
            arena.close();
            arena = larger;
            parts = grown;
        }
        used = end;
        return parts;
    }

    /** What was kept; ask when nothing more is to be kept. */
    MemorySegment kept(long offset, long bytes) {
        return parts.asSlice(offset, bytes);
    }

    /**
     * A map without what is its template.
     *
     * @param png black where it is the template; valid until the next
     * @param plane where that is, as it is coded; the same
     * @param sum of the map as it was
     */
    record Reduced(MemorySegment png, MemorySegment plane, int sum) {}

    /** What differs from the template; null if there is none, or what is left is no smaller. */
    @Nullable
    Reduced reduce(UvFile file, MemorySegment map) throws RejectedItemException {
        if (templateFile == null) {
            return null;
        }
        Residue how = residue();
        try {
            return how.of(map);
        } catch (BadImageException bad) {
            throw new RejectedItemException("map cannot be decoded: path=" + file.path() + ", " + bad.reason(), bad);
        }
    }

    /** {@link UvRecordWriter#sum} of the template. */
    int templateSum() {
        return residue().sum;
    }

    /**
     * Refuses a template that is no map.
     *
     * @throws IllegalArgumentException if so
     */
    void requireTemplate() {
        if (templateFile != null) {
            try {
                Residue _ = residue();
            } catch (BadImageException bad) {
                throw new IllegalArgumentException("template cannot be decoded: " + bad.reason(), bad);
            }
        }
    }

    private Residue residue() {
        Residue known = residue;
        if (known == null) {
            if (templateFile == null) {
                throw new IllegalStateException("there is no template");
            }
            known = new Residue(templateFile, own);
            residue = known;
        }
        return known;
    }

    /** Takes the template out of maps. */
    private static final class Residue implements AutoCloseable {
        private final ImageCodec codec = ImageCodec.create();
        private final PlaneEncoder encoder = PlaneEncoder.create(PlaneEffort.SMALL);
        private final Image template;
        private final Image shared;
        private final int sum;

        Residue(byte[] file, Arena arena) {
            try {
                Image decoded = codec.decode(MemorySegment.ofArray(file), ColorMode.UNCHANGED);
                if (decoded.format() != PixelFormat.BGR8) {
                    throw new BadImageException("not three channels of 8 bits: image=" + decoded);
                }
                template = decoded.copy(arena);
            } catch (Throwable failure) {
                close();
                throw failure;
            }
            shared = Image.allocate(arena, template.widthPx(), template.heightPx(), PixelFormat.GRAY8);
            sum = UvRecordWriter.sum(template);
        }

        @Nullable
        Reduced of(MemorySegment file) {
            Image map = codec.decode(file, ColorMode.UNCHANGED);
            if (map.format() != PixelFormat.BGR8
                    || map.widthPx() != template.widthPx()
                    || map.heightPx() != template.heightPx()) {
                return null;
            }
            int mapSum = UvRecordWriter.sum(map);
            if (SharedRegion.take(map, template, shared) == 0) {
                return null;
            }
            MemorySegment plane = encoder.encode(shared);
            MemorySegment png = codec.encode(map, Encoding.PNG, PNG_LEVEL);
            return png.byteSize() + plane.byteSize() < file.byteSize() ? new Reduced(png, plane, mapSum) : null;
        }

        @Override
        public void close() {
            encoder.close();
            codec.close();
        }
    }

    @Override
    public void close() {
        if (residue != null) {
            residue.close();
        }
        own.close();
        arena.close();
        reader.close();
    }
}
