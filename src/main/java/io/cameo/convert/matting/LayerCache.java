package io.cameo.convert.matting;

import io.cameo.image.Image;
import java.lang.foreign.Arena;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decoded sources, as many as fit, for all workers: a few are chosen again and again. Nothing is given up for others, since
 * all are chosen as often. Where there are many sources nothing is kept, as none would come again soon. Thread-safe; what it gives
 * is not to be changed.
 */
final class LayerCache implements AutoCloseable {
    private static final int MOST_SOURCES = 512;
    private static final long MOST_BYTES = 256L << 20;

    private final Arena arena = Arena.ofShared();
    private final ConcurrentHashMap<String, Picture> pictures = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, LayerReader.Layer> layers = new ConcurrentHashMap<>();
    private final AtomicLong leftBytes;

    /**
     * A background.
     *
     * @param coded its file, if pictures were saved with nobody on it
     */
    record Picture(Image image, @Nullable CodedJpeg coded) {}

    /** @param sources how many may come */
    LayerCache(int sources) {
        leftBytes = new AtomicLong(sources <= MOST_SOURCES ? MOST_BYTES : 0);
    }

    @Nullable
    Picture picture(String name) {
        return pictures.get(name);
    }

    /** Copies it, if it fits; what it is encoded to is asked for then only. */
    void keepPicture(String name, Image picture, Supplier<? extends @Nullable CodedJpeg> coded) {
        if (takes(bytes(picture))) {
            pictures.computeIfAbsent(name, _ -> new Picture(picture.copy(arena), coded.get()));
        }
    }

    LayerReader.@Nullable Layer layer(String name) {
        return layers.get(name);
    }

    /** Copies both, if they fit. */
    void keepLayer(String name, LayerReader.Layer layer) {
        if (takes(bytes(layer.colours()) + bytes(layer.alpha()))) {
            layers.putIfAbsent(
                    name,
                    new LayerReader.Layer(
                            layer.colours().copy(arena), layer.alpha().copy(arena)));
        }
    }

    private static long bytes(Image image) {
        return image.rowBytes() * image.heightPx();
    }

    private boolean takes(long bytes) {
        return leftBytes.getAndUpdate(left -> left < bytes ? left : left - bytes) >= bytes;
    }

    @Override
    public void close() {
        arena.close();
    }
}
