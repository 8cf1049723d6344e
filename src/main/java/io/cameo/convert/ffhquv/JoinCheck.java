package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FaceAttributes;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether meta file, latents and project say the same of a face. Fed while samples are read, asked at the end. */
final class JoinCheck {
    private final Map<String, float[]> conditions = new HashMap<>();
    private final Map<String, FaceAttributes> attributes = new HashMap<>();

    /** Takes note of what an id's parts say. */
    void note(UvSample sample, UvFacts facts) {
        // What the conditions of interpolated latents are is not documented.
        if (facts.hasCondition && sample.set() == UvSet.FFHQ_UV) {
            conditions.put(sample.id(), new float[] {facts.age, facts.beard, facts.gender});
        }
        FaceAttributes read = facts.attributes;
        if (sample.set() == UvSet.PROJECT && read != null) {
            attributes.put(sample.id(), read);
        }
    }

    /** Compares the entries of a set. */
    void check(UvSet set, UvMeta meta, UvTree tree, boolean withProject, Consumer<UvFinding> to) {
        boolean joins = withProject && !tree.samples(UvSet.PROJECT).isEmpty();
        Set<String> used = new HashSet<>();
        for (UvMetaEntry entry : meta.entries()) {
            float[] condition = conditions.get(entry.id());
            if (condition != null && set == UvSet.FFHQ_UV) {
                String differs = differences(entry, condition[0], condition[1], condition[2]);
                if (!differs.isEmpty()) {
                    to.accept(new UvFinding(UvFault.CONDITION_DIFFERS, set, entry.id(), "", differs));
                }
            }
            String index = entry.index().id();
            if (joins && index != null) {
                used.add(index);
                join(set, entry, index, tree, to);
            }
        }
        long unused = tree.samples(UvSet.PROJECT).stream()
                .filter(sample -> !used.contains(sample.id()))
                .count();
        if (joins && !used.isEmpty() && unused > 0) {
            to.accept(new UvFinding(UvFault.JOIN_UNUSED, set, "", "", "faces=" + unused));
        }
    }

    private void join(UvSet set, UvMetaEntry entry, String index, UvTree tree, Consumer<UvFinding> to) {
        if (tree.sample(UvSet.PROJECT, index) == null) {
            to.accept(new UvFinding(UvFault.JOIN_MISSING, set, entry.id(), "", "index=" + index));
            return;
        }
        FaceAttributes read = attributes.get(index);
        if (read == null) {
            return;
        }
        String differs = differences(entry, (float) read.ageYears(), (float) read.beard(), read.gender());
        if (!differs.isEmpty()) {
            to.accept(new UvFinding(UvFault.JOIN_DIFFERS, set, entry.id(), "", "index=" + index + ", " + differs));
        }
    }

    /** In single precision, as conditions are kept. */
    private static String differences(UvMetaEntry entry, float age, float beard, float gender) {
        String text = difference("age", entry.age(), age) + difference("beard", entry.beard(), beard);
        Integer own = entry.gender();
        text += difference("gender", own == null ? null : (Double) own.doubleValue(), gender);
        return text.isEmpty() ? "" : text.substring(2);
    }

    private static String difference(String field, @Nullable Double meta, float other) {
        return meta == null || meta.floatValue() == other
                ? ""
                : ", " + field + "=" + meta.floatValue() + ", other_" + field + "=" + other;
    }
}
