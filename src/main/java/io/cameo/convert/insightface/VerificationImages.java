package io.cameo.convert.insightface;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.ImageFile;
import io.cameo.convert.PackedImage;
import io.cameo.dataset.verification.FacePair;
import io.cameo.dataset.verification.PairFiles;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the images of pairs come from: a folder, or a record file by its keys. Any number of threads may read. */
interface VerificationImages extends AutoCloseable {
    /** Stands before a key in a list of pairs; a bare number would be taken for one of LFW's. */
    String KEY_MARK = "#";

    /**
     * Opens a root.
     *
     * @throws IOException if it is neither a folder nor a record file
     */
    static VerificationImages open(Path root) throws IOException {
        return Files.isDirectory(root) ? new Folder(root) : new Records(RecordFile.open(root));
    }

    /** Looks for both images of each pair; the name of an image that is found is what {@link #read} takes. */
    Resolved resolve(List<FacePair> pairs);

    /** Reads the encoded bytes of an image. */
    void read(String name, PackedImage out) throws RejectedItemException;

    @Override
    void close() throws IOException;

    /**
     * The pairs of a list, by whether their images are there.
     *
     * @param found with the names of images
     * @param missing as {@link PairFiles} says it
     */
    record Resolved(List<FacePair> found, List<PairFiles.Missing> missing) {}

    /** A folder; extensions may be left out of the list. */
    record Folder(Path root) implements VerificationImages {
        @Override
        public Resolved resolve(List<FacePair> pairs) {
            PairFiles files = PairFiles.resolve(pairs, root, PairFiles.EXTENSIONS);
            List<FacePair> found = new ArrayList<>();
            for (PairFiles.Found pair : files.found()) {
                found.add(new FacePair(pair.first().toString(), pair.second().toString(), pair.same()));
            }
            return new Resolved(found, files.missing());
        }

        @Override
        public void read(String name, PackedImage out) throws RejectedItemException {
            ImageFile.read(ImageFile.resolve(Path.of(""), name), out);
        }

        @Override
        public void close() {}
    }

    /** A record file. */
    record Records(RecordFile file) implements VerificationImages {
        @Override
        public Resolved resolve(List<FacePair> pairs) {
            List<FacePair> found = new ArrayList<>();
            List<PairFiles.Missing> missing = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                FacePair pair = pairs.get(i);
                boolean first = isThere(pair.first());
                if (first && isThere(pair.second())) {
                    found.add(pair);
                } else {
                    String absent = first ? pair.second() : pair.first();
                    missing.add(new PairFiles.Missing(
                            i, pair, "no record has this key: key=" + absent + ", file=" + file.path()));
                }
            }
            return new Resolved(found, missing);
        }

        private boolean isThere(String name) {
            return position(name) >= 0;
        }

        /** The place in the index of what a list calls by a key, or -1. */
        private int position(String name) {
            String key = name.startsWith(KEY_MARK) ? name.substring(KEY_MARK.length()) : "";
            if (file.index().hasTextKeys()) {
                return key.isEmpty() ? -1 : file.index().find(key);
            }
            return key.matches("\\d{1,18}") ? file.index().find(Long.parseLong(key)) : -1;
        }

        @Override
        public void read(String name, PackedImage out) throws RejectedItemException {
            try {
                RecordView view = new RecordView();
                file.read(position(name), view);
                if (!view.hasHeader() || view.payloadLength() == 0) {
                    throw new RejectedItemException("record holds no image: key=" + name);
                }
                view.detach();
                out.copyFrom(view.payload());
            } catch (CorruptDataException damaged) {
                throw new RejectedItemException(damaged.reason());
            }
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
