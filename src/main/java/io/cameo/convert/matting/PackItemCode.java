package io.cameo.convert.matting;

import io.cameo.archive.TreeFile;
import io.cameo.dataset.matting.ClipPlace;
import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingInstance;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingManifest;
import io.cameo.dataset.matting.MattingSplit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a plan says as bytes, exactly: for files that live only as long as a run. */
final class PackItemCode {
    private static final int FRAME = 0;
    private static final int FILES = 1;
    private static final int BAD = 2;
    private static final int MANIFEST = 3;
    private static final int NONE = -1;

    private PackItemCode() {}

    static void write(DataOutput out, PackItem item) throws IOException {
        switch (item) {
            case PackItem.Frame frame -> {
                out.writeByte(FRAME);
                frame(out, frame);
            }
            case PackItem.Files files -> {
                out.writeByte(FILES);
                out.writeLong(files.key());
                files(out, files.files());
            }
            case PackItem.Bad bad -> {
                out.writeByte(BAD);
                out.writeLong(bad.key());
                text(out, bad.name());
                text(out, bad.reason());
            }
            case PackItem.Manifest last -> {
                out.writeByte(MANIFEST);
                out.writeLong(last.key());
                manifest(out, last.manifest());
            }
        }
    }

    static PackItem read(DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case FRAME -> frame(in);
            case FILES -> new PackItem.Files(in.readLong(), files(in));
            case BAD -> new PackItem.Bad(in.readLong(), text(in), text(in));
            case MANIFEST -> new PackItem.Manifest(in.readLong(), manifest(in));
            default -> throw new IOException("not an item of a plan: kind=" + kind);
        };
    }

    private static void frame(DataOutput out, PackItem.Frame item) throws IOException {
        MattingSplit split = item.split();
        text(out, split.layout().word());
        text(out, split.root());
        text(out, split.name());
        text(out, item.sample());
        file(out, item.first());
        text(out, item.frame().name());
        file(out, item.frame().image());
        out.writeInt(item.frame().instances().size());
        for (MattingInstance instance : item.frame().instances()) {
            text(out, instance.id());
            file(out, instance.alpha());
            file(out, instance.mask());
            file(out, instance.foreground());
        }
        file(out, item.frame().background());
        ClipPlace place = item.place();
        out.writeLong(place.clip());
        out.writeLong(place.firstKey());
        out.writeInt(place.frames());
        out.writeInt(place.frame());
        text(out, item.fault());
    }

    private static PackItem.Frame frame(DataInput in) throws IOException {
        MattingSplit split = new MattingSplit(MattingLayout.of(text(in)), text(in), text(in));
        String sample = text(in);
        TreeFile first = file(in);
        String name = text(in);
        TreeFile image = file(in);
        int count = in.readInt();
        List<MattingInstance> instances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            instances.add(new MattingInstance(text(in), file(in), fileOrNull(in), fileOrNull(in)));
        }
        MattingFrame frame = new MattingFrame(name, image, instances, fileOrNull(in));
        ClipPlace place = new ClipPlace(in.readLong(), in.readLong(), in.readInt(), in.readInt());
        return new PackItem.Frame(split, sample, first, frame, place, textOrNull(in));
    }

    private static void manifest(DataOutput out, MattingManifest manifest) throws IOException {
        text(out, manifest.layout().word());
        text(out, manifest.masks());
        out.writeLong(manifest.frames());
        out.writeBoolean(manifest.whole());
        files(out, manifest.files());
        out.writeInt(manifest.emptyFolders().size());
        for (String folder : manifest.emptyFolders()) {
            text(out, folder);
        }
    }

    private static MattingManifest manifest(DataInput in) throws IOException {
        MattingLayout layout = MattingLayout.of(text(in));
        String masks = textOrNull(in);
        long frames = in.readLong();
        boolean whole = in.readBoolean();
        List<TreeFile> files = files(in);
        int count = in.readInt();
        List<String> folders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            folders.add(text(in));
        }
        return new MattingManifest(layout, masks, frames, whole, files, folders);
    }

    private static void files(DataOutput out, List<TreeFile> files) throws IOException {
        out.writeInt(files.size());
        for (TreeFile file : files) {
            file(out, file);
        }
    }

    private static List<TreeFile> files(DataInput in) throws IOException {
        int count = in.readInt();
        List<TreeFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(file(in));
        }
        return files;
    }

    private static void file(DataOutput out, @Nullable TreeFile file) throws IOException {
        text(out, file == null ? null : file.name());
        if (file != null) {
            out.writeLong(file.sizeBytes());
        }
    }

    private static TreeFile file(DataInput in) throws IOException {
        return new TreeFile(text(in), in.readLong());
    }

    private static @Nullable TreeFile fileOrNull(DataInput in) throws IOException {
        String name = textOrNull(in);
        return name == null ? null : new TreeFile(name, in.readLong());
    }

    /** As UTF-16: a name may hold what is no text. */
    private static void text(DataOutput out, @Nullable String text) throws IOException {
        out.writeInt(text == null ? NONE : text.length());
        if (text != null) {
            out.writeChars(text);
        }
    }

    private static String text(DataInput in) throws IOException {
        String text = textOrNull(in);
        if (text == null) {
            throw new IOException("plan has no name where one must be");
        }
        return text;
    }

    private static @Nullable String textOrNull(DataInput in) throws IOException {
        int length = in.readInt();
        if (length == NONE) {
            return null;
        }
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = in.readChar();
        }
        return new String(text);
    }
}
