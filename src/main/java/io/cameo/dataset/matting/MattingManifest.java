package io.cameo.dataset.matting;

import com.fasterxml.jackson.core.JsonParser;
import io.cameo.archive.TreeFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tree was that a record file was packed from: with it, and the records, the tree can be given back.
 *
 * @param layout how its files lay
 * @param masks the folder of masks, or null if there was none
 * @param frames how many records of samples were to be, rejected ones included: their keys are below this
 * @param whole whether files that are in no sample were packed, too
 * @param files every file, in the order of the tree
 * @param emptyFolders every folder that held nothing
 */
public record MattingManifest(
        MattingLayout layout,
        @Nullable String masks,
        long frames,
        boolean whole,
        List<TreeFile> files,
        List<String> emptyFolders) {
    private static final int VERSION = 1;
    private static final String VERSION_FIELD = "version";
    private static final String LAYOUT = "layout";
    private static final String MASKS = "masks";
    private static final String FRAMES = "frames";
    private static final String WHOLE = "whole";
    private static final String FILES = "files";
    private static final String NAME = "name";
    private static final String BYTES = "bytes";
    private static final String EMPTY_FOLDERS = "empty_folders";

    /** Takes copies. */
    public MattingManifest {
        files = List.copyOf(files);
        emptyFolders = List.copyOf(emptyFolders);
    }

    byte[] toJson() {
        return JsonText.bytes(out -> {
            out.writeStartObject();
            out.writeNumberField(VERSION_FIELD, VERSION);
            out.writeStringField(LAYOUT, layout.word());
            if (masks != null) {
                out.writeStringField(MASKS, masks);
            }
            out.writeNumberField(FRAMES, frames);
            out.writeBooleanField(WHOLE, whole);
            out.writeArrayFieldStart(FILES);
            for (TreeFile file : files) {
                out.writeStartObject();
                out.writeStringField(NAME, file.name());
                out.writeNumberField(BYTES, file.sizeBytes());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayFieldStart(EMPTY_FOLDERS);
            for (String folder : emptyFolders) {
                out.writeString(folder);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** What is read of it, field by field. */
    private static final class Draft {
        private long version = -1;
        private @Nullable String layout;
        private @Nullable String masks;
        private long frames;
        private boolean whole;
        private final List<TreeFile> files = new ArrayList<>();
        private final List<String> emptyFolders = new ArrayList<>();
    }

    static MattingManifest fromJson(byte[] json) throws IOException {
        Draft draft = new Draft();
        JsonText.object(json, (name, in) -> {
            switch (name) {
                case VERSION_FIELD -> draft.version = in.getLongValue();
                case LAYOUT -> draft.layout = JsonText.string(in);
                case MASKS -> draft.masks = JsonText.string(in);
                case FRAMES -> draft.frames = in.getLongValue();
                case WHOLE -> draft.whole = in.getBooleanValue();
                case FILES -> JsonText.array(in, (_, element) -> draft.files.add(file(element)));
                case EMPTY_FOLDERS -> draft.emptyFolders.addAll(JsonText.strings(in));
                default -> in.skipChildren();
            }
        });
        if (draft.version != VERSION || draft.frames < 0) {
            throw new IOException(
                    "not a manifest of this version: version=" + draft.version + ", frames=" + draft.frames);
        }
        try {
            return new MattingManifest(
                    MattingLayout.of(JsonText.required(draft.layout, LAYOUT)),
                    draft.masks,
                    draft.frames,
                    draft.whole,
                    draft.files,
                    draft.emptyFolders);
        } catch (IllegalArgumentException unknown) {
            throw new IOException(unknown.getMessage(), unknown);
        }
    }

    private static TreeFile file(JsonParser in) throws IOException {
        String[] file = new String[1];
        long[] bytes = {-1};
        JsonText.object(in, (name, field) -> {
            switch (name) {
                case NAME -> file[0] = JsonText.string(field);
                case BYTES -> bytes[0] = field.getLongValue();
                default -> field.skipChildren();
            }
        });
        if (bytes[0] < 0) {
            throw new IOException("file of a manifest has no size: name=" + file[0]);
        }
        return new TreeFile(JsonText.required(file[0], NAME), bytes[0]);
    }
}
