package io.cameo.convert.coco;

import io.cameo.bytes.PageFault;
import io.cameo.convert.Markup;
import io.cameo.convert.RecordPage;
import io.cameo.convert.ShowReport;
import io.cameo.convert.Stop;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A file of COCO samples as one HTML page that needs nothing else: counts and charts of the whole file, then images, each
 * with its {@link PersonOverlay}, the plain photograph and the instance plane to change between, and a table of its persons.
 *
 * <p>All text from the file is escaped. One object is one run; {@link #cancel()} may be called from any thread.
 */
public final class CocoPage {
    /** Images on a page unless told otherwise. */
    public static final int DEFAULT_LIMIT = 60;
    /** The most images that a page may have: about 150 kB each. */
    public static final int MAX_LIMIT = 1_000;

    private final Path file;
    private final Stop stop = new Stop();
    private List<Long> ids = List.of();
    private int limit = DEFAULT_LIMIT;
    private Progress counting = Progress.NONE;
    private Progress drawing = Progress.NONE;

    private CocoPage(Path file) {
        this.file = file;
    }

    /** A page of a record file that {@code cameo coco encode} made, or of an HDF5 file of KerasPersonLab (named *.h5). */
    public static CocoPage of(Path rec) {
        return new CocoPage(rec);
    }

    /** Only these images, in this order; all where none is named. Counts and charts are of the whole file all the same. */
    public CocoPage ids(List<Long> imageIds) {
        ids = List.copyOf(imageIds);
        return this;
    }

    /**
     * The most images to show, from 1 to {@value #MAX_LIMIT}; of more, some that are spread evenly over the file.
     *
     * @throws IllegalArgumentException if it is not
     */
    public CocoPage limit(int images) {
        limit = CocoSheet.checkLimit(images, MAX_LIMIT);
        return this;
    }

    /** Whom to tell while samples are counted, and then while pictures are drawn. */
    public CocoPage progress(Progress whileCounting, Progress whileDrawing) {
        counting = whileCounting;
        drawing = whileDrawing;
        return this;
    }

    /** Ends {@link #writeTo} soon, with nothing written. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Makes the page. Damage in the file is shown, never thrown.
     *
     * @throws IOException if the file cannot be opened or the page cannot be written
     */
    public ShowReport writeTo(Path html) throws IOException {
        long beginNanos = System.nanoTime();
        try (SampleSource source = SampleSource.open(file)) {
            SampleRun run = new SampleRun(source, stop);
            List<ShowReport.Fault> faults = new ArrayList<>();
            PeopleCensus census = count(source, run, faults);
            SampleChoice asked = SampleChoice.of(source, ids);
            SampleChoice chosen = asked.spread(limit);
            Markup gallery = new Markup();
            run.run(chosen.positions(), drawing, PageCard::new, PageCard::make, card -> {
                boolean known = faults.stream().anyMatch(fault -> fault.position() == card.position());
                if (card.fault() != null && !known) {
                    faults.add(card.toFault(source));
                }
                gallery.append(card.markup(source));
            });
            boolean cancelled = stop.isWished();
            source.checkWhole();
            PageText text = new PageText(source, census, faults);
            long bytes = cancelled ? 0 : RecordPage.write(text.page(gallery, asked, chosen), html);
            return new ShowReport(
                    html,
                    bytes,
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

    private PeopleCensus count(SampleSource source, SampleRun run, List<ShowReport.Fault> faults) throws IOException {
        PeopleCensus census = new PeopleCensus();
        int[] all = IntStream.range(0, source.size()).toArray();
        run.run(all, counting, Counted::new, (sample, easel, into) -> into.people = sample.people(), counted -> {
            if (counted.fault() == null) {
                census.add(counted.people);
            } else {
                faults.add(counted.toFault(source));
            }
        });
        return census;
    }

    private static final class Counted extends SampleRun.Made {
        private List<CocoPerson> people = List.of();
    }
}
