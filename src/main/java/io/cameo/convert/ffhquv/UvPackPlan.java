package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvManifest;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvNames;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What records a release becomes, and under which keys: made of names and the meta file alone, the same every time. */
final class UvPackPlan {
    private static final int MOST_NAMED = 100;

    /** What the project has of an image of FFHQ that a map was made from. */
    private static final Set<UvPart> JOINED = EnumSet.of(
            UvPart.LATENT, UvPart.ATTRIBUTES, UvPart.MS_FACE, UvPart.LIGHT, UvPart.COEFFS, UvPart.REMAP_MASKS);

    private final UvTree tree;
    private final UvPack.Choice choice;
    private final @Nullable UvMeta meta;
    private final List<UvPackItem> items = new ArrayList<>();
    private final Set<UvFile> kept = new HashSet<>();

    private UvPackPlan(UvTree tree, UvPack.Choice choice, @Nullable UvMeta meta) {
        this.tree = tree;
        this.choice = choice;
        this.meta = meta;
    }

    static List<UvPackItem> of(UvTree tree, UvPack.Choice choice, @Nullable UvMeta meta) {
        return new UvPackPlan(tree, choice, meta).plan();
    }

    private List<UvPackItem> plan() {
        List<UvSample> samples = tree.samples(choice.set());
        for (UvSample sample : samples) {
            items.add(sample(sample));
        }
        long next = samples.isEmpty() ? 0 : samples.getLast().number() + 1L;
        if (choice.template() != null) {
            items.add(new UvPackItem.Template(next++));
        }
        List<String> notKept = notKept();
        items.add(new UvPackItem.Manifest(
                next,
                new UvManifest(
                        choice.set(),
                        samples.size(),
                        notKept.size(),
                        notKept.stream().limit(MOST_NAMED).toList())));
        return Collections.unmodifiableList(items);
    }

    private UvPackItem sample(UvSample sample) {
        Map<UvPart, UvFile> parts = new EnumMap<>(sample.parts());
        Set<UvPart> joined = EnumSet.noneOf(UvPart.class);
        UvMetaEntry entry = meta == null ? null : meta.get(sample.id());
        String ffhqId = entry == null ? null : entry.index().id();
        UvSample project = ffhqId == null ? null : tree.sample(UvSet.PROJECT, ffhqId);
        if (project != null) {
            project.parts().forEach((part, file) -> {
                if (JOINED.contains(part) && !parts.containsKey(part)) {
                    parts.put(part, file);
                    joined.add(part);
                }
            });
        }
        kept.addAll(parts.values());
        Map<UvPart, String> licences = new EnumMap<>(choice.licences());
        licences.keySet().retainAll(parts.keySet());
        return new UvPackItem.Sample(
                new UvNames(choice.set(), sample.id(), entry, joined, licences), Collections.unmodifiableMap(parts));
    }

    /** The project belongs to FFHQ-UV; another set of the release to another record file. */
    private List<String> notKept() {
        List<String> names = new ArrayList<>();
        if (choice.set() == UvSet.FFHQ_UV) {
            for (UvSample sample : tree.samples(UvSet.PROJECT)) {
                for (UvFile file : sample.parts().values()) {
                    if (!kept.contains(file)) {
                        names.add(file.path().toString());
                    }
                }
            }
        }
        tree.duplicates().forEach(file -> names.add(file.path().toString()));
        tree.strangers().forEach(file -> names.add(file.path().toString()));
        return names;
    }
}
