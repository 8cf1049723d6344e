package io.cameo.convert.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.ImageFile;
import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the latents of a sample: reads both of its pair, view after view. One for each worker. */
final class BlendStage implements AutoCloseable {
    /** In the order in which files are written: where the last one stands, all do. */
    private static final FaceView[] VIEWS = {FaceView.LEFT, FaceView.RIGHT, FaceView.FRONT};

    private final UvReader reader;
    private final SampleTable samples;
    private final @Nullable Path folder;

    /** @param folder where files go; null if they go into archives, in order */
    BlendStage(UvTree tree, SampleTable samples, @Nullable Path folder) {
        reader = tree.reader();
        this.samples = samples;
        this.folder = folder;
    }

    /** The files of a sample; used again. */
    static final class Made {
        private final Map<FaceView, byte[]> files = new EnumMap<>(FaceView.class);

        byte[] file(FaceView view) {
            return Objects.requireNonNull(files.get(view));
        }
    }

    /** The name of a file below {@code face-latents}, as the release has it. */
    static String name(int number, FaceView view) {
        String id = Blend.id(number);
        return id.substring(0, 3) + "/" + id + "/" + id + "_" + view.word() + "_latent.pt";
    }

    static Path file(Path folder, int number, FaceView view) {
        return folder.resolve(UvInterpolate.LATENTS).resolve(name(number, view));
    }

    /** Whether all files of a sample are there. */
    static boolean isWhole(Path folder, int number) throws IOException {
        for (FaceView view : VIEWS) {
            Path file = file(folder, number, view);
            if (!Files.isRegularFile(file) || Files.size(file) == 0) {
                return false;
            }
        }
        return true;
    }

    void make(Blend blend, Made out) throws IOException, RejectedItemException {
        for (FaceView view : VIEWS) {
            FaceLatent a = read(blend.first(), view);
            FaceLatent b = read(blend.second(), view);
            out.files.put(view, LatentMix.mix(a, b, blend.t()).toPt());
        }
        if (folder != null) {
            Files.createDirectories(folder.resolve(UvInterpolate.LATENTS)
                    .resolve(name(blend.number(), FaceView.FRONT))
                    .getParent());
            for (FaceView view : VIEWS) {
                ImageFile.write(file(folder, blend.number(), view), MemorySegment.ofArray(out.file(view)));
            }
        }
    }

    private FaceLatent read(int row, FaceView view) throws IOException, RejectedItemException {
        UvFile file = samples.sample(row).file(view.part());
        if (file == null) {
            throw new IllegalStateException("sample was chosen without its latents: row=" + row);
        }
        try {
            FaceLatent latent = FaceLatent.read(file.path(), reader.read(file));
            int bad = latent.firstNotFinite();
            if (bad >= 0) {
                throw new RejectedItemException(
                        "latent has a value that is no number or infinite: file=" + file.path() + ", value=" + bad);
            }
            return latent;
        } catch (CorruptDataException damaged) {
            throw new RejectedItemException(String.valueOf(damaged.getMessage()), damaged);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
