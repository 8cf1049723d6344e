package io.cameo.convert.coco;

import io.cameo.convert.ImageFile;
import io.cameo.convert.ImageRoot;
import io.cameo.convert.PackedImage;
import io.cameo.dataset.coco.CocoImage;
import io.cameo.dataset.coco.CocoSample;
import io.cameo.dataset.coco.CocoSampleWriter;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import io.cameo.image.Integrity;
import io.cameo.mask.InstancePlane;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import io.cameo.record.IrHeader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Makes the record of an image: the file as it is, the plane of its persons, and what is known of them. */
final class CocoStage implements Stage<CocoItem, CocoScratch, PackedImage> {
    @Override
    public void apply(CocoItem item, CocoScratch scratch, PackedImage out) throws IOException, RejectedItemException {
        // Read to where it will stand in the record, which begins with it.
        read(scratch.images, item.image(), out);
        InstancePlane plane = scratch.paint(item);
        long persons =
                scratch.people().stream().filter(person -> person.index() > 0).count();
        if (persons > CocoSampleWriter.MOST_PERSONS) {
            throw new RejectedItemException("more persons than a record numbers: persons=" + persons + ", most="
                    + CocoSampleWriter.MOST_PERSONS);
        }
        long most = take(item, plane, scratch, out);
        if (most > ImageFile.MAX_BYTES) {
            throw new RejectedItemException(
                    "sample is too large for a record: limit=" + ImageFile.MAX_BYTES + ", actual=" + most);
        }
        if (out.weightBytes() < most) {
            out.grow(most);
            most = take(item, plane, scratch, out); // the file stands elsewhere now
        }
        out.setLength(scratch.writer.writeTo(out.buffer(most), 0));
        out.setHeader(IrHeader.scalar((float) persons, item.image().id()));
    }

    /** Gives the sample to the writer, and returns how much room it may need. */
    private static long take(CocoItem item, InstancePlane plane, CocoScratch scratch, PackedImage file) {
        scratch.writer.take(
                new CocoSample(item.image(), file.payload(), plane, scratch.people(), scratch.categories()));
        return scratch.writer.maxBytes();
    }

    /** The bytes of an image file that is whole, upright, and of the size that the annotation file says. */
    static MemorySegment read(ImageRoot.Reader images, CocoImage image, PackedImage buffer)
            throws RejectedItemException {
        images.read(image.fileName(), buffer);
        MemorySegment bytes = buffer.payload();
        Optional<String> fault = Integrity.fault(bytes);
        if (fault.isPresent()) {
            throw new RejectedItemException(fault.get());
        }
        ImageHeader header = ImageHeader.of(bytes);
        if (header.kind() == ImageKind.NPY || !header.hasSize()) {
            throw new RejectedItemException("not an image whose size can be told: kind=" + header.kind());
        }
        if (header.exifOrientation() != 1) {
            throw new RejectedItemException("image is turned by EXIF, masks are not: orientation="
                    + header.exifOrientation() + ", stored=" + header.widthPx() + "x" + header.heightPx());
        }
        if (header.widthPx() != image.widthPx() || header.heightPx() != image.heightPx()) {
            throw new RejectedItemException("size is not what the annotation file says: expected=" + image.widthPx()
                    + "x" + image.heightPx() + ", actual=" + header.widthPx() + "x" + header.heightPx());
        }
        return bytes;
    }
}
