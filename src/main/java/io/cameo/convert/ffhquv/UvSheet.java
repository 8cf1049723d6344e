package io.cameo.convert.ffhquv;

import io.cameo.convert.Numbers;
import io.cameo.convert.RecordPage;
import io.cameo.convert.Stop;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.image.ContactSheet;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * A sheet of maps (PNG): each with a heat map of where its halves differ, the attributes of its face, and the light of its photograph
 * where that is known. All heat maps of a sheet have one scale.
 *
 * <p>One object is one run; {@link #cancel()} may come from any thread.
 */
public final class UvSheet {
    /** Maps on a sheet unless told otherwise. */
    public static final int DEFAULT_LIMIT = 12;
    /** The most maps that a sheet may have. */
    public static final int MAX_LIMIT = 500;
    /** Side of a map on the sheet. */
    public static final int DEFAULT_THUMB_PX = 240;

    private static final int DEFAULT_COLUMNS = 2;
    private static final int LEAST_THUMB_PX = 160;
    private static final int MOST_THUMB_PX = 1024;
    /** Less than the most, so that a few bright spots do not make all else dark. */
    private static final double BRIGHT_PERCENT = 99.5;

    private static final double[] SCALES = {0.5, 1, 2, 3, 5, 10, 15, 20, 30, 40, 60, 80, 100, 150, 255};

    private final UvTree tree;
    private final UvSet set;
    private final Stop stop = new Stop();
    private List<String> ids = List.of();
    private int limit = DEFAULT_LIMIT;
    private int columns = DEFAULT_COLUMNS;
    private int thumbPx = DEFAULT_THUMB_PX;
    private double scale;
    private Progress progress = Progress.NONE;

    private UvSheet(UvTree tree, UvSet set) {
        this.tree = tree;
        this.set = set;
    }

    /** A sheet of a set of a tree, which stays the caller's to close. */
    public static UvSheet of(UvTree tree, UvSet set) {
        return new UvSheet(tree, set);
    }

    /** Only these, in this order; all where none is named. */
    public UvSheet ids(List<String> wanted) {
        ids = List.copyOf(wanted);
        return this;
    }

    /** The most maps to show, from 1 to {@value #MAX_LIMIT}; of more, some that are spread evenly. */
    public UvSheet limit(int maps) {
        limit = within("limit", maps, 1, MAX_LIMIT);
        return this;
    }

    /** How many stand side by side, from 1 to 12. */
    public UvSheet columns(int count) {
        columns = within("columns", count, 1, 12);
        return this;
    }

    /** Side of each map, from {@value #LEAST_THUMB_PX} to {@value #MOST_THUMB_PX}. */
    public UvSheet thumbPx(int px) {
        thumbPx = within("thumb", px, LEAST_THUMB_PX, MOST_THUMB_PX);
        return this;
    }

    /** What the brightest colour stands for, above 0 to 255; by default it is taken from the maps. */
    public UvSheet scale(double levels) {
        if (!(levels > 0 && levels <= 255)) {
            throw new IllegalArgumentException("scale out of range: scale=" + levels + ", allowed=above 0 to 255");
        }
        scale = levels;
        return this;
    }

    /** Told of maps. */
    public UvSheet progress(Progress to) {
        progress = to;
        return this;
    }

    /** Ends {@link #writeTo} soon, with nothing written. */
    public void cancel() {
        stop.wish();
    }

    private static int within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " out of range: " + what + "=" + value + ", allowed=" + least + ".." + most);
        }
        return value;
    }

    /**
     * Draws. Damage is shown, never thrown.
     *
     * @throws IllegalArgumentException if the set has no maps
     * @throws io.cameo.bytes.CorruptDataException if the meta file cannot be read
     * @throws IOException if the sheet cannot be written
     */
    public UvSheetReport writeTo(Path png) throws IOException {
        long begin = System.nanoTime();
        List<UvSample> all = tree.samples(set).stream()
                .filter(sample -> sample.has(UvPart.MAP))
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("set has no maps: set=" + set.word());
        }
        List<String> missing = new ArrayList<>();
        List<UvSample> chosen = choose(all, missing);
        UvMeta meta = tree.meta(set);
        Gathered gathered = new Gathered();
        Pipeline<UvSample, SheetReading, SheetMap> pipeline = Pipeline.<UvSample, SheetReading, SheetMap>builder(
                        "sheet",
                        () -> new SheetReading(tree, meta, thumbPx),
                        SheetMap::new,
                        (sample, reading, out) -> reading.read(sample, out))
                .errorLimit(Pipeline.UNLIMITED)
                .progress(progress, chosen.size())
                .build();
        boolean cancelled;
        try (var _ = stop.stops(pipeline)) {
            Iterator<UvSample> next = chosen.iterator();
            Outcome outcome = pipeline.run(() -> next.hasNext() ? next.next() : null, gathered);
            cancelled = outcome.cancelled();
        }
        double most = scale > 0 ? scale : scaleOf(gathered.maps);
        byte[] sheet = cancelled ? new byte[0] : draw(gathered, all.size(), most);
        if (!cancelled) {
            RecordPage.write(png, sheet);
        }
        return new UvSheetReport(
                png,
                sheet.length,
                set,
                all.size(),
                chosen.size(),
                most,
                gathered.faults,
                missing,
                cancelled,
                System.nanoTime() - begin);
    }

    private List<UvSample> choose(List<UvSample> all, List<String> missing) {
        List<UvSample> asked = new ArrayList<>();
        for (String id : ids.stream().distinct().toList()) {
            UvSample sample = tree.sample(set, id);
            if (sample == null || !sample.has(UvPart.MAP)) {
                missing.add(id);
            } else {
                asked.add(sample);
            }
        }
        List<UvSample> from = ids.isEmpty() ? all : asked;
        if (from.size() <= limit) {
            return from;
        }
        List<UvSample> some = new ArrayList<>();
        for (int i = 0; i < limit; i++) {
            some.add(from.get((int) ((long) i * from.size() / limit)));
        }
        return some;
    }

    /** What was read, in the order of the sheet. */
    private static final class Gathered implements Sink<UvSample, SheetMap> {
        private final List<SheetMap> maps = new ArrayList<>();
        private final List<String> captions = new ArrayList<>();
        /** In the places of faulty maps, the reason. */
        private final List<String> reasons = new ArrayList<>();

        private final List<UvMetricsReport.Fault> faults = new ArrayList<>();

        @Override
        public void accept(long sequence, UvSample sample, SheetMap out) {
            maps.add(out.copy());
            captions.add(sample.id());
            reasons.add("");
        }

        @Override
        public void rejected(long sequence, UvSample sample, String reason) {
            maps.add(new SheetMap());
            captions.add(sample.id());
            reasons.add(reason);
            faults.add(new UvMetricsReport.Fault(sample.id(), reason));
        }
    }

    private static double scaleOf(List<SheetMap> maps) {
        int count = maps.stream().mapToInt(map -> map.heat.length).sum();
        float[] all = new float[count];
        int at = 0;
        for (SheetMap map : maps) {
            System.arraycopy(map.heat, 0, all, at, map.heat.length);
            at += map.heat.length;
        }
        Arrays.sort(all);
        double bright = count == 0 ? 1 : all[(int) (BRIGHT_PERCENT / 100 * (count - 1))];
        return Arrays.stream(SCALES)
                .filter(level -> level >= bright)
                .findFirst()
                .orElse(SCALES[SCALES.length - 1]);
    }

    private byte[] draw(Gathered gathered, int all, double most) {
        SheetTile tile = new SheetTile(thumbPx);
        int shown = gathered.maps.size();
        int across = Math.clamp(shown, 1, columns);
        String title = set.word() + "   " + Numbers.grouped(shown) + " of " + Numbers.count(all, "map");
        try (ContactSheet sheet = ContactSheet.create(
                title, across, Math.max(1, Math.ceilDiv(shown, across)), tile.widthPx(), tile.heightPx())) {
            for (int i = 0; i < shown; i++) {
                String caption = gathered.captions.get(i);
                if (!gathered.reasons.get(i).isEmpty()) {
                    sheet.addFault(gathered.reasons.get(i), caption);
                    continue;
                }
                try (Arena arena = Arena.ofConfined()) {
                    sheet.add(tile.draw(gathered.maps.get(i), most, arena), caption);
                }
            }
            return sheet.toPng();
        }
    }
}
