package io.cameo.convert.matting;

import io.cameo.bytes.PageFault;
import io.cameo.convert.Numbers;
import io.cameo.convert.RecordPage;
import io.cameo.convert.Stop;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.dataset.matting.MattingTree;
import io.cameo.image.ContactSheet;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture of matting data, as PNG: of each image the image itself, its mattes in a colour for each person, the people cut
 * out, the trimap and coarse masks. Of a video its middle frame; or frames of one video side by side, where a person has the same
 * colour in each.
 *
 * <p>What is wrong is told on the sheet and in the report, never thrown. One object is one run; {@link #cancel()} may come from
 * any thread.
 */
public final class MattingSheet {
    /** Images or videos on a sheet unless told otherwise. */
    public static final int DEFAULT_LIMIT = 12;
    /** Frames of one video unless told otherwise. */
    public static final int DEFAULT_FRAMES = 6;
    /** The most of either. */
    public static final int MAX_LIMIT = 1_000;
    /** Width of each picture unless told otherwise. */
    public static final int DEFAULT_THUMB_PX = 288;

    private static final int LEAST_THUMB_PX = 64;
    private static final int MOST_THUMB_PX = 2_000;
    private static final double USUAL_SHAPE = 0.75;

    private final SheetSource source;
    private List<String> samples = List.of();
    private @Nullable String clip;
    private @Nullable Long seed;
    private int limit;
    private int columns;
    private int thumbPx = DEFAULT_THUMB_PX;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;
    private final Stop stop = new Stop();

    private MattingSheet(SheetSource source) {
        this.source = source;
    }

    /** A sheet of a tree, whose files stay the caller's to close. */
    public static MattingSheet of(MattingTree tree) {
        return new MattingSheet(new TreeSheetSource(tree));
    }

    /**
     * A sheet of a record file that {@link MattingPack} wrote, which stays the caller's to close.
     *
     * @throws IllegalArgumentException if not one record holds an image with mattes
     */
    public static MattingSheet of(MattingRecords records) {
        return new MattingSheet(new RecordSheetSource(records));
    }

    /** Only these images or videos, by their names, with or without that of their split; all where none is named. */
    public MattingSheet samples(List<String> names) {
        samples = List.copyOf(names);
        return this;
    }

    /** Frames of one video, by its name. */
    public MattingSheet clip(String name) {
        clip = name;
        return this;
    }

    /**
     * The most to show, from 1 to {@value #MAX_LIMIT}: of more, some that are spread evenly.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public MattingSheet limit(int most) {
        limit = within("limit", most, 1, MAX_LIMIT);
        return this;
    }

    /** Choose at random where there are more than the limit: the same for the same seed. */
    public MattingSheet random(long newSeed) {
        seed = newSeed;
        return this;
    }

    /**
     * How many images in a row, or frames; by default one image, and {@value #DEFAULT_FRAMES} frames.
     *
     * @throws IllegalArgumentException if it is not from 1 to {@value #MAX_LIMIT}
     */
    public MattingSheet columns(int count) {
        columns = within("columns", count, 1, MAX_LIMIT);
        return this;
    }

    /**
     * Width of each picture.
     *
     * @throws IllegalArgumentException if it is not from 64 to 2000
     */
    public MattingSheet thumbPx(int px) {
        thumbPx = within("thumb", px, LEAST_THUMB_PX, MOST_THUMB_PX);
        return this;
    }

    public MattingSheet workers(int count) {
        workers = count;
        return this;
    }

    /** Told of images and frames. */
    public MattingSheet progress(Progress to) {
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
     * Draws the sheet.
     *
     * @throws IllegalArgumentException if there is no such video, or the sheet would exceed 268 million pixels
     * @throws IOException if something cannot be read at all, or the sheet cannot be written
     */
    public MattingSheetReport writeTo(Path png) throws IOException {
        long begin = System.nanoTime();
        try {
            SheetChoice chosen = clip == null
                    ? SheetChoice.samples(source, samples, limit == 0 ? DEFAULT_LIMIT : limit, seed)
                    : SheetChoice.frames(source, clip, limit == 0 ? DEFAULT_FRAMES : limit, seed);
            List<MattingSheetReport.Fault> faults = new ArrayList<>();
            byte[] sheet = draw(chosen, faults);
            boolean cancelled = stop.isWished();
            if (!cancelled) {
                RecordPage.write(png, sheet);
            }
            return new MattingSheetReport(
                    png,
                    cancelled ? 0 : sheet.length,
                    noun(),
                    chosen.all(),
                    chosen.items().size(),
                    faults,
                    chosen.missing(),
                    cancelled,
                    System.nanoTime() - begin);
        } catch (InternalError fault) {
            throw PageFault.among(Path.of(source.name()), fault);
        }
    }

    private byte[] draw(SheetChoice chosen, List<MattingSheetReport.Fault> faults) throws IOException {
        SheetPlan plan = plan(chosen);
        List<SheetItem> items = chosen.items();
        int across = columns > 0 ? columns : clip == null ? 1 : DEFAULT_FRAMES;
        int used = Math.clamp(items.size(), 1, across);
        Pipeline<SheetItem, SheetEasel, SheetTile> pipeline = Pipeline.<SheetItem, SheetEasel, SheetTile>builder(
                        "show",
                        () -> new SheetEasel(source, plan),
                        SheetTile::new,
                        (item, easel, tile) -> easel.draw(item, tile))
                .workers(Math.min(workers, Math.max(1, items.size())))
                .progress(progress, items.size())
                .build();
        Iterator<SheetItem> next = items.iterator();
        try (ContactSheet sheet = ContactSheet.create(
                        title(chosen),
                        used,
                        Math.max(1, Math.ceilDiv(items.size(), used)),
                        plan.widthPx(),
                        plan.heightPx());
                var _ = stop.stops(pipeline)) {
            pipeline.run(() -> next.hasNext() ? next.next() : null, (sequence, item, tile) -> {
                sheet.add(tile.image(plan), "");
                tile.findings().forEach(finding -> faults.add(new MattingSheetReport.Fault(item.name(), finding)));
            });
            return sheet.toPng();
        }
    }

    private String noun() {
        return clip != null ? "frame" : source.isVideo() ? "video" : "image";
    }

    private String title(SheetChoice chosen) {
        String name = clip == null ? source.name() : source.name() + "   " + chosen.name();
        return name + "   " + Numbers.grouped(chosen.items().size()) + " of " + Numbers.count(chosen.all(), noun());
    }

    /** Panels of videos, whose frames are all of one shape, have that of the first; others the usual one. */
    private SheetPlan plan(SheetChoice chosen) throws IOException {
        double shape = USUAL_SHAPE;
        if (source.isVideo() && !chosen.items().isEmpty()) {
            try (SheetSource.Reader reader = source.reader();
                    SheetFrame frame = new SheetFrame()) {
                reader.load(chosen.items().getFirst(), frame);
                shape = frame.hasSize() ? Math.clamp((double) frame.heightPx() / frame.widthPx(), 0.5, 2) : shape;
            }
        }
        String masks = source.masks();
        return new SheetPlan(clip != null, masks == null ? "" : masks, thumbPx, (int) Math.round(thumbPx * shape));
    }
}
