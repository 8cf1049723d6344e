package io.cameo.convert.matting;

import io.cameo.archive.TreeFile;
import io.cameo.convert.ImageFile;
import io.cameo.convert.PackedImage;
import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingInstance;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingNames;
import io.cameo.dataset.matting.MattingRecordWriter;
import io.cameo.image.ImageHeader;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a record of an image and its mattes, of loose files, or of the manifest. */
final class PackStage implements Stage<PackItem, PackScratch, PackedImage> {
    private final MattingPack.Choice choice;

    PackStage(MattingPack.Choice choice) {
        this.choice = choice;
    }

    @Override
    public void apply(PackItem item, PackScratch scratch, PackedImage out) throws RejectedItemException {
        scratch.begin();
        switch (item) {
            case PackItem.Frame frame -> frame(frame, scratch, out);
            case PackItem.Files files -> files(files, scratch, out);
            case PackItem.Bad bad -> throw new RejectedItemException(bad.reason());
            case PackItem.Manifest manifest -> {
                scratch.writer.manifest(manifest.manifest());
                write(scratch, out);
                out.setHeader(MattingRecordWriter.headerOfOthers(item.key()));
            }
        }
    }

    /** The parts of a frame, where they stand in the worker's memory. */
    private static final class Parts {
        private final List<PackScratch.Kept> alphas = new ArrayList<>();
        private final List<PackScratch.@Nullable Kept> masks = new ArrayList<>();
        private final List<PackScratch.@Nullable Kept> foregrounds = new ArrayList<>();
        private PackScratch.@Nullable Kept background;
    }

    private void frame(PackItem.Frame item, PackScratch scratch, PackedImage out) throws RejectedItemException {
        MattingFrame frame = item.frame();
        if (item.fault() != null) {
            throw new RejectedItemException(item.fault());
        }
        if (frame.instances().isEmpty()) {
            throw Refusal.of(MattingFault.NO_ALPHAS, frame.image().name(), "");
        }
        ImageHeader header = image(item, scratch, out);
        Parts parts = read(item, header, scratch, out);
        MattingNames names = names(item);
        take(item, names, header, parts, scratch, out);
        long most = scratch.writer.maxBytes();
        if (most > ImageFile.MAX_BYTES) {
            throw new RejectedItemException(
                    "sample is too large for a record: limit=" + ImageFile.MAX_BYTES + ", actual=" + most);
        }
        if (out.weightBytes() < most) {
            out.grow(most);
            take(item, names, header, parts, scratch, out); // the image stands elsewhere now
        }
        out.setLength(scratch.writer.writeTo(out.buffer(most), 0));
        out.setHeader(MattingRecordWriter.header(parts.alphas.size(), item.key()));
    }

    /** Reads the image to where it will stand in the record, which begins with it. */
    private static ImageHeader image(PackItem.Frame item, PackScratch scratch, PackedImage out)
            throws RejectedItemException {
        TreeFile file = item.frame().image();
        MemorySegment bytes = scratch.readImage(file, MattingFault.IMAGE_BAD);
        out.copyFrom(bytes);
        ImageHeader header = PackScratch.header(file, bytes);
        if (item.place().frame() > 0) {
            ImageHeader expected = scratch.sizeOfClip(item.place().clip(), item.first());
            if (expected != null
                    && (expected.widthPx() != header.widthPx() || expected.heightPx() != header.heightPx())) {
                throw Refusal.of(
                        MattingFault.FRAME_SIZE,
                        file.name(),
                        "expected=" + expected.widthPx() + "x" + expected.heightPx() + ", actual=" + header.widthPx()
                                + "x" + header.heightPx());
            }
        }
        return header;
    }

    private Parts read(PackItem.Frame item, ImageHeader header, PackScratch scratch, PackedImage image)
            throws RejectedItemException {
        Parts parts = new Parts();
        boolean own = item.split().layout() == MattingLayout.RGBA;
        for (MattingInstance instance : item.frame().instances()) {
            parts.alphas.add(
                    own
                            ? scratch.keepAlpha(instance.alpha(), image.payload())
                            : scratch.keepPlane(
                                    instance.alpha(),
                                    header,
                                    MattingFault.ALPHA_BAD,
                                    MattingFault.ALPHA_SIZE,
                                    choice.keepFiles()));
            TreeFile mask = instance.mask();
            parts.masks.add(
                    mask == null
                            ? null
                            : scratch.keepPlane(
                                    mask, header, MattingFault.MASK_BAD, MattingFault.MASK_SIZE, choice.keepFiles()));
            parts.foregrounds.add(file(instance.foreground(), scratch));
        }
        parts.background = file(item.frame().background(), scratch);
        return parts;
    }

