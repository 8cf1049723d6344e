package io.cameo.convert.insightface;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.insightface.FaceInfo.Beside;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.dataset.insightface.Property;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import io.cameo.record.CixFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordView;
import io.cameo.record.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers a {@link FaceInfo}. */
final class FaceInfoWalk {
    private static final int SAMPLE = 1000;
    private static final int SIZES_SHOWN = 5;

    private final FaceRecords faces;
    private final Path rec;

    private FaceInfoWalk(FaceRecords faces, Path rec) {
        this.faces = faces;
        this.rec = rec;
    }

    static FaceInfo walk(Path rec, Watch watch) throws IOException {
        try (FaceRecords faces = FaceRecords.open(rec, FaceRecords.Grouping.BY_LABEL, watch)) {
            return new FaceInfoWalk(faces, rec).info(watch);
        }
    }

    private FaceInfo info(Watch watch) throws IOException {
        FaceInfo.Pixels pixels = pixels();
        FaceInfo.Labels labels = labels();
        return new FaceInfo(
                rec,
                faces.file().sizeBytes(),
                faces.layout(),
                why(),
                faces.images(),
                faces.identities(),
                faces.runs(),
                splitIdentities(),
                labels,
                perIdentity(),
                pixels,
                property(labels, pixels),
                new FaceInfo.Indexes(
                        beside(RecordIndex.besides(rec), true),
                        beside(CixFile.besides(rec), faces.file().cix() != null),
                        beside(ids(), faces.hasIds())),
                new FaceRanges(faces, watch).check());
    }

    private static Beside beside(Path file, boolean used) {
        if (!Files.isRegularFile(file)) {
            return Beside.NONE;
        }
        return used ? Beside.FITS : Beside.STALE;
    }

    private Path ids() {
        String name = rec.getFileName().toString();
        String stem = name.endsWith(".rec") ? name.substring(0, name.length() - ".rec".length()) : name;
        return rec.resolveSibling(stem + ".ids");
    }

    private String why() {
        FaceLayout layout = faces.layout();
        String known = faces.hasIds() ? " (the .ids says so)" : "";
        return switch (layout) {
            case A -> "record 0 behind the images, identity records behind it, as face2rec2" + known;
            case B -> "identity records behind the images, record 0 last, as RecBuilder" + known;
            case C -> "images only, keys in the .idx, as im2rec and shuffle_rec" + known;
            case D -> "images only, and no .idx, as rec2shufrec" + known;
        };
    }

    private int splitIdentities() {
        if (faces.runs() == faces.identities()) {
            return 0;
        }
        BitSet met = new BitSet();
        BitSet split = new BitSet();
        faces.forEachRun((label, from, to) -> {
            int identity = faces.identityOf(from);
            split.set(identity, met.get(identity));
            met.set(identity);
        });
        return split.cardinality();
    }

    private FaceInfo.Labels labels() {
        int identities = faces.identities();
        boolean whole = true;
        int negative = 0;
        int beyond = 0;
        for (int i = 0; i < identities; i++) {
            double label = faces.labelOf(i);
            whole &= FaceSource.isWhole(label);
            negative += label < 0 ? 1 : 0;
            beyond += Double.isNaN(label) || (float) label == label ? 0 : 1;
        }
        double lowest = identities == 0 ? Double.NaN : faces.labelOf(0);
        double highest = identities == 0 ? Double.NaN : faces.labelOf(identities - 1);
        long gaps = identities == 0 || !whole ? 0 : (long) highest - (long) lowest + 1 - identities;
        boolean exact = faces.hasIds()
                || identities == 0
                || (Math.abs(lowest) < FaceSource.FIRST_ROUNDED && highest < FaceSource.FIRST_ROUNDED);
        return new FaceInfo.Labels(lowest, highest, whole && identities > 0, gaps, negative, exact, beyond);
    }

