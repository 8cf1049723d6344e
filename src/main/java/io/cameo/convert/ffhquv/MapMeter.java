package io.cameo.convert.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.texture.BsError;
import io.cameo.texture.SkinTone;
import io.cameo.texture.ValidArea;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Measures one map after the other. One for each worker. */
final class MapMeter implements AutoCloseable {
    private final UvReader reader;
    private final ImageCodec codec = ImageCodec.create();
    private final RegionMasks masks;
    private final List<BsError> errors;
    private final boolean hasArea;

    MapMeter(UvTree tree, RegionMasks masks, MetricColumns columns) {
        this.reader = tree.reader();
        this.masks = masks;
        this.errors = columns.profiles().stream().map(BsError::create).toList();
        this.hasArea = columns.hasArea();
    }

    /** What a map gives, in the order of the columns; NaN where nothing is known. Reused. */
    static final class Measured {
        final double[] values;

        Measured(int count) {
            values = new double[count];
        }
    }

    void measure(UvSample sample, Measured out) throws RejectedItemException {
        int at = 0;
        Image map = decode(Objects.requireNonNull(sample.file(UvPart.MAP)));
        for (BsError error : errors) {
            out.values[at++] = error.value(map, mask(map, error.profile().region()));
        }
        SkinTone tone;
        try {
            tone = SkinTone.of(map, mask(map, masks.skin()));
        } catch (IllegalArgumentException empty) {
            throw new RejectedItemException(String.valueOf(empty.getMessage()), empty);
        }
        out.values[at++] = tone.lightness();
        out.values[at++] = tone.a();
        out.values[at++] = tone.b();
        out.values[at++] = tone.lightnessDeviation();
        out.values[at++] = tone.typologyDegrees();
        if (hasArea) {
            area(sample.file(UvPart.REMAP_MASKS), out.values, at);
        }
    }

    private void area(@Nullable UvFile file, double[] values, int at) throws RejectedItemException {
        if (file == null) {
            Arrays.fill(values, at, values.length, Double.NaN);
            return;
        }
        Image seen = decode(file);
        requireSize(seen, masks.valid());
        ValidArea area = ValidArea.of(seen, masks.valid());
        values[at] = area.ratio();
        values[at + 1] = area.left();
        values[at + 2] = area.front();
        values[at + 3] = area.right();
        values[at + 4] = area.coverage();
    }

    private Image decode(UvFile file) throws RejectedItemException {
        try {
            return codec.decode(reader.read(file), ColorMode.COLOR);
        } catch (BadImageException bad) {
            throw new RejectedItemException(bad.reason(), bad);
        } catch (CorruptDataException damaged) {
            throw new RejectedItemException(damaged.reason(), damaged);
        } catch (IOException failure) {
            throw new RejectedItemException(String.valueOf(failure.getMessage()), failure);
        }
    }

    /** Null for the whole map. */
    private @Nullable Image mask(Image map, String region) throws RejectedItemException {
        Image mask = masks.byName().get(region);
        requireSize(map, mask);
        return mask;
    }

    private static void requireSize(Image map, @Nullable Image mask) throws RejectedItemException {
        if (mask != null && (mask.widthPx() != map.widthPx() || mask.heightPx() != map.heightPx())) {
            throw new RejectedItemException("mask has another size than the map: map=" + map.widthPx() + "x"
                    + map.heightPx() + ", mask=" + mask.widthPx() + "x" + mask.heightPx());
        }
    }

    @Override
    public void close() {
        try (reader) {
            codec.close();
        }
    }
}
