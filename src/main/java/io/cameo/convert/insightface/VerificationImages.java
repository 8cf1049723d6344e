package io.cameo.convert.insightface;

import io.cameo.archive.FileTree;
import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.ImageRoot;
import io.cameo.convert.PackedImage;
import io.cameo.dataset.verification.FacePair;
import io.cameo.dataset.verification.PairFiles;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the images of pairs come from: a folder, an archive in its place, or a record file by its keys. Any number of threads
 * may read.
 */
interface VerificationImages extends AutoCloseable {
    /** Stands before a key in a list of pairs; a bare number would be taken for one of LFW's. */
    String KEY_MARK = "#";

    /**
     * Opens a root.
     *
     * @throws IOException if it is neither a folder, nor an archive, nor a record file
     */
    static VerificationImages open(Path root) throws IOException {
        return FileTree.isTree(root) ? new Files(ImageRoot.open(root)) : new Records(RecordFile.open(root));
    }

    /** Looks for both images of each pair; the name of an image that is found is what {@link #read} takes. */
    Resolved resolve(List<FacePair> pairs);

    /** What readers of files count from. */
    ImageRoot root();

    /**
     * Reads the encoded bytes of an image.
     *
     * @param files of {@link #root}, the calling thread's own
     */
    void read(String name, ImageRoot.Reader files, PackedImage out) throws RejectedItemException;

    @Override
    void close() throws IOException;

    /**
     * The pairs of a list, by whether their images are there.
     *
     * @param found with the names of images
     * @param missing as {@link PairFiles} says it
     */
    record Resolved(List<FacePair> found, List<PairFiles.Missing> missing) {}

    /** A folder or archive; extensions may be left out of the list. */
    record Files(ImageRoot root) implements VerificationImages {
        @Override
        public Resolved resolve(List<FacePair> pairs) {
            PairFiles files =
                    PairFiles.resolve(pairs, root.path(), PairFiles.EXTENSIONS, file -> root.isFile(nameOf(file)));
            List<FacePair> found = new ArrayList<>();
            for (PairFiles.Found pair : files.found()) {
                found.add(new FacePair(nameOf(pair.first()), nameOf(pair.second()), pair.same()));
            }
            return new Resolved(found, files.missing());
        }

        /** Below the root; what a list names by an absolute path stays that. */
        private String nameOf(Path file) {
            return (file.startsWith(root.path()) ? root.path().relativize(file) : file).toString();
        }

        @Override
        public void read(String name, ImageRoot.Reader files, PackedImage out) throws RejectedItemException {
            files.read(name, out);
        }

        @Override
        public void close() throws IOException {
            root.close();
        }
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
        public ImageRoot root() {
            return ImageRoot.folder(Path.of(""));
        }

        @Override
        public void read(String name, ImageRoot.Reader files, PackedImage out) throws RejectedItemException {
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
