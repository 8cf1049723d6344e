package io.cameo.convert.matting;

import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.AlphaBox;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes pictures as JPEGs, the same bytes as {@link ImageCodec#encode}, with less work where most of a picture is known: a block of
 * 16x16 pixels depends on others by the three DC levels alone that it counts from, so blocks that have not changed are taken from
 * a file that was made before. One for each thread.
 */
final class PictureCoder implements AutoCloseable {
    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

    private final int quality;
    private final ImageCodec codec = ImageCodec.create();
    private final PlanePool pool = new PlanePool();
    private final List<Patch> patches = new ArrayList<>();
    private final List<CodedJpeg> spare = new ArrayList<>();
    private final BitRow row = new BitRow();
    private final int[] levels = new int[CodedJpeg.COMPONENTS];
    private byte[] file = {};
    private @Nullable CodedJpeg black;
    private int blackWidthPx;
    private int blackHeightPx;

    /** A part that was encoded alone, in MCUs of the whole. */
    private record Patch(CodedJpeg coded, int column, int row) {
        int end() {
            return column + coded.columns();
        }

        boolean hasRow(int other) {
            return other >= row && other < row + coded.rows();
        }
    }

    PictureCoder(int quality) {
        this.quality = quality;
    }

    /**
     * Encodes a picture.
     *
     * @return valid until the next call
     */
    MemorySegment encode(SynthTarget.Painted painted) {
        Image picture = painted.image();
        CodedJpeg base = painted.base();
        if (base == null) {
            return codec.encode(picture, Encoding.JPEG, quality);
        }
        patches.clear();
        for (AlphaBox box : painted.changed()) {
            AlphaBox whole = aligned(box, picture.widthPx(), picture.heightPx());
            if (!patch(base, whole.part(picture), whole)) {
                return codec.encode(picture, Encoding.JPEG, quality);
            }
        }
        return assemble(base);
    }

    /**
     * Encodes somebody alone: the colours where they are, black around, as large as the canvas.
     *
     * @return valid until the next call
     */
    MemorySegment alone(SceneBuilder.Person person) {
        Image colours = person.colours();
        AlphaBox box = person.box();
        int widthPx = person.matte().widthPx();
        int heightPx = person.matte().heightPx();
        CodedJpeg base = black(widthPx, heightPx);
        AlphaBox whole = aligned(box, widthPx, heightPx);
        pool.reset();
        Image part = pool.take(whole.widthPx(), whole.heightPx(), PixelFormat.BGR8);
        paint(colours, box, whole, part);
        patches.clear();
        if (base != null && patch(base, part, whole)) {
            return assemble(base);
        }
        AlphaBox all = new AlphaBox(0, 0, widthPx, heightPx);
        Image canvas = pool.take(widthPx, heightPx, PixelFormat.BGR8);
        paint(colours, box, all, canvas);
        return codec.encode(canvas, Encoding.JPEG, quality);
    }

    private static void paint(Image colours, AlphaBox box, AlphaBox place, Image canvas) {
        canvas.pixels().fill((byte) 0);
        Image to = canvas.crop(box.xPx() - place.xPx(), box.yPx() - place.yPx(), box.widthPx(), box.heightPx());
        for (int y = 0; y < colours.heightPx(); y++) {
            MemorySegment.copy(
                    colours.pixels(), y * colours.strideBytes(), to.pixels(), y * to.strideBytes(), colours.rowBytes());
        }
    }

    private @Nullable CodedJpeg black(int widthPx, int heightPx) {
        CodedJpeg known = black;
        if (known != null && widthPx == blackWidthPx && heightPx == blackHeightPx) {
            return known;
        }
        pool.reset();
        Image two = pool.take(2 * CodedJpeg.MCU_PX, CodedJpeg.MCU_PX, PixelFormat.BGR8);
        two.pixels().fill((byte) 0);
        CodedJpeg small = CodedJpeg.of(codec.encode(two, Encoding.JPEG, quality));
        if (small == null) {
            return null;
        }
        CodedJpeg made = new CodedJpeg();
        made.fill(small, widthPx, heightPx);
        black = made;
        blackWidthPx = widthPx;
        blackHeightPx = heightPx;
        return made;
    }

    /** The box with all of each MCU that it touches. */
    private static AlphaBox aligned(AlphaBox box, int widthPx, int heightPx) {
        int left = box.xPx() & -CodedJpeg.MCU_PX;
        int top = box.yPx() & -CodedJpeg.MCU_PX;
        int right = Math.min(widthPx, after(box.xPx() + box.widthPx()));
        int bottom = Math.min(heightPx, after(box.yPx() + box.heightPx()));
        return new AlphaBox(left, top, right - left, bottom - top);
    }

    private static int after(int px) {
        return (px + CodedJpeg.MCU_PX - 1) & -CodedJpeg.MCU_PX;
    }

    private boolean patch(CodedJpeg base, Image part, AlphaBox place) {
        if (spare.size() == patches.size()) {
            spare.add(new CodedJpeg());
        }
        CodedJpeg coded = spare.get(patches.size());
        boolean fits = coded.read(codec.encode(part, Encoding.JPEG, quality))
                && coded.head().isLike(base.head());
        patches.add(new Patch(coded, place.xPx() / CodedJpeg.MCU_PX, place.yPx() / CodedJpeg.MCU_PX));
        return fits;
    }

    private MemorySegment assemble(CodedJpeg base) {
        row.clear();
        Arrays.fill(levels, 0);
        for (int y = 0; y < base.rows(); y++) {
            for (int x = 0; x < base.columns(); ) {
                x = next(base, x, y);
            }
        }
        byte[] head = base.head().bytes();
        int most = Math.addExact(head.length + END.length, row.mostStuffed());
        if (file.length < most) {
            file = new byte[most];
        }
        System.arraycopy(head, 0, file, 0, head.length);
        int end = row.stuffInto(file, head.length);
        System.arraycopy(END, 0, file, end, END.length);
        return MemorySegment.ofArray(file).asSlice(0, (long) end + END.length);
    }

    /** Copies what one source has of a row from there on; where that ends. Patches that overlap have the same pixels. */
    private int next(CodedJpeg base, int x, int y) {
        int end = base.columns();
        Patch furthest = null;
        for (Patch patch : patches) {
            if (!patch.hasRow(y)) {
                continue;
            }
            if (patch.column() > x) {
                end = Math.min(end, patch.column());
            } else if (patch.end() > x && (furthest == null || patch.end() > furthest.end())) {
                furthest = patch;
            }
        }
        if (furthest == null) {
            int line = y * base.columns();
            base.copy(line + x, line + end, levels, row);
            return end;
        }
        CodedJpeg coded = furthest.coded();
        int line = (y - furthest.row()) * coded.columns();
        coded.copy(line + x - furthest.column(), line + furthest.end() - furthest.column(), levels, row);
        return furthest.end();
    }

    @Override
    public void close() {
        codec.close();
        pool.close();
    }
}
