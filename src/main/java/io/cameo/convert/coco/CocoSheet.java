package io.cameo.convert.coco;

import io.cameo.bytes.PageFault;
import io.cameo.convert.Numbers;
import io.cameo.convert.RecordPage;
import io.cameo.convert.ShowReport;
import io.cameo.convert.Stop;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.dataset.coco.CocoSample;
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
 * A picture of what is in a file of COCO samples: a contact sheet of {@link PersonOverlay}s, as PNG. What cannot be shown
 * has a red tile with the reason on it.
 *
 * <p>One object is one run; {@link #cancel()} may be called from any thread.
 */
public final class CocoSheet {
    /** Images on a sheet unless told otherwise. */
    public static final int DEFAULT_LIMIT = 24;
    /** The most images that a sheet may have. */
    public static final int MAX_LIMIT = 1_000;

    private static final int COLUMNS = 4;
    private static final int WIDTH_PX = 440;
    private static final int HEIGHT_PX = 330;

    private final Path file;
    private final Stop stop = new Stop();
    private List<Long> ids = List.of();
    private int limit = DEFAULT_LIMIT;
    private Progress progress = Progress.NONE;

    private CocoSheet(Path file) {
        this.file = file;
    }

    /** A sheet of a record file that {@code cameo coco encode} made, or of an HDF5 file of KerasPersonLab (named *.h5). */
    public static CocoSheet of(Path rec) {
        return new CocoSheet(rec);
    }

    /** Only these images, in this order; all where none is named. */
    public CocoSheet ids(List<Long> imageIds) {
        ids = List.copyOf(imageIds);
        return this;
    }

    /**
     * The most images to show, from 1 to {@value #MAX_LIMIT}; of more, some that are spread evenly over the file.
     *
     * @throws IllegalArgumentException if it is not
     */
    public CocoSheet limit(int images) {
        limit = checkLimit(images, MAX_LIMIT);
        return this;
    }

    /** Whom to tell while pictures are drawn. */
    public CocoSheet progress(Progress to) {
        progress = to;
        return this;
    }

    /** Ends {@link #writeTo} soon, with nothing written. */
    public void cancel() {
        stop.wish();
    }

    static int checkLimit(int images, int most) {
        if (images < 1 || images > most) {
            throw new IllegalArgumentException("limit out of range: limit=" + images + ", allowed=1.." + most);
        }
        return images;
    }

    /**
     * Draws the sheet. Damage in the file is shown, never thrown.
     *
     * @throws IOException if the file cannot be opened or the sheet cannot be written
     */
    public ShowReport writeTo(Path png) throws IOException {
        long beginNanos = System.nanoTime();
        try (SampleSource source = SampleSource.open(file)) {
            SampleChoice asked = SampleChoice.of(source, ids);
            SampleChoice chosen = asked.spread(limit);
            List<ShowReport.Fault> faults = new ArrayList<>();
            byte[] sheet = draw(source, chosen, faults);
            boolean cancelled = stop.isWished();
            source.checkWhole();
            if (!cancelled) {
                RecordPage.write(png, sheet);
            }
            return new ShowReport(
                    png,
                    cancelled ? 0 : sheet.length,
                    source.size(),
                    asked.positions().length,
                    chosen.positions().length,
                    0,
                    faults.size(),
                    List.copyOf(faults.subList(0, Math.min(faults.size(), ShowReport.MAX_FAULTS))),
                    0,
                    chosen.missingTexts(),
                    cancelled,
                    System.nanoTime() - beginNanos);
        } catch (InternalError fault) {
            throw PageFault.among(file, fault);
        }
    }

    private byte[] draw(SampleSource source, SampleChoice chosen, List<ShowReport.Fault> faults) throws IOException {
        int shown = chosen.positions().length;
        int columns = Math.clamp(shown, 1, COLUMNS);
        String title = source.path().getFileName() + "   " + Numbers.grouped(shown) + " of "
                + Numbers.count(source.size(), "image");
        try (ContactSheet sheet =
                ContactSheet.create(title, columns, Math.max(1, Math.ceilDiv(shown, columns)), WIDTH_PX, HEIGHT_PX)) {
            new SampleRun(source, stop).run(chosen.positions(), progress, Tile::new, CocoSheet::make, tile -> {
                String fault = tile.fault();
                if (fault == null) {
                    sheet.add(tile.image(), tile.caption);
                } else {
                    sheet.addFault(fault, Long.toString(source.idAt(tile.position())));
                    faults.add(tile.toFault(source));
                }
            });
            return sheet.toPng();
        }
    }

    private static void make(CocoSample sample, Easel easel, Tile into) {
        Image canvas = easel.photo(sample, WIDTH_PX, HEIGHT_PX, Double.MAX_VALUE);
        easel.overlay().draw(sample, canvas);
        into.bytes = canvas.toBytes();
        into.widthPx = canvas.widthPx();
        into.heightPx = canvas.heightPx();
        into.caption = sample.image().id() + "   " + said(sample.people());
    }

    /** {@code 3 persons (1 without key points), crowd}. */
    static String said(List<CocoPerson> people) {
        PeopleCensus census = new PeopleCensus();
        census.add(people);
        StringBuilder text = new StringBuilder(Numbers.count(census.persons(), "person"));
        if (census.unannotated() > 0) {
            text.append(" (").append(census.unannotated()).append(" without key points)");
        }
        if (census.crowds() > 0) {
            text.append(census.crowds() == 1 ? ", crowd" : ", " + census.crowds() + " crowds");
        }
        return text.toString();
    }

    private static final class Tile extends SampleRun.Made {
        private byte[] bytes = {};
        private int widthPx;
        private int heightPx;
        private String caption = "";

        private Image image() {
            return Image.wrap(MemorySegment.ofArray(bytes), widthPx, heightPx, 3L * widthPx, PixelFormat.BGR8);
        }
    }
}
