package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The property file of a folder into which data sets are written. There is one for the folder, so one that belongs to an
 * input stays as it is.
 */
final class PropertyBesides {
    private final Path target;
    private final int heightPx;
    private final int widthPx;
    private final boolean taken;
    private @Nullable Path written;

    /** Looks at the inputs, which writing may replace. */
    PropertyBesides(List<FaceFate> fates, List<Path> outs) throws IOException {
        target = Property.besides(outs.getFirst());
        int height = 0;
        int width = 0;
        boolean same = true;
        boolean others = false;
        for (FaceFate fate : fates) {
            int[] size = fate.source().sizePx();
            if (size[0] > 0 && height > 0) {
                same &= size[0] == height && size[1] == width;
            } else if (size[0] > 0) {
                height = size[0];
                width = size[1];
            }
            Path input = fate.source().path().toAbsolutePath().normalize();
            boolean replaced = outs.stream().anyMatch(out -> isSame(out, input));
            others |= !replaced && isSame(target, Property.besides(input));
        }
        heightPx = same ? height : 0;
        widthPx = same ? width : 0;
        taken = others && Files.exists(target);
    }

    /** Writes it, where that takes nothing from anybody. */
    void write(long classes) throws IOException {
        if (!taken && heightPx > 0 && widthPx > 0) {
            Property.of(classes, heightPx, widthPx).write(target);
            written = target;
        }
    }

    /** Where it was written, or null. */
    @Nullable
    Path written() {
        return written;
    }

    private static boolean isSame(Path one, Path other) {
        Path first = one.toAbsolutePath().normalize();
        Path second = other.toAbsolutePath().normalize();
        try {
            return first.equals(second)
                    || (Files.exists(first) && Files.exists(second) && Files.isSameFile(first, second));
        } catch (IOException unknown) {
            return true; // better left alone than lost
        }
    }
}
