package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FaceAttributes;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvSample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parts of one id say by themselves. Reused. */
final class UvFacts {
    final List<UvFinding> findings = new ArrayList<>();
    int files;
    long bytes;
    /** 0 where no map was decoded. */
    int widthPx;

    int heightPx;
    /** Of the map's file, decoded or not. */
    int mapSum;

    boolean hasMap;
    /** Of the front's condition. */
    boolean hasCondition;

    float gender;
    float beard;
    float age;

    @Nullable
    FaceAttributes attributes;

    private @Nullable UvSample sample;

    void begin(UvSample next) {
        sample = next;
        findings.clear();
        files = 0;
        bytes = 0;
        widthPx = 0;
        heightPx = 0;
        hasMap = false;
        hasCondition = false;
        attributes = null;
    }

    void add(UvFault fault, @Nullable UvFile file, String detail) {
        UvSample of = sample;
        findings.add(new UvFinding(
                fault,
                of == null ? null : of.set(),
                of == null ? "" : of.id(),
                file == null ? "" : file.path().toString(),
                detail));
    }
}
