package io.cameo.convert.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.texture.BsProfile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Masks of regions of a map, decoded, for any number of threads until it is closed. */
final class RegionMasks implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,40}");

    private final Arena arena = Arena.ofShared();
    private final Map<String, Image> byName = new LinkedHashMap<>();
    private @Nullable Image valid;

    /**
     * Reads masks: any pixel that is not black counts.
     *
     * @throws CorruptDataException if one does not decode
     */
    static RegionMasks read(Map<String, Path> files, @Nullable Path valid) throws IOException {
        RegionMasks masks = new RegionMasks();
        try (ImageCodec codec = ImageCodec.create()) {
            for (Map.Entry<String, Path> entry : files.entrySet()) {
                masks.byName.put(entry.getKey(), masks.decode(codec, entry.getValue()));
            }
            masks.valid = valid == null ? null : masks.decode(codec, valid);
            return masks;
        } catch (Throwable failure) {
            masks.close();
            throw failure;
        }
    }

    /** Refuses a name that no column can have, or that means something else. */
    static void requireName(String name) {
        if (!NAME.matcher(name).matches() || name.equals(BsProfile.WHOLE_MAP)) {
            throw new IllegalArgumentException(
                    "not a name for a region, like face (letters, digits, _; not full): region=" + name);
        }
    }

    private Image decode(ImageCodec codec, Path file) throws IOException {
        try {
            Image mask = codec.decode(MemorySegment.ofArray(Files.readAllBytes(file)), ColorMode.GRAY);
            return mask.copy(arena);
        } catch (BadImageException bad) {
            CorruptDataException corrupt = new CorruptDataException(file, 0, bad.reason());
            corrupt.initCause(bad);
            throw corrupt;
        }
    }

    /** Each {@link PixelFormat#GRAY8}, in the order in which they were given. */
    Map<String, Image> byName() {
        return byName;
    }

    /** What the UV layout uses; null if that is not known. */
    @Nullable
    Image valid() {
        return valid;
    }

    /** The region that skin is measured in: {@code skin}, else {@code face}, else the whole map. */
    String skin() {
        return byName.containsKey("skin") ? "skin" : byName.containsKey("face") ? "face" : BsProfile.WHOLE_MAP;
    }

    @Override
    public void close() {
        arena.close();
    }
}