    private FaceInfo.PerIdentity perIdentity() {
        int identities = faces.identities();
        if (identities == 0) {
            return new FaceInfo.PerIdentity(0, 0, 0, 0, List.of());
        }
        int[] counts = new int[identities];
        int[] bins = new int[Integer.SIZE];
        for (int i = 0; i < identities; i++) {
            counts[i] = faces.count(i);
            bins[Integer.SIZE - 1 - Integer.numberOfLeadingZeros(counts[i])]++;
        }
        Arrays.sort(counts);
        int middle = identities / 2;
        double median = identities % 2 == 1 ? counts[middle] : (counts[middle - 1] + counts[middle]) / 2.0;
        List<FaceInfo.Bin> histogram = new ArrayList<>();
        int highest = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(counts[identities - 1]);
        int lowest = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(counts[0]);
        for (int bin = lowest; bin <= highest; bin++) {
            histogram.add(new FaceInfo.Bin(1L << bin, (2L << bin) - 1, bins[bin]));
        }
        return new FaceInfo.PerIdentity(
                counts[0], median, (double) faces.images() / identities, counts[identities - 1], histogram);
    }

    private FaceInfo.Pixels pixels() {
        int images = faces.images();
        int step = Math.max(1, images / SAMPLE);
        Map<Long, Integer> sizes = new HashMap<>();
        Map<ImageKind, Integer> kinds = new EnumMap<>(ImageKind.class);
        RecordView view = new RecordView();
        int looked = 0;
        int unknown = 0;
        for (int i = 0; i < images; i += step) {
            faces.read(i, view);
            view.detach();
            ImageHeader header = view.hasHeader() ? ImageHeader.of(view.payload()) : ImageHeader.of(view.content());
            looked++;
            kinds.merge(header.kind(), 1, Integer::sum);
            if (header.hasSize()) {
                sizes.merge((long) header.heightPx() << Integer.SIZE | header.widthPx(), 1, Integer::sum);
            } else {
                unknown++;
            }
        }
        List<FaceInfo.Size> common = sizes.entrySet().stream()
                .map(entry -> new FaceInfo.Size(
                        (int) (entry.getKey() >>> Integer.SIZE), entry.getKey().intValue(), entry.getValue()))
                .sorted(Comparator.comparingInt(FaceInfo.Size::images)
                        .reversed()
                        .thenComparingInt(FaceInfo.Size::heightPx)
                        .thenComparingInt(FaceInfo.Size::widthPx))
                .limit(SIZES_SHOWN)
                .toList();
        return new FaceInfo.Pixels(looked, common, unknown, kinds);
    }

    private FaceInfo.PropertyFile property(FaceInfo.Labels labels, FaceInfo.Pixels pixels) throws IOException {
        Path file = Property.besides(rec);
        if (!Files.isRegularFile(file)) {
            return new FaceInfo.PropertyFile(null, List.of());
        }
        Property property;
        try {
            property = Property.read(file);
        } catch (CorruptDataException damaged) {
            return new FaceInfo.PropertyFile(null, List.of(damaged.reason()));
        }
        List<String> faults = new ArrayList<>();
        long classes = faces.identities() == 0 || !labels.whole() ? 0 : Math.max(0, (long) labels.highest() + 1);
        if (property.classes() != classes) {
            faults.add("number of classes is not the largest label + 1: expected=" + classes + ", actual="
                    + property.classes());
        }
        for (FaceInfo.Size size : pixels.sizes()) {
            if (size.heightPx() != property.heightPx() || size.widthPx() != property.widthPx()) {
                faults.add("images have another size: expected=" + property.heightPx() + "x" + property.widthPx()
                        + ", actual=" + size.heightPx() + "x" + size.widthPx() + ", images=" + size.images());
            }
        }
        if (!property.extras().isEmpty()) {
            faults.add("InsightFace's own reader refuses more than one line: lines="
                    + (property.extras().size() + 1));
        }
        return new FaceInfo.PropertyFile(property, faults);
    }
}
