package io.cameo.convert.coco;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.ImageFile;
import io.cameo.convert.coco.CocoDecode.Form;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.dataset.coco.CocoSample;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.mask.BitMask;
import io.cameo.mask.InstancePlane;
import io.cameo.mask.PixelBox;
import io.cameo.mask.Rle;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What a worker does with a sample: write its masks, and make the annotations that the sink writes. */
final class DecodeStage implements Stage<DecodeItems.Item, DecodeStage.Scratch, Decoded> {
    /** Masks are flat, so more effort makes them hardly smaller. */
    private static final int PNG_LEVEL = 3;

    private static final byte SET = (byte) 255;

    private final Path directory;
    private final Set<Form> forms;
    private final boolean imageFiles;
    private final boolean annotationIds;

    DecodeStage(Path directory, Set<Form> forms, boolean imageFiles, boolean annotationIds) {
        this.directory = directory;
        this.forms = forms;
        this.imageFiles = imageFiles;
        this.annotationIds = annotationIds;
    }

    /** A worker's own. */
    static final class Scratch implements AutoCloseable {
        private final SampleSource.Reader reader;
        private final ImageCodec codec = ImageCodec.create();
        private byte[] pixels = {};

        Scratch(SampleSource source) {
            try {
                reader = source.reader();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void close() throws IOException {
            try (codec) {
                reader.close();
            }
        }
    }

    @Override
    public void apply(DecodeItems.Item item, Scratch scratch, Decoded out) throws IOException, RejectedItemException {
        CocoSample sample;
        try {
            if (item.again()) {
                throw new RejectedItemException(
                        "an earlier record is of the same image: image_id=" + scratch.reader.imageId(item.position()));
            }
            sample = scratch.reader.at(item.position());
        } catch (CorruptDataException damage) {
            throw new RejectedItemException(damage.reason() + ": offset=" + damage.offsetBytes(), damage);
        }
        out.begin(sample.image(), sample.categories(), sample.people());
        if (imageFiles) {
            out.keep(sample.encoded());
        }
        if (forms.contains(Form.JSON)) {
            annotations(sample, out);
        }
        if (forms.contains(Form.PNG)) {
            masks(sample, scratch, out);
        }
    }

    /** The persons in their order; the first crowd that counts stands for all. */
    private static void annotations(CocoSample sample, Decoded out) {
        InstancePlane plane = sample.plane();
        List<CocoPerson> crowds =
                sample.people().stream().filter(DecodeStage::isPaintedCrowd).toList();
        boolean crowdIn = false;
        for (CocoPerson person : sample.people()) {
            if (!isPaintedCrowd(person)) {
                out.add(new Decoded.Entry(person, visible(plane, person).toRle()));
            } else if (!crowdIn) {
                crowdIn = true;
                Rle mask = plane.crowd().toRle();
                out.add(new Decoded.Entry(crowds.size() == 1 ? person : merged(person, mask), mask));
            }
        }
    }

    private static boolean isPaintedCrowd(CocoPerson person) {
        return person.crowd() && person.area() != 0;
    }

    private static CocoPerson merged(CocoPerson first, Rle mask) {
        PixelBox bounds = mask.bounds();
        return new CocoPerson(
                first.id(),
                first.categoryId(),
                0,
                true,
                false,
                mask.area(),
                new double[] {bounds.xPx(), bounds.yPx(), bounds.widthPx(), bounds.heightPx()},
                new double[first.keypoints().length]);
    }

    /** What shows of a person; nothing of one without a number. */
    static BitMask visible(InstancePlane plane, CocoPerson person) {
        int number = person.index() & plane.format().indexBits();
        return number == 0 ? new BitMask(plane.image().heightPx(), plane.image().widthPx()) : plane.instance(number);
    }

    private void masks(CocoSample sample, Scratch scratch, Decoded out) throws IOException {
        Path folder = directory.resolve(Long.toString(sample.image().id()));
        Files.createDirectories(folder);
        InstancePlane plane = sample.plane();
        for (CocoPerson person : sample.people()) {
            if (person.index() > 0) {
                String name = annotationIds ? person.index() + "_" + person.id() : Integer.toString(person.index());
                mask(folder.resolve(name + ".png"), visible(plane, person), scratch, out);
            }
        }
        if (sample.people().stream().anyMatch(DecodeStage::isPaintedCrowd)) {
            mask(folder.resolve("crowd.png"), plane.crowd(), scratch, out);
        }
        if (sample.people().stream().anyMatch(person -> person.unannotated() && person.index() > 0)) {
            mask(folder.resolve("unannotated.png"), plane.unannotated(), scratch, out);
        }
        MemorySegment png = scratch.codec.encode(plane.image(), Encoding.PNG, PNG_LEVEL);
        ImageFile.write(folder.resolve("plane.png"), png);
    }

    private static void mask(Path file, BitMask mask, Scratch scratch, Decoded out) throws IOException {
        int bytes = Math.multiplyExact(mask.widthPx(), mask.heightPx());
        scratch.pixels = scratch.pixels.length < bytes ? new byte[bytes] : scratch.pixels;
        MemorySegment pixels = MemorySegment.ofArray(scratch.pixels);
        pixels.asSlice(0, bytes).fill((byte) 0);
        mask.paint(pixels, 0, mask.widthPx(), SET);
        Image image = Image.wrap(pixels, mask.widthPx(), mask.heightPx(), mask.widthPx(), PixelFormat.GRAY8);
        ImageFile.write(file, scratch.codec.encode(image, Encoding.PNG, PNG_LEVEL));
        out.countMask();
    }
}