    private PackScratch.@Nullable Kept file(@Nullable TreeFile file, PackScratch scratch) throws RejectedItemException {
        if (file == null || !choice.withFgBg()) {
            return null;
        }
        MemorySegment bytes = scratch.read(file, MattingFault.UNREADABLE);
        return new PackScratch.Kept(scratch.keep(bytes), bytes.byteSize(), 0, -1);
    }

    private MattingNames names(PackItem.Frame item) {
        List<MattingNames.Instance> instances = new ArrayList<>();
        for (MattingInstance instance : item.frame().instances()) {
            instances.add(new MattingNames.Instance(
                    instance.id(),
                    instance.alpha().name(),
                    nameOf(instance.mask()),
                    choice.withFgBg() ? nameOf(instance.foreground()) : null));
        }
        return new MattingNames(
                item.split(),
                item.sample(),
                item.frame().name(),
                item.frame().image().name(),
                instances,
                choice.withFgBg() ? nameOf(item.frame().background()) : null);
    }

    private static @Nullable String nameOf(@Nullable TreeFile file) {
        return file == null ? null : file.name();
    }

    private static void take(
            PackItem.Frame item,
            MattingNames names,
            ImageHeader header,
            Parts parts,
            PackScratch scratch,
            PackedImage image) {
        MattingRecordWriter writer = scratch.writer;
        writer.begin(names, item.place(), image.payload(), header.widthPx(), header.heightPx());
        for (int i = 0; i < parts.alphas.size(); i++) {
            PackScratch.Kept alpha = parts.alphas.get(i);
            writer.alpha(i, scratch.kept(alpha.offset(), alpha.bytes()));
            PackScratch.Kept mask = parts.masks.get(i);
            if (mask != null) {
                writer.mask(i, scratch.kept(mask.offset(), mask.bytes()));
            }
        }
        for (int i = 0; i < parts.alphas.size(); i++) {
            PackScratch.Kept alpha = parts.alphas.get(i);
            if (alpha.fileBytes() >= 0) {
                writer.alphaFile(i, scratch.kept(alpha.fileOffset(), alpha.fileBytes()));
            }
            PackScratch.Kept mask = parts.masks.get(i);
            if (mask != null && mask.fileBytes() >= 0) {
                writer.maskFile(i, scratch.kept(mask.fileOffset(), mask.fileBytes()));
            }
            PackScratch.Kept foreground = parts.foregrounds.get(i);
            if (foreground != null) {
                writer.foreground(i, scratch.kept(foreground.offset(), foreground.bytes()));
            }
        }
        PackScratch.Kept background = parts.background;
        if (background != null) {
            writer.background(scratch.kept(background.offset(), background.bytes()));
        }
    }

    private static void files(PackItem.Files item, PackScratch scratch, PackedImage out) throws RejectedItemException {
        List<PackScratch.Kept> kept = new ArrayList<>();
        for (TreeFile file : item.files()) {
            MemorySegment bytes = scratch.read(file, MattingFault.UNREADABLE);
            kept.add(new PackScratch.Kept(scratch.keep(bytes), bytes.byteSize(), 0, -1));
        }
        scratch.writer.beginFiles(item.files().stream().map(TreeFile::name).toList());
        for (int i = 0; i < kept.size(); i++) {
            scratch.writer.looseFile(
                    i, scratch.kept(kept.get(i).offset(), kept.get(i).bytes()));
        }
        write(scratch, out);
        out.setHeader(MattingRecordWriter.headerOfOthers(item.key()));
    }

    private static void write(PackScratch scratch, PackedImage out) throws RejectedItemException {
        long most = scratch.writer.maxBytes();
        if (most > ImageFile.MAX_BYTES) {
            throw new RejectedItemException(
                    "file is too large for a record: limit=" + ImageFile.MAX_BYTES + ", actual=" + most);
        }
        out.setLength(scratch.writer.writeTo(out.buffer(most), 0));
    }
}
