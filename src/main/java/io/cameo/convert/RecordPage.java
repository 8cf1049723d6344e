package io.cameo.convert;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.PageFault;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A record file as one HTML page that needs nothing else: pictures, search, histograms of the whole file, what is damaged.
 *
 * <p>Pictures are JPEG thumbnails inside the page. They get smaller as they get more, so that a page of the default number
 * stays under about 18 MB; all text from the file is escaped. One object is one run; {@link #cancel()} from any thread.
 */
public final class RecordPage {
    /** How many records a page shows unless told otherwise. */
    public static final int DEFAULT_LIMIT = 2_000;
    /** The most records a page may show. */
    public static final int MAX_LIMIT = 10_000;
    /** Side of a thumbnail on the page unless told otherwise. */
    public static final int DEFAULT_THUMB_PX = 112;
    /** The largest side that a thumbnail may have. */
    public static final int MAX_THUMB_PX = 1024;

    /** For all pictures of a page, before base64 makes a third more of it. */
    private static final int PICTURE_BYTES = 12_000_000;

    private static final int LARGEST_PICTURE_BYTES = 32_000;
    private static final int LARGEST_SIDE_PX = 320;
    private static final int SMALLEST_SIDE_PX = 32;
    private static final int QUALITY = 82;
    /** What pictures of this quality need, about. */
    private static final double BYTES_PER_PIXEL = 0.25;

    private final Path rec;
    private final Stop stop = new Stop();
    private RecordChoice choice = RecordChoice.ALL;
    private int limit = DEFAULT_LIMIT;
    private int thumbPx = DEFAULT_THUMB_PX;
    private Progress counting = Progress.NONE;
    private Progress drawing = Progress.NONE;

    private RecordPage(Path rec) {
        this.rec = rec;
    }

    /** A page of a record file and the index beside it, if there is one. */
    public static RecordPage of(Path rec) {
        return new RecordPage(rec);
    }

    /** Which records to show; the histograms are of the whole file all the same. */
    public RecordPage choice(RecordChoice which) {
        choice = which;
        return this;
    }

    /**
     * The most records to show, from 1 to {@value #MAX_LIMIT}.
     *
     * @throws IllegalArgumentException if it is not
     */
    public RecordPage limit(int records) {
        limit = within("limit", records, 1, MAX_LIMIT);
        return this;
    }

    /**
     * The side of a thumbnail on the page, in CSS pixels, from 16 to {@value #MAX_THUMB_PX}.
     *
     * @throws IllegalArgumentException if it is not
     */
    public RecordPage thumbPx(int px) {
        thumbPx = within("thumb", px, 16, MAX_THUMB_PX);
        return this;
    }

    /** Whom to tell while records are counted, and then while pictures are drawn. */
    public RecordPage progress(Progress whileCounting, Progress whileDrawing) {
        counting = whileCounting;
        drawing = whileDrawing;
        return this;
    }

    /** Ends {@link #writeTo} soon, with nothing written. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Makes the page. Damage in the record file or its index is shown, never thrown.
     *
     * @throws IOException if the record file cannot be opened or the page cannot be written
     */
    public ShowReport writeTo(Path html) throws IOException {
        long beginNanos = System.nanoTime();
        try (RecordAccess records = RecordAccess.open(rec)) {
            RecordCensus census = RecordCensus.of(records, counting, stop);
            ChosenRecords chosen = ChosenRecords.of(records, choice, limit, stop::isWished);
            PageParts page = new PageParts(records, census, chosen, choice);
            List<ShowReport.Fault> faults = new ArrayList<>(census.faults());
            int[] found = {0};
            int budgetBytes = Math.min(PICTURE_BYTES / Math.max(1, chosen.positions().length), LARGEST_PICTURE_BYTES);
            ThumbnailRun run =
                    new ThumbnailRun(records, (image, codec, into) -> encode(image, codec, into, budgetBytes));
            run.run(chosen.positions(), drawing, stop, thumbnail -> {
                page.add(thumbnail);
                if (thumbnail.foundByDecoding) {
                    found[0]++;
                    if (faults.size() < ShowReport.MAX_FAULTS) {
                        faults.add(thumbnail.toFault());
                    }
                }
            });
            boolean cancelled = stop.isWished();
            records.checkWhole();
            int faulty = Math.toIntExact(census.faulty() + found[0]);
            long bytes = cancelled ? 0 : write(page.page(thumbPx, faults, faulty), html);
            return new ShowReport(
                    html,
                    bytes,
                    records.size(),
                    chosen.matching(),
                    page.tiles(),
                    Math.toIntExact(census.empty()),
                    faulty,
                    List.copyOf(faults),
                    chosen.unreadable(),
                    chosen.missingKeys(),
                    cancelled,
                    System.nanoTime() - beginNanos);
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }

    /** Shrinks until the bytes fit, from a size that will as a rule. */
    private static void encode(Image image, ImageCodec codec, Thumbnail into, int budgetBytes) {
        int sidePx = Math.clamp((int) Math.sqrt(budgetBytes / BYTES_PER_PIXEL), SMALLEST_SIDE_PX, LARGEST_SIDE_PX);
        Image small = ThumbnailRun.fit(image, sidePx, codec);
        into.bytes = codec.encode(small, Encoding.JPEG, QUALITY).toArray(ValueLayout.JAVA_BYTE);
        while (into.bytes.length > budgetBytes && sidePx > SMALLEST_SIDE_PX) {
            sidePx = Math.max(SMALLEST_SIDE_PX, Math.max(small.widthPx(), small.heightPx()) * 3 / 4);
            small = ThumbnailRun.fit(small, sidePx, codec);
            into.bytes = codec.encode(small, Encoding.JPEG, QUALITY).toArray(ValueLayout.JAVA_BYTE);
        }
        into.widthPx = small.widthPx();
        into.heightPx = small.heightPx();
    }

    /**
     * Writes pieces one behind the other into a file that appears whole or not at all.
     *
     * @return how many bytes they came to
     */
    public static long write(List<Markup> pieces, Path html) throws IOException {
        byte[][] encoded = new byte[pieces.size()][];
        long bytes = 0;
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = pieces.get(i).toString().getBytes(StandardCharsets.UTF_8);
            bytes += encoded[i].length;
        }
        write(html, encoded);
        return bytes;
    }

    /** Writes bytes one behind the other into a file that appears whole or not at all. */
    public static void write(Path to, byte[]... pieces) throws IOException {
        try (AtomicFile out = AtomicFile.create(to)) {
            for (byte[] piece : pieces) {
                ByteBuffer buffer = ByteBuffer.wrap(piece);
                while (buffer.hasRemaining()) {
                    out.channel().write(buffer);
                }
            }
            out.commit();
        }
    }

    private static int within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " out of range: " + what + "=" + value + ", allowed=" + least + ".." + most);
        }
        return value;
    }
}
