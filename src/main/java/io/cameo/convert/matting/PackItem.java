package io.cameo.convert.matting;

import io.cameo.archive.TreeFile;
import io.cameo.dataset.matting.ClipPlace;
import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingManifest;
import io.cameo.dataset.matting.MattingSplit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes one record. */
sealed interface PackItem {
    long key();

    /** What the rejects file calls it. */
    String name();

    /**
     * An image and its mattes.
     *
     * @param split that its sample is of
     * @param sample the name of that
     * @param first the image of the sample's first frame, whose size all have
     * @param fault what is wrong with its names or with the whole video, so that it cannot be packed; null if nothing is
     */
    record Frame(
            MattingSplit split,
            String sample,
            TreeFile first,
            MattingFrame frame,
            ClipPlace place,
            @Nullable String fault)
            implements PackItem {
        @Override
        public long key() {
            return place.key();
        }

        @Override
        public String name() {
            return frame.image().name();
        }
    }

    /** Files that are in no sample. */
    record Files(long key, List<TreeFile> files) implements PackItem {
        @Override
        public String name() {
            return files.getFirst().name() + (files.size() > 1 ? " and " + (files.size() - 1) + " more" : "");
        }
    }

    /**
     * What cannot be packed, and belongs to no sample.
     *
     * @param reason lower-case
     */
    record Bad(long key, String name, String reason) implements PackItem {}

    /** The last one. */
    record Manifest(long key, MattingManifest manifest) implements PackItem {
        @Override
        public String name() {
            return "manifest";
        }
    }
}
