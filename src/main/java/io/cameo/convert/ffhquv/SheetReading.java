package io.cameo.convert.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.ffhquv.FaceCoeffs;
import io.cameo.dataset.ffhquv.FaceLight;
import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Interpolation;
import io.cameo.image.Transforms;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.texture.BsError;
import io.cameo.texture.BsProfile;
import io.cameo.texture.Deep3dLight;
import io.cameo.texture.DprLight;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the pictures of one id after the other. One for each worker. */
final class SheetReading implements AutoCloseable {
    private final UvTree tree;
    private final @Nullable UvMeta meta;
    private final int panelPx;
    private final UvReader reader;
    private final ImageCodec codec = ImageCodec.create();
    private final BsError errors = BsError.create(BsProfile.FULL);
    private float[] asymmetry = {};

    SheetReading(UvTree tree, @Nullable UvMeta meta, int panelPx) {
        this.tree = tree;
        this.meta = meta;
        this.panelPx = panelPx;
        reader = tree.reader();
    }

    void read(UvSample sample, SheetMap out) throws RejectedItemException {
        out.begin();
        try {
            pictures(codec.decode(reader.read(Objects.requireNonNull(sample.file(UvPart.MAP))), ColorMode.COLOR), out);
            UvMetaEntry entry = meta == null ? null : meta.get(sample.id());
            words(entry, out);
            out.light = light(sample, entry);
        } catch (BadImageException bad) {
            throw new RejectedItemException(bad.reason(), bad);
        } catch (CorruptDataException damaged) {
            throw new RejectedItemException(damaged.reason(), damaged);
        } catch (IOException failure) {
            throw new RejectedItemException(String.valueOf(failure.getMessage()), failure);
        }
    }

    private void pictures(Image map, SheetMap out) {
        int pixels = Math.multiplyExact(map.widthPx(), map.heightPx());
        if (asymmetry.length < pixels) {
            asymmetry = new float[pixels];
        }
        errors.asymmetry(map, MemorySegment.ofArray(asymmetry));
        double sum = 0;
        for (int i = 0; i < pixels; i++) {
            sum += asymmetry[i];
        }
        out.error = sum / pixels; // what BS Error is by definition
        double scale = Math.min((double) panelPx / map.widthPx(), (double) panelPx / map.heightPx());
        out.widthPx = Math.clamp(Math.round(map.widthPx() * scale), 1, panelPx);
        out.heightPx = Math.clamp(Math.round(map.heightPx() * scale), 1, panelPx);
        out.heat = shrink(map.widthPx(), map.heightPx(), out.widthPx, out.heightPx);
        Interpolation how = scale < 1 ? Interpolation.AREA : Interpolation.CUBIC;
        out.map = Transforms.resize(out.widthPx, out.heightPx, how, 0)
                .apply(map, 0, codec)
                .toBytes();
    }

    /** Means of boxes of pixels: blurred as it is, it has no edges that would tell them from finer ways. */
    private float[] shrink(int width, int height, int toWidth, int toHeight) {
        float[] small = new float[toWidth * toHeight];
        for (int y = 0; y < toHeight; y++) {
            int top = (int) ((long) y * height / toHeight);
            int bottom = Math.max(top + 1, (int) ((y + 1L) * height / toHeight));
            for (int x = 0; x < toWidth; x++) {
                int left = (int) ((long) x * width / toWidth);
                int right = Math.max(left + 1, (int) ((x + 1L) * width / toWidth));
                double sum = 0;
                for (int i = top; i < bottom; i++) {
                    for (int j = left; j < right; j++) {
                        sum += asymmetry[i * width + j];
                    }
                }
                small[y * toWidth + x] = (float) (sum / ((bottom - top) * (right - left)));
            }
        }
        return small;
    }

    private static void words(@Nullable UvMetaEntry entry, SheetMap out) {
        if (entry == null) {
            return;
        }
        Integer gender = entry.gender();
        Double age = entry.age();
        String who = gender == null ? "" : gender == 1 ? "male" : gender == 0 ? "female" : "gender " + gender;
        if (!who.isEmpty() || age != null) {
            out.words.add((who + (age == null ? "" : " " + years(age))).strip());
        }
        Double beard = entry.beard();
        if (beard != null) {
            out.words.add(String.format(Locale.ROOT, "beard %.2f", beard));
        }
        switch (entry.index().form()) {
            case NUMBER, TEXT -> out.words.add("FFHQ " + entry.index().text());
            case NULL -> out.words.add("not in FFHQ");
            case ABSENT -> {}
        }
    }

    private static String years(double age) {
        return String.format(Locale.ROOT, age == Math.rint(age) ? "%.0f years" : "%.1f years", age);
    }

    /** That of the photograph which the map was made from, or of its own front view. */
    private @Nullable NamedLight light(UvSample sample, @Nullable UvMetaEntry entry) throws IOException {
        UvFile coeffs = sample.file(UvPart.COEFFS);
        if (coeffs != null) {
            Map<FaceView, FaceCoeffs> views = FaceCoeffs.read(coeffs.path(), reader.read(coeffs));
            return new NamedLight(
                    "light of its front",
                    new Deep3dLight(
                            Objects.requireNonNull(views.get(FaceView.FRONT)).gamma()));
        }
        String index = sample.set() == UvSet.PROJECT
                ? sample.id()
                : entry == null ? null : entry.index().id();
        UvSample face = index == null ? null : tree.sample(UvSet.PROJECT, index);
        UvFile light = face == null ? null : face.file(UvPart.LIGHT);
        return light == null
                ? null
                : new NamedLight(
                        "light of the photo",
                        new DprLight(
                                FaceLight.read(light.path(), reader.read(light)).coefficients()));
    }

    @Override
    public void close() {
        try (reader) {
            codec.close();
        }
    }
}
