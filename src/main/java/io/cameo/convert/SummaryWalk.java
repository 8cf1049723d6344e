package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.image.ImageKind;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one walk behind a {@link RecordSummary}. */
final class SummaryWalk {
    private static final int MAX_LABEL_COUNTS = 32;
    private static final int MAX_DISTINCT_LABELS = 1 << 20;
    /** About how many pictures of large files have their shape looked at. */
    private static final int SHAPES_LOOKED_AT = 1 << 17;

    private static final int SHAPES_SHOWN = 5;
    private static final int INSIGHTFACE_LABELS = 2;

    private final RecordFile file;
    private final IndexCheck indexCheck;
    private final SumsCheck sumsCheck;
    private final @Nullable RecordIndex index;
    private final RecordView view = new RecordView();
    private final LabelCounts labels = new LabelCounts(MAX_DISTINCT_LABELS);
    private final ShapeCounts shapes = new ShapeCounts();
    private final long shapeStep;
    private final Map<ImageKind, Long> kinds = new EnumMap<>(ImageKind.class);
    private final Map<Integer, Long> labelCounts = new TreeMap<>();
    private long records;
    private long parts;
    private long multiPart;
    private long payloadBytes;
    private long smallestPayload = Long.MAX_VALUE;
    private long largestPayload;
    private long scalar;
    private long list;
    private long absent;
    private long empty;
    private long pictures;
    private long looked;
    private long identities;
    private long idsDiffer;
    private long secondIds;
    private RecordSummary.@Nullable InsightFace meta;

    SummaryWalk(RecordFile file, IndexCheck indexCheck, SumsCheck sumsCheck) {
        this.file = file;
        this.indexCheck = indexCheck;
        this.sumsCheck = sumsCheck;
        index = indexCheck.index();
        long pictures = index == null ? file.sizeBytes() / 4096 : index.size(); // roughly
        shapeStep = Math.max(1, pictures / SHAPES_LOOKED_AT);
    }

    RecordSummary run() {
        CorruptDataException damage = null;
        RecordReader reader = file.reader();
        try {
            while (reader.next(view)) {
                meet();
            }
        } catch (CorruptDataException found) {
            damage = found;
        }
        RecordSummary.Index indexState = indexCheck.result(damage == null);
        RecordSummary.Keys keys = keys();
        return new RecordSummary(
                file.path(),
                file.sizeBytes(),
                records,
                parts,
                multiPart,
                new RecordSummary.Payload(payloadBytes, records == 0 ? 0 : smallestPayload, largestPayload),
                new RecordSummary.Headers(scalar, list, absent, labelCounts),
                labels.summary(),
                keys,
                kinds,
                empty,
                imageSizes(),
                indexState,
                sumsCheck.result(damage == null ? records : SumsCheck.UNKNOWN),
                layout(),
                insightFace(),
                damage);
    }

    private void meet() {
        int position = indexCheck.meet(view.offsetBytes());
        records++;
        parts += view.parts();
        multiPart += view.parts() > 1 ? 1 : 0;
        if (!view.hasHeader()) {
            absent++;
            payload(view.content());
            return;
        }
        MemorySegment payload = view.payload();
        int flag = view.flag();
        if (flag == 0) {
            scalar++;
        } else {
            list++;
            if (labelCounts.containsKey(flag) || labelCounts.size() < MAX_LABEL_COUNTS) {
                labelCounts.merge(flag, 1L, Long::sum);
            }
        }
        secondIds += view.id2() != 0 ? 1 : 0;
        boolean numberKey = index == null || (position != IndexCheck.NONE && !index.hasTextKeys());
        if (numberKey) {
            long key = index == null ? records - 1 : index.key(position);
            idsDiffer += view.id() != key ? 1 : 0;
            if (flag == INSIGHTFACE_LABELS && payload.byteSize() == 0) {
                identityRecord(key);
            }
        }
        if (payload.byteSize() == 0) {
            empty++;
        } else {
            labels.add(view.label(0));
        }
        payload(payload);
    }

