package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeFolder;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.matte.Composite;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Masks as files: {@code SPLIT/PICTURE/ANY.png} or {@code PICTURE/ANY.png} in a folder or archive, in the order of their names, as
 * the benchmark's {@code masks_TAG} has them. Scores are not known; what is too small is left out.
 */
public final class PngDetections implements Detections {
    private static final double OPAQUE = 255;

    private final FileTree tree;
    private final double leastArea;

    private PngDetections(FileTree tree, double leastArea) {
        this.tree = tree;
        this.leastArea = leastArea;
    }

    /**
     * Opens a folder or archive.
     *
     * @param leastArea as a share of the picture
     */
    public static PngDetections open(Path path, double leastArea) throws IOException {
        return new PngDetections(FileTree.open(path), leastArea);
    }

    @Override
    public Finder finder(ImageCodec codec) {
        return new PngFinder(new LayerReader(tree, codec));
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }

    private final class PngFinder implements Finder {
        private final LayerReader reader;
        private final Composite composite = Composite.create();

        PngFinder(LayerReader reader) {
            this.reader = reader;
        }

        @Override
        public @Nullable List<Image> masks(Frame frame, int widthPx, int heightPx, PlanePool pool)
                throws IOException, RejectedItemException {
            TreeFolder inSplit = tree.folder(frame.split().name() + "/" + frame.name());
            TreeFolder folder = inSplit != null ? inSplit : tree.folder(frame.name());
            if (folder == null) {
                return null;
            }
            List<Image> masks = new ArrayList<>();
            for (TreeFile file : folder.files()) {
                if (!Foreground.isImage(file)) {
                    continue;
                }
                Image mask = reader.gray(file, pool);
                if (mask.widthPx() != widthPx || mask.heightPx() != heightPx) {
                    throw new RejectedItemException("mask has another size: file=" + file.name() + ", expected="
                            + widthPx + "x" + heightPx + ", actual=" + mask.widthPx() + "x" + mask.heightPx());
                }
                if (composite.sum(mask) >= leastArea * OPAQUE * widthPx * heightPx) {
                    masks.add(mask);
                }
            }
            return masks;
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
