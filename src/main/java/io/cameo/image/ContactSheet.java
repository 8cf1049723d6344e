package io.cameo.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A page of thumbnails with captions and a title, to look at a data set with one's own eyes.
 *
 * <p>Images are drawn when they are added, so they need to live no longer than that call. Captions are ASCII; other
 * characters show as {@code ?}, and what is too long is cut. Not thread-safe.
 */
public final class ContactSheet implements AutoCloseable {
    /** What lies under everything, 0xRRGGBB as all colours here. */
    public static final int PAPER = 0xfaf9f6;
    /** Behind a thumbnail that does not fill its place. */
    public static final int CELL = 0xece9e2;
    /** The title. */
    public static final int TITLE_INK = 0x22252a;
    /** Captions. */
    public static final int CAPTION_INK = 0x5b6068;
    /** A tile of what cannot be shown. */
    public static final int FAULT_PAPER = 0xf7dcd8;
    /** The reason on it, and its frame. */
    public static final int FAULT_INK = 0xa3271b;

    private static final int MARGIN_PX = 32;
    private static final int GAP_PX = 14;
    private static final int TITLE_HEIGHT_PX = 64;
    private static final int TITLE_TEXT_PX = 22;
    private static final int CAPTION_HEIGHT_PX = 20;
    private static final int CAPTION_TEXT_PX = 9;
    private static final int FAULT_FRAME_PX = 2;
    private static final int PNG_LEVEL = 6;
    private static final long SIZE_LIMIT_PX = 1L << 28;

    private final ImageCodec codec;
    private final Arena arena;
    private final Image canvas;
    private final int columns;
    private final int rows;
    private final int thumbWidthPx;
    private final int thumbHeightPx;
    private int count;

    private ContactSheet(String title, int columns, int rows, int thumbWidthPx, int thumbHeightPx) {
        this.columns = columns;
        this.rows = rows;
        this.thumbWidthPx = thumbWidthPx;
        this.thumbHeightPx = thumbHeightPx;
        codec = ImageCodec.create();
        arena = Arena.ofConfined();
        int widthPx = 2 * MARGIN_PX + columns * (thumbWidthPx + GAP_PX) - GAP_PX;
        canvas = Image.allocate(arena, widthPx, heightPx(rows), PixelFormat.BGR8);
        fill(0, 0, canvas.widthPx(), canvas.heightPx(), PAPER);
        Lettering.draw(
                canvas, title, MARGIN_PX, MARGIN_PX, canvas.widthPx() - 2 * MARGIN_PX, TITLE_TEXT_PX, true, TITLE_INK);
    }

    /**
     * An empty sheet.
     *
     * @param columns thumbnails in a row
     * @param rows at most so many rows; the finished sheet has as many as it needs
     * @param thumbPx side of the square that holds a thumbnail
     * @throws IllegalArgumentException if a size is not positive or the sheet would exceed 268 million pixels
     * @throws IllegalStateException if OpenCV cannot be loaded
     */
    public static ContactSheet create(String title, int columns, int rows, int thumbPx) {
        return create(title, columns, rows, thumbPx, thumbPx);
    }

    /** An empty sheet whose thumbnails have a place that is not square; otherwise the same. */
    public static ContactSheet create(String title, int columns, int rows, int thumbWidthPx, int thumbHeightPx) {
        boolean sane = isSide(columns) && isSide(rows) && isSide(thumbWidthPx) && isSide(thumbHeightPx);
        if (!sane || (thumbWidthPx + 64L) * columns * (thumbHeightPx + 64L) > SIZE_LIMIT_PX / rows) {
            String thumb =
                    thumbWidthPx == thumbHeightPx ? Integer.toString(thumbWidthPx) : thumbWidthPx + "x" + thumbHeightPx;
            throw new IllegalArgumentException(
                    "sheet size out of range: columns=" + columns + ", rows=" + rows + ", thumb=" + thumb);
        }
        return new ContactSheet(title, columns, rows, thumbWidthPx, thumbHeightPx);
    }

    /** Small enough that products of three cannot overflow a long. */
    private static boolean isSide(int value) {
        return value > 0 && value <= 1 << 16;
    }

    /** Whether every place is taken. */
    public boolean isFull() {
        return count == columns * rows;
    }

    /**
     * Draws the next thumbnail: fitted into its place with the aspect ratio kept, 16 bits shown as 8, alpha over the
     * cell's colour.
     *
     * @throws IllegalArgumentException if the sheet is full
     */
    public void add(Image image, String caption) {
        requireRoom();
        int xPx = leftPx();
        int yPx = topPx();
        fill(xPx, yPx, thumbWidthPx, thumbHeightPx, CELL);
        Image thumb = fit(image);
        paste(thumb, xPx + (thumbWidthPx - thumb.widthPx()) / 2, yPx + (thumbHeightPx - thumb.heightPx()) / 2);
        finish(xPx, yPx, caption, CAPTION_INK);
    }

