package io.cameo.convert;

import io.cameo.image.ImageKind;
import io.cameo.pipeline.Source;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks through the records, names their payloads and makes the folders for them. */
final class UnpackSource implements Source<UnpackItem> {
    private final SalvageWalk walk;
    private final @Nullable RecordIndex index;
    private final Path directory;
    private final boolean flat;
    private final PayloadNames names;
    private final Set<String> folders = new HashSet<>();
    private final RecordView view = new RecordView();
    private @Nullable UnpackItem pending;
    private boolean ended;

    /** @param file opened without index */
    UnpackSource(RecordFile file, @Nullable RecordIndex index, Path directory, boolean flat) {
        walk = new SalvageWalk(file, index);
        this.index = index;
        this.directory = directory;
        this.flat = flat;
        names = new PayloadNames(largestKey(index));
    }

    /** Damage on the way to a record comes before the record, at the end of the file too. */
    @Override
    public @Nullable UnpackItem next() throws IOException {
        if (pending == null && !ended) {
            ended = !walk.next(view);
            pending = ended ? null : stored();
        }
        SalvageWalk.Damage damage = walk.pollDamage();
        if (damage != null) {
            return new UnpackItem.Lost(damage);
        }
        UnpackItem item = pending;
        pending = null;
        return item;
    }

    /** How many folders were made or found below the one that all goes into. */
    int folders() {
        return folders.size();
    }

    private UnpackItem stored() throws IOException {
        ImageKind kind = ImageKind.of(view.hasHeader() ? view.payload() : view.content());
        RecordIndex known = index;
        int position = walk.position();
        if (position == IndexCheck.NONE) {
            String path = names.numbered(PayloadNames.UNINDEXED_FOLDER, walk.offsetBytes(), kind);
            return stored("", UnpackItem.Stored.NO_NUMBER, path);
        }
        if (known == null) {
            return stored(Integer.toString(position), position, names.numbered(folder(), position, kind));
        }
        String keyText = known.keyText(position);
        if (known.hasTextKeys()) {
            String wanted = flat ? keyText.replace('/', '_') : keyText;
            return stored(keyText, UnpackItem.Stored.NO_NUMBER, names.textual(wanted, position, kind));
        }
        long key = known.key(position);
        // A look-up gives the last entry of a key, which so keeps the plain name.
        boolean repeated = known.find(key) != position;
        String path = repeated ? names.repeated(folder(), key, position, kind) : names.numbered(folder(), key, kind);
        return stored(keyText, key, path);
    }

    private UnpackItem stored(String keyText, long key, String path) throws IOException {
        int slash = path.lastIndexOf('/');
        if (slash > 0 && folders.add(path.substring(0, slash))) {
            Files.createDirectories(directory.resolve(path.substring(0, slash)));
        }
        return new UnpackItem.Stored(walk.offsetBytes(), keyText, key, path);
    }

    private String folder() {
        if (flat) {
            return "";
        }
        if (!view.hasHeader()) {
            return PayloadNames.NO_HEADER_FOLDER;
        }
        return view.payloadLength() == 0 ? PayloadNames.EMPTY_FOLDER : PayloadNames.labelFolder(view.label(0));
    }

    private static long largestKey(@Nullable RecordIndex index) {
        long largest = 0;
        for (int i = 0; index != null && !index.hasTextKeys() && i < index.size(); i++) {
            largest = Math.max(largest, Math.abs(index.key(i)));
        }
        return largest;
    }
}
