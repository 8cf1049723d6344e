package io.cameo.convert;

import io.cameo.bytes.PageFault;
import io.cameo.image.ContactSheet;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture of what is in a record file: a contact sheet, as PNG. What cannot be shown has a red tile with the reason on
 * it; records without a picture are left out.
 *
 * <p>One object is one run; {@link #cancel()} may be called from any thread.
 */
public final class RecordSheet {
    /** Thumbnails in a row unless told otherwise. */
    public static final int DEFAULT_COLUMNS = 12;
    /** Rows unless told otherwise. */
    public static final int DEFAULT_ROWS = 8;
    /** Side of a thumbnail unless told otherwise. */
    public static final int DEFAULT_THUMB_PX = 112;

    private static final int MAX_TILES = 1_000_000;

    private final Path rec;
    private final Stop stop = new Stop();
    private RecordChoice choice = RecordChoice.ALL;
    private String title;
    private int columns = DEFAULT_COLUMNS;
    private int rows = DEFAULT_ROWS;
    private int thumbPx = DEFAULT_THUMB_PX;
    private Progress progress = Progress.NONE;

    private RecordSheet(Path rec) {
        this.rec = rec;
        title = String.valueOf(rec.getFileName());
    }

    /** A sheet of a record file and the index beside it, if there is one. */
    public static RecordSheet of(Path rec) {
        return new RecordSheet(rec);
    }

    /**
     * A contact sheet of records spread evenly over a file, ordered by label, each with its key and label.
     *
     * @return a PNG file
     * @throws IOException if the file cannot be opened
     */
    public static byte[] sample(Path rec, String title, int columns, int rows) throws IOException {
        RecordSheet sheet = of(rec).choice(new RecordChoice(List.of(), List.of(), null, null, true))
                .title(title)
                .columns(columns)
                .rows(rows);
        try (RecordAccess records = RecordAccess.open(rec)) {
            return sheet.draw(records, sheet.choose(records), new ArrayList<>()).png;
        }
    }

    /** Which records to show. */
    public RecordSheet choice(RecordChoice which) {
        choice = which;
        return this;
    }

    /** What stands over the sheet; the file's name unless told otherwise. */
    public RecordSheet title(String text) {
        title = text;
        return this;
    }

    /** Thumbnails in a row. */
    public RecordSheet columns(int count) {
        columns = count;
        return this;
    }

    /** At most so many rows; there are as many as are needed. */
    public RecordSheet rows(int count) {
        rows = count;
        return this;
    }

    /** Side of a thumbnail. */
    public RecordSheet thumbPx(int px) {
        thumbPx = px;
        return this;
    }

    /** Whom to tell while pictures are drawn. */
    public RecordSheet progress(Progress to) {
        progress = to;
        return this;
    }

    /** Ends {@link #writeTo} soon, with nothing written. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Draws the sheet. Damage in the record file or its index is shown, never thrown.
     *
     * @throws IOException if the record file cannot be opened or the sheet cannot be written
     * @throws IllegalArgumentException if a size is not positive or the sheet would exceed 268 million pixels
     */
    public ShowReport writeTo(Path png) throws IOException {
        long beginNanos = System.nanoTime();
        try (RecordAccess records = RecordAccess.open(rec)) {
            ChosenRecords chosen = choose(records);
            List<ShowReport.Fault> faults = new ArrayList<>();
            Drawn drawn = draw(records, chosen, faults);
            boolean cancelled = stop.isWished();
            records.checkWhole();
            if (!cancelled) {
                RecordPage.write(png, drawn.png);
            }
            return new ShowReport(
                    png,
                    cancelled ? 0 : drawn.png.length,
                    records.size(),
                    chosen.matching(),
                    drawn.tiles,
                    chosen.empty(),
                    drawn.faulty,
                    List.copyOf(faults),
                    chosen.unreadable(),
                    chosen.missingKeys(),
                    cancelled,
                    System.nanoTime() - beginNanos);
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }

    private static final class Drawn {
        private byte[] png = {};
        private int tiles;
        private int faulty;
    }

    private ChosenRecords choose(RecordAccess records) {
        if (columns < 1 || rows < 1 || (long) columns * rows > MAX_TILES) {
            throw new IllegalArgumentException(
                    "sheet size out of range: columns=" + columns + ", rows=" + rows + ", most=" + MAX_TILES);
        }
        return ChosenRecords.of(records, choice, columns * rows, stop::isWished);
    }

    private Drawn draw(RecordAccess records, ChosenRecords chosen, List<ShowReport.Fault> faults) throws IOException {
        Drawn drawn = new Drawn();
        ThumbnailRun run = new ThumbnailRun(records, (image, codec, into) -> {
            Image small = ThumbnailRun.fit(image, thumbPx, codec);
            into.bytes = small.toBytes();
            into.widthPx = small.widthPx();
            into.heightPx = small.heightPx();
        });
        try (ContactSheet sheet = ContactSheet.create(title, columns, rows, thumbPx)) {
            run.run(chosen.positions(), progress, stop, thumbnail -> {
                drawn.tiles++;
                String fault = thumbnail.fault;
                if (fault == null) {
                    sheet.add(pixels(thumbnail), caption(thumbnail));
                    return;
                }
                sheet.addFault(fault, caption(thumbnail));
                drawn.faulty++;
                if (faults.size() < ShowReport.MAX_FAULTS) {
                    faults.add(thumbnail.toFault());
                }
            });
            drawn.png = sheet.toPng();
            return drawn;
        }
    }

    private static Image pixels(Thumbnail thumbnail) {
        return Image.wrap(
                MemorySegment.ofArray(thumbnail.bytes),
                thumbnail.widthPx,
                thumbnail.heightPx,
                3L * thumbnail.widthPx,
                PixelFormat.BGR8);
    }

    private static String caption(Thumbnail thumbnail) {
        return thumbnail.labelCount == 0 ? thumbnail.key : thumbnail.key + "  " + thumbnail.shortLabel();
    }
}