    private void identityRecord(long key) {
        if (key == 0) {
            meta = new RecordSummary.InsightFace(view.label(0), view.label(1), 0);
        } else {
            identities++;
        }
    }

    private void payload(MemorySegment payload) {
        long size = payload.byteSize();
        payloadBytes += size;
        smallestPayload = Math.min(smallestPayload, size);
        largestPayload = Math.max(largestPayload, size);
        if (size > 0) {
            ImageKind kind = ImageKind.of(payload);
            kinds.merge(kind, 1L, Long::sum);
            if (kind != ImageKind.UNKNOWN) {
                shape(payload);
            }
        }
    }

    private void shape(MemorySegment picture) {
        if (pictures++ % shapeStep == 0) {
            looked++;
            shapes.add(picture);
        }
    }

    private RecordSummary.ImageSizes imageSizes() {
        long unknown = shapes.count(ShapeCounts.Shape.UNKNOWN);
        List<RecordSummary.ImageSize> common = shapes.sorted().stream()
                .filter(entry -> entry.shape().isKnown())
                .map(entry -> new RecordSummary.ImageSize(
                        entry.shape().widthPx(), entry.shape().heightPx(), entry.count()))
                .limit(SHAPES_SHOWN)
                .toList();
        return new RecordSummary.ImageSizes(
                looked, looked != pictures, unknown, shapes.distinct() - (unknown > 0 ? 1 : 0), common);
    }

    private RecordSummary.Layout layout() {
        if (records == 0) {
            return RecordSummary.Layout.EMPTY;
        }
        // Random bytes look like a header now and then.
        if (absent > records / 2) {
            return RecordSummary.Layout.RAW;
        }
        if (insightFace() != null) {
            return RecordSummary.Layout.INSIGHTFACE;
        }
        // Without an index nobody knows the keys, and a shuffled list gives ids in any order.
        boolean idsFit = index == null || (idsDiffer == 0 && !index.hasTextKeys());
        boolean plain = absent == 0 && empty == 0 && secondIds == 0 && idsFit;
        return plain ? RecordSummary.Layout.IM2REC : RecordSummary.Layout.OTHER;
    }

    /** Record 0 counts only where its first label leaves room for images: it points behind them. */
    private RecordSummary.@Nullable InsightFace insightFace() {
        RecordSummary.InsightFace found = meta;
        if (found == null || !(found.firstIdentityKey() >= 1)) {
            return null;
        }
        return new RecordSummary.InsightFace(found.firstIdentityKey(), found.endKey(), identities);
    }

    private RecordSummary.Keys keys() {
        RecordIndex known = index;
        if (known == null) {
            return counted();
        }
        int size = known.size();
        String first = size == 0 ? null : known.keyText(0);
        String last = size == 0 ? null : known.keyText(size - 1);
        long duplicates = 0;
        if (known.hasTextKeys()) {
            for (int i = 0; i < size; i++) {
                duplicates += known.find(known.keyText(i)) != i ? 1 : 0;
            }
            return new RecordSummary.Keys(
                    RecordSummary.KeyKind.TEXT, size, first, last, 0, 0, false, false, duplicates, 0);
        }
        long min = size == 0 ? 0 : known.key(0);
        long max = min;
        boolean ascending = true;
        for (int i = 0; i < size; i++) {
            long key = known.key(i);
            ascending &= i == 0 || key > known.key(i - 1);
            min = Math.min(min, key);
            max = Math.max(max, key);
        }
        for (int i = 0; i < size && !ascending; i++) {
            duplicates += known.find(known.key(i)) != i ? 1 : 0;
        }
        boolean dense = size > 0 && max - min == size - 1L - duplicates;
        return new RecordSummary.Keys(
                RecordSummary.KeyKind.NUMBER, size, first, last, min, max, ascending, dense, duplicates, idsDiffer);
    }

    private RecordSummary.Keys counted() {
        boolean any = records > 0;
        return new RecordSummary.Keys(
                RecordSummary.KeyKind.COUNTED,
                records,
                any ? "0" : null,
                any ? Long.toString(records - 1) : null,
                0,
                any ? records - 1 : 0,
                true,
                any,
                0,
                idsDiffer);
    }
}
