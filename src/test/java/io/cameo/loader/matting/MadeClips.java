package io.cameo.loader.matting;

import io.cameo.dataset.matting.ClipPlace;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingNames;
import io.cameo.dataset.matting.MattingRecordWriter;
import io.cameo.dataset.matting.MattingSplit;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.PlaneEffort;
import io.cameo.matte.PlaneEncoder;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Records for tests whose pixels say where they are: blue is a ramp from left to right, green one from top to bottom, red the
 * number of the frame. The matte of person "x" is the blue ramp, that of "y" the green one, that of anybody else a disc.
 */
final class MadeClips {
    static final int WIDTH_PX = 120;
    static final int HEIGHT_PX = 96;

    private MadeClips() {}

    /**
     * A clip.
     *
     * @param missing numbers of frames that are not packed
     */
    record Clip(int frames, List<String> people, List<Integer> missing, int widthPx, int heightPx) {
        static Clip of(int frames, String... people) {
            return new Clip(frames, List.of(people), List.of(), WIDTH_PX, HEIGHT_PX);
        }

        Clip without(Integer... frames) {
            return new Clip(this.frames, people, List.of(frames), widthPx, heightPx);
        }

        Clip sized(int widthPx, int heightPx) {
            return new Clip(frames, people, missing, widthPx, heightPx);
        }
    }

    static Path write(Path rec, List<Clip> clips) throws IOException {
        return write(rec, clips, PixelFormat.GRAY8, true);
    }

    /** Writes records of clips with mattes of the format, and masks if wanted. */
    static Path write(Path rec, List<Clip> clips, PixelFormat format, boolean withMasks) throws IOException {
        try (RecordWriter writer = RecordWriter.create(rec);
                ImageCodec codec = ImageCodec.create();
                PlaneEncoder encoder = PlaneEncoder.create(PlaneEffort.FAST)) {
            long key = 0;
            for (int number = 0; number < clips.size(); number++) {
                Clip clip = clips.get(number);
                for (int frame = 0; frame < clip.frames(); frame++) {
                    if (!clip.missing().contains(frame)) {
                        ClipPlace place = new ClipPlace(number, key, clip.frames(), frame);
                        write(writer, codec, encoder, clip, place, format, withMasks);
                    }
                }
                key += clip.frames();
            }
            writer.commit();
        }
        return rec;
    }

    private static void write(
            RecordWriter writer,
            ImageCodec codec,
            PlaneEncoder encoder,
            Clip clip,
            ClipPlace place,
            PixelFormat format,
            boolean withMasks)
            throws IOException {
        List<MattingNames.Instance> names = new ArrayList<>();
        for (String id : clip.people()) {
            names.add(new MattingNames.Instance(id, "pha/" + id, withMasks ? "mask/" + id : null, null));
        }
        MattingSplit split = new MattingSplit(MattingLayout.VIDEO, "", "S");
        String sample = "v" + place.clip();
        MattingRecordWriter record = new MattingRecordWriter();
        try (Arena arena = Arena.ofConfined()) {
            Image image = image(arena, clip, place.frame());
            MemorySegment png = copy(arena, codec.encode(image, Encoding.PNG, 1));
            record.begin(
                    new MattingNames(split, sample, "f" + place.frame(), "fgr", names, null),
                    place,
                    png,
                    clip.widthPx(),
                    clip.heightPx());
            for (int i = 0; i < clip.people().size(); i++) {
                Image matte = matte(arena, clip, place.frame(), clip.people().get(i), format);
                record.alpha(i, copy(arena, encoder.encode(matte)));
                if (withMasks) {
                    record.mask(i, copy(arena, encoder.encode(matte)));
                }
            }
            MemorySegment bundle = arena.allocate(record.maxBytes());
            long bytes = record.writeTo(bundle, 0);
            IrHeader header = MattingRecordWriter.header(names.size(), place.key());
            writer.write(place.key(), header, bundle.asSlice(0, bytes));
        }
    }

    private static MemorySegment copy(Arena arena, MemorySegment from) {
        return arena.allocate(from.byteSize()).copyFrom(from);
    }

    private static Image image(Arena arena, Clip clip, int frame) {
        Image image = Image.allocate(arena, clip.widthPx(), clip.heightPx(), PixelFormat.BGR8);
        for (int y = 0; y < clip.heightPx(); y++) {
            for (int x = 0; x < clip.widthPx(); x++) {
                long at = y * image.strideBytes() + 3L * x;
                image.pixels().set(ValueLayout.JAVA_BYTE, at, (byte) ramp(x, clip.widthPx()));
                image.pixels().set(ValueLayout.JAVA_BYTE, at + 1, (byte) ramp(y, clip.heightPx()));
                image.pixels().set(ValueLayout.JAVA_BYTE, at + 2, (byte) frame);
            }
        }
        return image;
    }

    /** From 0 to 255. */
    static int ramp(int at, int sizePx) {
        return at * 255 / (sizePx - 1);
    }

    static int sample(Clip clip, int frame, String id, int x, int y) {
        return switch (id) {
            case "x" -> ramp(x, clip.widthPx());
            case "y" -> ramp(y, clip.heightPx());
            default -> {
                int place = id.hashCode() & 0xff;
                int dx = x - (10 + place % 7 * 15 + frame);
                int dy = y - (12 + place % 5 * 17);
                double distance = Math.sqrt(dx * dx + dy * dy);
                yield Math.clamp(Math.round(255 * (12 - distance) / 5), 0, 255);
            }
        };
    }

    private static Image matte(Arena arena, Clip clip, int frame, String id, PixelFormat format) {
        Image matte = Image.allocate(arena, clip.widthPx(), clip.heightPx(), format);
        for (int y = 0; y < clip.heightPx(); y++) {
            for (int x = 0; x < clip.widthPx(); x++) {
                int sample = sample(clip, frame, id, x, y);
                if (format == PixelFormat.GRAY8) {
                    matte.pixels().set(ValueLayout.JAVA_BYTE, y * matte.strideBytes() + x, (byte) sample);
                } else {
                    matte.pixels().set(ValueLayout.JAVA_SHORT_UNALIGNED, y * matte.strideBytes() + 2L * x, (short)
                            (sample * 257));
                }
            }
        }
        return matte;
    }

    /** A number that another batch has not. */
    static long sum(MattingBatch batch) {
        CRC32C sum = new CRC32C();
        List<MemorySegment> parts = new ArrayList<>(List.of(
                batch.images(),
                batch.alphas(),
                batch.validity(),
                batch.ids(),
                batch.keys(),
                batch.frames(),
                batch.sizes()));
        parts.add(batch.masks());
        parts.add(batch.maps());
        for (MemorySegment part : parts) {
            sum.update(part.asByteBuffer());
        }
        for (int row = 0; row < batch.rows(); row++) {
            String text = batch.history(row) + batch.maskRecipe(row) + batch.window(row);
            sum.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return sum.getValue();
    }

    static List<Long> sums(Iterable<MattingBatch> batches) {
        List<Long> sums = new ArrayList<>();
        batches.forEach(batch -> sums.add(sum(batch)));
        return sums;
    }

    /** One matte of a batch of bytes, as samples. */
    static byte[] plane(MattingBatch batch, MemorySegment tensor, int row, int frame, int slot) {
        int bytes = batch.alphaSpec().sampleBytes();
        long number = ((long) row * batch.clipLength() + frame) * batch.instances() + slot;
        return tensor.asSlice(number * bytes, bytes).toArray(ValueLayout.JAVA_BYTE);
    }
}