    /**
     * Draws a red tile in the next place, for an image that there is not, with the reason on it as far as it fits.
     *
     * @throws IllegalArgumentException if the sheet is full
     */
    public void addFault(String reason, String caption) {
        requireRoom();
        int xPx = leftPx();
        int yPx = topPx();
        fill(xPx, yPx, thumbWidthPx, thumbHeightPx, FAULT_INK);
        int insideWidthPx = thumbWidthPx - 2 * FAULT_FRAME_PX;
        int insideHeightPx = thumbHeightPx - 2 * FAULT_FRAME_PX;
        if (insideWidthPx > 0 && insideHeightPx > 0) {
            fill(xPx + FAULT_FRAME_PX, yPx + FAULT_FRAME_PX, insideWidthPx, insideHeightPx, FAULT_PAPER);
        }
        int padPx = 3 * FAULT_FRAME_PX;
        int lineWidthPx = thumbWidthPx - 2 * padPx;
        int linePx = 2 * CAPTION_TEXT_PX;
        int lines = (thumbHeightPx - 2 * padPx) / linePx;
        if (lineWidthPx > 0 && lines > 0) {
            int lineTopPx = yPx + padPx;
            for (String line : Lettering.wrap(reason, lineWidthPx, CAPTION_TEXT_PX, lines)) {
                Lettering.draw(canvas, line, xPx + padPx, lineTopPx, lineWidthPx, CAPTION_TEXT_PX, false, FAULT_INK);
                lineTopPx += linePx;
            }
        }
        finish(xPx, yPx, caption, FAULT_INK);
    }

    private void requireRoom() {
        if (isFull()) {
            throw new IllegalArgumentException("sheet is full: columns=" + columns + ", rows=" + rows);
        }
    }

    private int leftPx() {
        return MARGIN_PX + count % columns * (thumbWidthPx + GAP_PX);
    }

    private int topPx() {
        return MARGIN_PX + TITLE_HEIGHT_PX + count / columns * (thumbHeightPx + CAPTION_HEIGHT_PX + GAP_PX);
    }

    private void finish(int xPx, int yPx, String caption, int ink) {
        Lettering.draw(canvas, caption, xPx, yPx + thumbHeightPx + 6, thumbWidthPx, CAPTION_TEXT_PX, false, ink);
        count++;
    }

    /** The sheet so far as a PNG file, without the rows that nothing was added to. */
    public byte[] toPng() {
        int usedRows = Math.max(1, (count + columns - 1) / columns);
        Image used = canvas.crop(0, 0, canvas.widthPx(), heightPx(usedRows));
        return codec.encode(used, Encoding.PNG, PNG_LEVEL).toArray(ValueLayout.JAVA_BYTE);
    }

    private int heightPx(int rowCount) {
        return 2 * MARGIN_PX + TITLE_HEIGHT_PX + rowCount * (thumbHeightPx + CAPTION_HEIGHT_PX + GAP_PX) - GAP_PX;
    }

    private Image fit(Image image) {
        double scale = Math.min((double) thumbWidthPx / image.widthPx(), (double) thumbHeightPx / image.heightPx());
        int widthPx = Math.clamp(Math.round(image.widthPx() * scale), 1, thumbWidthPx);
        int heightPx = Math.clamp(Math.round(image.heightPx() * scale), 1, thumbHeightPx);
        Interpolation how = scale < 1 ? Interpolation.AREA : Interpolation.CUBIC;
        return Transforms.resize(widthPx, heightPx, how, 0).apply(image, 0, codec);
    }

    private void paste(Image thumb, int leftPx, int topPx) {
        boolean gray = thumb.format().channels() == 1;
        boolean alpha = thumb.format().channels() == 4;
        int full = thumb.format().bytesPerSample() == 1 ? 255 : 65535;
        for (int y = 0; y < thumb.heightPx(); y++) {
            for (int x = 0; x < thumb.widthPx(); x++) {
                int cover = alpha ? thumb.sample(x, y, 3) : full;
                for (int channel = 0; channel < 3; channel++) {
                    int sample = thumb.sample(x, y, gray ? 0 : channel);
                    int value = (sample * 255 / full * cover + ((CELL >> (8 * channel)) & 255) * (full - cover)) / full;
                    put(leftPx + x, topPx + y, channel, value);
                }
            }
        }
    }

    private void fill(int xPx, int yPx, int widthPx, int heightPx, int rgb) {
        for (int y = yPx; y < yPx + heightPx; y++) {
            for (int x = xPx; x < xPx + widthPx; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    put(x, y, channel, rgb >> (8 * channel));
                }
            }
        }
    }

    private void put(int xPx, int yPx, int channel, int value) {
        MemorySegment pixels = canvas.pixels();
        pixels.set(ValueLayout.JAVA_BYTE, yPx * canvas.strideBytes() + 3L * xPx + channel, (byte) value);
    }

    @Override
    public void close() {
        codec.close();
        arena.close();
    }
}
