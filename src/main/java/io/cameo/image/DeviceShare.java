package io.cameo.image;

import java.lang.foreign.MemorySegment;

/**
 * Chooses which files of a batch a device decodes, as far as heads and the room tell. Only JPEGs whose structure is sound
 * and which lie upright: whatever the CPU would refuse, or turn, is left to it. One thread.
 */
final class DeviceShare {
    private final int mostFiles;
    private final int mostSidePx;
    private final long alignmentBytes;
    private final long filesBytes;
    private final long pixelsBytes;
    private int files;
    private long filesLeftBytes;
    private long pixelsLeftBytes;

    /**
     * @param mostFiles of a batch
     * @param mostSidePx of an image
     * @param alignmentBytes at whose multiples files and images lie
     * @param filesBytes how much room there is for files
     * @param pixelsBytes how much there is for pixels
     */
    DeviceShare(int mostFiles, int mostSidePx, long alignmentBytes, long filesBytes, long pixelsBytes) {
        this.mostFiles = mostFiles;
        this.mostSidePx = mostSidePx;
        this.alignmentBytes = alignmentBytes;
        this.filesBytes = filesBytes;
        this.pixelsBytes = pixelsBytes;
        clear();
    }

    /** Begins a batch. */
    void clear() {
        files = 0;
        filesLeftBytes = filesBytes;
        pixelsLeftBytes = pixelsBytes;
    }

    /** How many channels the image will have, 1 or 3, whose room is taken then; 0 if the file is for the CPU. */
    int take(MemorySegment file, ColorMode mode) {
        if (files == mostFiles || placed(file.byteSize()) > filesLeftBytes || RawPayload.isRaw(file)) {
            return 0;
        }
        Probe probe = new Probe(file);
        if (ImageKind.of(probe) != ImageKind.JPEG) {
            return 0;
        }
        JpegStructure structure = JpegStructure.read(probe);
        ImageHeader header = structure.header();
        int channels = mode == ColorMode.COLOR ? 3 : mode == ColorMode.GRAY ? 1 : header.channels();
        long bytes = placed((long) header.widthPx() * header.heightPx() * channels);
        boolean isOurs = structure.fault() == null
                && (header.channels() == 1 || header.channels() == 3)
                && header.bitsPerSample() == 8
                && header.exifOrientation() == 1
                && header.hasSize()
                && Math.max(header.widthPx(), header.heightPx()) <= mostSidePx;
        if (!isOurs || bytes > pixelsLeftBytes) {
            return 0;
        }
        files++;
        filesLeftBytes -= placed(file.byteSize());
        pixelsLeftBytes -= bytes;
        return channels;
    }

    private long placed(long bytes) {
        return (bytes + alignmentBytes - 1) / alignmentBytes * alignmentBytes;
    }
}
