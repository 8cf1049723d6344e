package io.cameo.convert.ffhquv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sheet shows of one id: pictures at the size of a panel, and words. */
final class SheetMap {
    /** BGR, row after row. */
    byte[] map = {};
    /** Asymmetry, as large. */
    float[] heat = {};

    int widthPx;
    int heightPx;
    double error;

    @Nullable
    NamedLight light;

    final List<String> words = new ArrayList<>();

    /** For the next. */
    void begin() {
        light = null;
        words.clear();
    }

    /** A copy that stays. */
    SheetMap copy() {
        SheetMap copy = new SheetMap();
        copy.map = map;
        copy.heat = heat;
        copy.widthPx = widthPx;
        copy.heightPx = heightPx;
        copy.error = error;
        copy.light = light;
        copy.words.addAll(words);
        return copy;
    }
}
