package io.cameo.convert.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is read of a sample to be exported; used again. */
final class ExportItem {
    /** What WebDataset calls the parts: what follows the key in their names. */
    private static final Map<UvPart, String> ENDINGS = new LinkedHashMap<>();

    static {
        ENDINGS.put(UvPart.MAP, ".png");
        ENDINGS.put(UvPart.FRONT, ".front.pt");
        ENDINGS.put(UvPart.LEFT, ".left.pt");
        ENDINGS.put(UvPart.RIGHT, ".right.pt");
    }

    private static final FaceView[] VIEWS = FaceView.values();
    static final int LATENT_BYTES = VIEWS.length * FaceLatent.LENGTH * Float.BYTES;
    static final int CONDITION_BYTES = VIEWS.length * FaceLatent.CONDITION_LENGTH * Float.BYTES;

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final float[] w = new float[FaceLatent.LENGTH];
    private final float[] condition = new float[FaceLatent.CONDITION_LENGTH];
    private final ByteBuffer latents = ByteBuffer.allocate(LATENT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer conditions = ByteBuffer.allocate(CONDITION_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** The files of the release, untouched, by their names in an archive. */
    Map<String, byte[]> files() {
        return files;
    }

    /** How much memory it takes. */
    long bytes() {
        long bytes = LATENT_BYTES;
        for (byte[] file : files.values()) {
            bytes += file.length;
        }
        return bytes;
    }

    /** The latents of all views, float32. */
    byte[] latents() {
        return latents.array();
    }

    /** The conditions of all views, float32; NaN where a view has none. */
    byte[] conditions() {
        return conditions.array();
    }

    void readFiles(UvSample sample, UvReader reader) throws IOException, RejectedItemException {
        files.clear();
        for (Map.Entry<UvPart, String> ending : ENDINGS.entrySet()) {
            UvFile file = sample.file(ending.getKey());
            if (file != null) {
                try {
                    files.put(sample.id() + ending.getValue(), reader.read(file).toArray(ValueLayout.JAVA_BYTE));
                } catch (CorruptDataException damaged) {
                    throw new RejectedItemException(String.valueOf(damaged.getMessage()), damaged);
                }
            }
        }
    }

    void readLatents(UvSample sample, UvReader reader) throws IOException, RejectedItemException {
        latents.clear();
        conditions.clear();
        for (FaceView view : VIEWS) {
            UvFile file = sample.file(view.part());
            if (file == null) {
                throw new IllegalStateException("sample was chosen without its latents: id=" + sample.id());
            }
            Arrays.fill(condition, Float.NaN);
            try {
                FaceLatent.readInto(file.path(), reader.read(file), w, 0, condition, 0);
            } catch (CorruptDataException damaged) {
                throw new RejectedItemException(String.valueOf(damaged.getMessage()), damaged);
            }
            latents.asFloatBuffer().put(w);
            latents.position(latents.position() + FaceLatent.LENGTH * Float.BYTES);
            conditions.asFloatBuffer().put(condition);
            conditions.position(conditions.position() + FaceLatent.CONDITION_LENGTH * Float.BYTES);
        }
    }
}
