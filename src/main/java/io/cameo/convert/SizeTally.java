package io.cameo.convert;

import io.cameo.image.ImageHeader;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many images have which width and height; of large files every n-th image is looked at. */
final class SizeTally {
    /** About how many images are looked at in large files. */
    static final int SAMPLE = 1 << 17;

    private static final int MAX_DISTINCT = 1 << 14;
    private static final int SHOWN = 5;

    private final long step;
    private final Map<Long, long[]> counts = new HashMap<>();
    private long met;
    private long looked;
    private long unknown;

    /** @param images how many there are, roughly */
    SizeTally(long images) {
        step = Math.max(1, images / SAMPLE);
    }

    void add(MemorySegment payload) {
        if (met++ % step != 0) {
            return;
        }
        looked++;
        ImageHeader header = ImageHeader.of(payload);
        if (!header.hasSize()) {
            unknown++;
            return;
        }
        long size = (long) header.widthPx() << 32 | header.heightPx();
        long[] count = counts.get(size);
        if (count == null && counts.size() < MAX_DISTINCT) {
            count = new long[1];
            counts.put(size, count);
        }
        if (count != null) {
            count[0]++;
        }
    }

    RecordSummary.ImageSizes result() {
        List<RecordSummary.ImageSize> common = counts.entrySet().stream()
                .map(entry -> new RecordSummary.ImageSize(
                        (int) (entry.getKey() >>> 32), entry.getKey().intValue(), entry.getValue()[0]))
                .sorted((a, b) -> {
                    int byCount = Long.compare(b.images(), a.images());
                    int byWidth = Integer.compare(a.widthPx(), b.widthPx());
                    return byCount != 0
                            ? byCount
                            : byWidth != 0 ? byWidth : Integer.compare(a.heightPx(), b.heightPx());
                })
                .limit(SHOWN)
                .toList();
        return new RecordSummary.ImageSizes(looked, looked != met, unknown, counts.size(), common);
    }
}
