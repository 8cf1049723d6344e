package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FaceCondition;
import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.torch.TorchMap;
import io.cameo.torch.TorchTensor;
import io.cameo.torch.TorchValue;
import io.cameo.torch.TorchWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A copy of FFHQ-UV that a test makes, file by file. */
final class DrawnRelease {
    private final Path root;
    private final Path set;

    DrawnRelease(Path root) {
        this.root = root;
        set = root.resolve("dataset/ffhq-uv");
    }

    Path root() {
        return root;
    }

    Path write(String name, byte[] bytes) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    /** A map of noise. */
    DrawnRelease map(String id, int sizePx) throws IOException {
        write("dataset/ffhq-uv/uv-maps/" + id + ".png", png(sizePx, Integer.parseInt(id), false));
        return this;
    }

    static byte[] png(int sizePx, long seed, boolean blackAndWhite) {
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, sizePx, sizePx, PixelFormat.BGR8);
            SplittableRandom random = new SplittableRandom(seed);
            for (long i = 0; i < image.pixels().byteSize(); i++) {
                int sample = blackAndWhite ? random.nextInt(2) * 255 : random.nextInt(256);
                image.pixels().set(ValueLayout.JAVA_BYTE, i, (byte) sample);
            }
            return codec.encode(image, Encoding.PNG, 1).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** The latent of a view as it should be. */
    static float[] w(String id, FaceView view) {
        float[] w = new float[FaceLatent.LENGTH];
        SplittableRandom random = new SplittableRandom(Integer.parseInt(id));
        for (int i = 0; i < w.length; i++) {
            w[i] = (float) random.nextDouble(-1, 1);
        }
        for (int i = 0; i < 4 * FaceLatent.LAYER_LENGTH; i++) {
            w[i] += view.yawDegrees() / 100f;
        }
        return w;
    }

    /** The condition of a view as it should be: a woman of 30. */
    static float[] condition(FaceView view) {
        float[] condition = new float[FaceLatent.CONDITION_LENGTH];
        condition[0] = 1;
        condition[FaceCondition.YAW.index()] = view.yawDegrees();
        condition[FaceCondition.BALDNESS.index()] = 1;
        condition[FaceCondition.AGE.index()] = 30;
        return condition;
    }

    DrawnRelease view(String id, FaceView view, FaceLatent latent) throws IOException {
        write("dataset/ffhq-uv/face-latents/" + id + "_" + view.word() + "_latent.pt", latent.toPt());
        return this;
    }

    DrawnRelease views(String id) throws IOException {
        for (FaceView view : FaceView.values()) {
            view(id, view, new FaceLatent(w(id, view), condition(view)));
        }
        return this;
    }

    /** @param entries inside of the outer braces */
    DrawnRelease meta(String entries) throws IOException {
        write("dataset/ffhq-uv/meta-info.json", ("{" + entries + "}").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** An entry of a woman of 30. */
    static String entry(String id, String index) {
        return "\"" + id + "\": {\"Age\": 30.0, \"Beard\": 0.0, \"Gender\": 0, \"Index-in-FFHQ\": " + index + "}";
    }

    /** A map, views and an entry for each. */
    DrawnRelease whole(String... ids) throws IOException {
        StringBuilder entries = new StringBuilder();
        for (String id : ids) {
            map(id, 16).views(id);
            entries.append(entries.isEmpty() ? "" : ",").append(entry(id, "null"));
        }
        return meta(entries.toString());
    }

    /** Coefficients of three views, whose light is {@code gamma}. */
    static byte[] coeffs(float[] gamma) {
        Map<String, TorchValue> views = new LinkedHashMap<>();
        for (FaceView view : FaceView.values()) {
            Map<String, TorchValue> values = new LinkedHashMap<>();
            values.put("id", TorchTensor.of(new float[532], new long[] {1, 532}));
            values.put("exp", TorchTensor.of(new float[45], new long[] {1, 45}));
            values.put("tex", TorchTensor.of(new float[439], new long[] {1, 439}));
            values.put("angle", TorchTensor.of(new float[3], new long[] {1, 3}));
            values.put("gamma", TorchTensor.of(gamma, new long[] {1, 3, 9}));
            values.put("trans", TorchTensor.of(new float[3], new long[] {1, 3}));
            views.put(view.word(), new TorchMap(values));
        }
        return TorchWriter.bytes(new TorchMap(views));
    }

    /** Where the set of maps lies. */
    Path set() {
        return set;
    }
}
