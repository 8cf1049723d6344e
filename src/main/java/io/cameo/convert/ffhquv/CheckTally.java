package io.cameo.convert.ffhquv;

import io.cameo.convert.Found;
import io.cameo.dataset.ffhquv.FfhqIndex;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts findings, keeps the first of each kind, and sees what samples tell together. */
final class CheckTally implements Sink<UvSample, UvFacts> {
    private static final String RELEASED_SIZE = "1024x1024";

    private final UvTree tree;
    private final int most;
    private final Map<UvFault, Long> counts = new EnumMap<>(UvFault.class);
    private final Map<UvFault, List<UvFinding>> first = new EnumMap<>(UvFault.class);
    private final Map<String, Size> sizes = new LinkedHashMap<>();
    private final DuplicateMaps duplicates = new DuplicateMaps();
    private final JoinCheck joins = new JoinCheck();
    private long files;
    private long bytes;

    /** Maps of one size. */
    private static final class Size {
        private final String text;
        private final boolean square;
        private long count;
        private final List<UvSample> first = new ArrayList<>();

        Size(String text, boolean square) {
            this.text = text;
            this.square = square;
        }
    }

    CheckTally(UvTree tree, int most) {
        this.tree = tree;
        this.most = most;
    }

    JoinCheck joins() {
        return joins;
    }

    void add(UvFinding finding) {
        add(finding, 1);
    }

    /** A finding that stands for several. */
    void add(UvFinding finding, long count) {
        counts.merge(finding.fault(), count, Long::sum);
        List<UvFinding> kept = first.computeIfAbsent(finding.fault(), _ -> new ArrayList<>());
        if (kept.size() < most) {
            kept.add(finding);
        }
    }

    @Override
    public void accept(long sequence, UvSample sample, UvFacts facts) {
        facts.findings.forEach(this::add);
        files += facts.files;
        bytes += facts.bytes;
        if (facts.widthPx > 0) {
            String text = facts.widthPx + "x" + facts.heightPx;
            Size size = sizes.computeIfAbsent(text, _ -> new Size(text, facts.widthPx == facts.heightPx));
            size.count++;
            if (size.first.size() < most) {
                size.first.add(sample);
            }
        }
        if (facts.hasMap) {
            duplicates.note(sample, facts.mapSum);
        }
        joins.note(sample, facts);
    }

    /** What only all samples tell. */
    void end() throws IOException {
        duplicates.report(tree, this::add);
        List<Size> squares = sortedSizes().stream().filter(size -> size.square).toList();
        if (squares.isEmpty()) {
            return;
        }
        Size usual = squares.getFirst();
        for (Size other : squares.subList(1, squares.size())) {
            for (UvSample sample : other.first) {
                UvFile file = Objects.requireNonNull(sample.file(UvPart.MAP));
                add(
                        new UvFinding(
                                UvFault.MAP_SIZE,
                                sample.set(),
                                sample.id(),
                                file.path().toString(),
                                "size=" + other.text + ", most=" + usual.text),
                        0);
            }
            counts.merge(UvFault.MAP_SIZE, other.count, Long::sum);
        }
        if (!usual.text.equals(RELEASED_SIZE)) {
            add(new UvFinding(UvFault.SIZE_OTHER, null, "", "", "most=" + usual.text));
        }
    }

    private List<Size> sortedSizes() {
        return sizes.values().stream()
                .sorted(Comparator.<Size>comparingLong(size -> size.count)
                        .reversed()
                        .thenComparing(size -> size.text))
                .toList();
    }

    UvCheckReport report(Map<UvSet, UvMeta> metas, List<UvSet> sets, boolean cancelled, long wallNanos) {
        Map<UvFault, Found<UvFinding>> found = new EnumMap<>(UvFault.class);
        counts.forEach((fault, count) -> found.put(fault, new Found<>(count, first.getOrDefault(fault, List.of()))));
        Map<String, Long> told = new LinkedHashMap<>();
        sortedSizes().forEach(size -> told.put(size.text, size.count));
        return new UvCheckReport(
                tree.roots(),
                sets.stream().map(set -> held(set, metas.get(set))).toList(),
                told,
                files,
                bytes,
                found,
                cancelled,
                wallNanos);
    }

    private UvCheckReport.Held held(UvSet set, @Nullable UvMeta meta) {
        List<UvSample> samples = tree.samples(set);
        Map<UvPart, Long> parts = new EnumMap<>(UvPart.class);
        samples.forEach(sample -> sample.parts().keySet().forEach(part -> parts.merge(part, 1L, Long::sum)));
        return new UvCheckReport.Held(
                set,
                samples.size(),
                samples.isEmpty() ? "" : samples.getFirst().id(),
                samples.isEmpty() ? "" : samples.getLast().id(),
                parts,
                set == UvSet.PROJECT ? List.of() : tree.shards(set),
                meta == null ? -1 : meta.entries().size(),
                meta == null ? 0 : count(meta, FfhqIndex.Form.NUMBER) + count(meta, FfhqIndex.Form.TEXT),
                meta == null ? 0 : count(meta, FfhqIndex.Form.NULL));
    }

    private static int count(UvMeta meta, FfhqIndex.Form form) {
        return (int) meta.entries().stream()
                .filter(entry -> entry.index().form() == form)
                .count();
    }
}
