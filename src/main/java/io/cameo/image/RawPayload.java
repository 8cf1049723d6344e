package io.cameo.image;

import io.cameo.bundle.Bundle;
import io.cameo.bundle.Codec;
import io.cameo.bytes.CorruptDataException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * The pixels of records that were packed with the encodings {@code raw} and {@code lz4}: height x width x channels bytes,
 * row after row without gaps, RGB or gray. A view that {@link #wrap} moves from one payload to the next; what it shows is
 * as long valid as the payload. {@code docs/raw-payloads.md} specifies the format.
 *
 * <p>Not thread-safe: one per thread.
 */
public final class RawPayload {
    private static final Path NO_FILE = Path.of("");

    private final Bundle bundle = new Bundle();
    private final Probe probe = new Probe(MemorySegment.NULL);
    private int widthPx;
    private int heightPx;
    private int channels;
    private long lengthKnown = -1;

    /** Whether a payload is of this kind, told from its end; it may still be damaged. */
    public static boolean isRaw(MemorySegment payload) {
        return RawStructure.isRaw(new Probe(payload));
    }

    /**
     * Moves to a payload and checks its directory, not yet its pixels.
     *
     * @param payload mapped, native or heap
     * @throws BadImageException with the reason, if it is none of this kind, or its directory is damaged
     */
    public RawPayload wrap(MemorySegment payload) {
        if (!moveTo(payload, 0, payload.byteSize())) {
            throw new BadImageException("not a raw image: bytes=" + payload.byteSize());
        }
        return this;
    }

    /**
     * Moves to a payload that is of this kind and checks its directory; shows nothing if the payload is of another. For
     * those who look at many: makes no garbage.
     *
     * @param memory holds the payload from {@code offsetBytes} on, mapped, native or heap
     * @return whether it moved
     * @throws BadImageException with the reason, if the directory is damaged
     */
    public boolean moveTo(MemorySegment memory, long offsetBytes, long lengthBytes) {
        if (lengthBytes == lengthKnown && movesToAlike(memory, offsetBytes)) {
            return true;
        }
        lengthKnown = -1;
        probe.move(memory, offsetBytes, lengthBytes);
        if (!RawStructure.isRaw(probe)) {
            return false;
        }
        try {
            bundle.wrap(memory, offsetBytes, lengthBytes, NO_FILE, 0);
        } catch (CorruptDataException damaged) {
            throw new BadImageException(damaged.reason(), damaged);
        }
        String fault = RawStructure.shapeFault(bundle);
        if (fault != null) {
            throw new BadImageException(fault);
        }
        heightPx = (int) bundle.size(0, 0);
        widthPx = (int) bundle.size(0, 1);
        channels = (int) bundle.size(0, 2);
        lengthKnown = lengthBytes;
        return true;
    }

    /** Most payloads of a file are as the one before, but for their pixels; whatever else this one may be shows later. */
    private boolean movesToAlike(MemorySegment memory, long offsetBytes) {
        if (!Bundle.isBundle(memory, offsetBytes, lengthKnown)) {
            return false;
        }
        try {
            return bundle.wrap(memory, offsetBytes, lengthKnown, NO_FILE, 0).isAlike();
        } catch (CorruptDataException _) {
            return false;
        }
    }

    public int widthPx() {
        return widthPx;
    }

    public int heightPx() {
        return heightPx;
    }

    /** 3, which are R, G and B in this order, or 1. */
    public int channels() {
        return channels;
    }

    /** How many bytes all pixels take: at most 2^31 - 1. */
    public int byteSize() {
        return bundle.bytes(0);
    }

    /** Whether the pixels stand in the payload as they are, so that {@link #pixels()} has them. */
    public boolean isStored() {
        return bundle.codec(0) == Codec.STORED;
    }

    /**
     * The pixels in place: a slice of the payload, not compared with their checksum, which {@link #read} does. No vector or
     * native code should read it where the payload is part of a mapped file: see {@link io.cameo.bytes.PageFault}.
     *
     * @throws IllegalStateException if they are compressed
     */
    public MemorySegment pixels() {
        if (!isStored()) {
            throw new IllegalStateException("pixels are compressed: bytes=" + byteSize());
        }
        return bundle.stored(0);
    }

    /**
     * Copies the pixels, decompressed and compared with their checksum.
     *
     * @param dst native, or over a {@code byte[]}; receives {@link #byteSize()} bytes
     * @throws BadImageException if they are damaged; {@code dst} then holds anything
     * @throws IndexOutOfBoundsException if there is less room
     */
    public void read(MemorySegment dst, long dstOffsetBytes) {
        try {
            bundle.read(0, dst, dstOffsetBytes);
        } catch (CorruptDataException damaged) {
            throw new BadImageException(damaged.reason(), damaged);
        }
    }
}
