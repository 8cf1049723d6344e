package io.cameo.convert.matting;

import io.cameo.convert.Found;
import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingInstance;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingSample;
import io.cameo.dataset.matting.MattingTree;
import io.cameo.pipeline.Sink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts findings, keeps the first of each kind, and sees what frames of one video tell together. */
final class CheckTally implements Sink<FrameItem, FrameFacts> {
    private final MattingTree tree;
    private final int most;
    private final Map<MattingFault, Long> counts = new EnumMap<>(MattingFault.class);
    private final Map<MattingFault, List<MattingFinding>> first = new EnumMap<>(MattingFault.class);
    private final Map<String, Long> sizes = new HashMap<>();
    private final Set<String> visible = new HashSet<>();
    private @Nullable MattingSample sample;
    private int widthPx;
    private int heightPx;
    private boolean sizeTold;
    private long images;
    private long mattes;
    private long masks;
    private long bytes;

    CheckTally(MattingTree tree, int most) {
        this.tree = tree;
        this.most = most;
    }

    void add(MattingFinding finding) {
        counts.merge(finding.fault(), 1L, Long::sum);
        List<MattingFinding> kept = first.computeIfAbsent(finding.fault(), _ -> new ArrayList<>());
        if (kept.size() < most) {
            kept.add(finding);
        }
    }

    @Override
    public void accept(long sequence, FrameItem item, FrameFacts facts) {
        if (!item.sample().equals(sample)) {
            endSample();
            sample = item.sample();
            widthPx = 0;
            sizeTold = false;
        }
        facts.findings.forEach(this::add);
        images++;
        mattes += facts.mattes;
        masks += facts.masks;
        bytes += facts.bytes;
        item.frame().instances().stream()
                .filter(instance -> facts.visible.contains(instance.alpha().name()))
                .forEach(instance -> visible.add(instance.id()));
        if (facts.hasSize()) {
            sizes.merge(facts.widthPx + "x" + facts.heightPx, 1L, Long::sum);
            compareSize(item, facts);
        }
    }

    private void compareSize(FrameItem item, FrameFacts facts) {
        if (widthPx == 0) {
            widthPx = facts.widthPx;
            heightPx = facts.heightPx;
        } else if (!facts.fits(widthPx, heightPx) && !sizeTold) {
            sizeTold = true;
            String detail = "first=" + widthPx + "x" + heightPx + ", this=" + facts.widthPx + "x" + facts.heightPx;
            add(new MattingFinding(MattingFault.FRAME_SIZE, item.frame().image().name(), detail));
        }
    }

    /** What only a whole video tells: who is in no frame of it. */
    void endSample() {
        MattingSample ended = sample;
        if (ended != null && ended.split().layout() == MattingLayout.VIDEO) {
            String path = ended.split().alphas() + "/" + ended.name();
            for (String id : ids(ended)) {
                if (!visible.contains(id)) {
                    String detail =
                            "instance=" + id + ", frames=" + ended.frames().size();
                    add(new MattingFinding(MattingFault.ALPHA_EMPTY, path, detail));
                }
            }
        }
        visible.clear();
        sample = null;
    }

    MattingCheckReport report(boolean cancelled, long wallNanos) {
        SortedMap<Integer, Long> instances = new TreeMap<>();
        SortedMap<Integer, Long> frames = new TreeMap<>();
        for (MattingSample each : tree.everything()) {
            instances.merge(ids(each).size(), 1L, Long::sum);
            if (tree.place().layout().isVideo()) {
                frames.merge(each.frames().size(), 1L, Long::sum);
            }
        }
        MattingCheckReport.Counts all = new MattingCheckReport.Counts(
                tree.everything().size(), tree.samples().size(), images, mattes, seenMattes(), masks, bytes);
        Map<MattingFault, Found<MattingFinding>> found = new EnumMap<>(MattingFault.class);
        counts.forEach((fault, count) -> found.put(fault, new Found<>(count, first.getOrDefault(fault, List.of()))));
        return new MattingCheckReport(
                tree.files().path(),
                tree.place(),
                tree.masks(),
                all,
                sortedSizes(),
                instances,
                frames,
                VideoLevels.count(tree),
                found,
                cancelled,
                wallNanos);
    }

    private long seenMattes() {
        return tree.samples().stream()
                .flatMap(each -> each.frames().stream())
                .mapToLong(frame -> frame.instances().size())
                .sum();
    }

    private Map<String, Long> sortedSizes() {
        Map<String, Long> sorted = new LinkedHashMap<>();
        sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static Set<String> ids(MattingSample of) {
        Set<String> ids = new LinkedHashSet<>();
        for (MattingFrame frame : of.frames()) {
            frame.instances().stream().map(MattingInstance::id).forEach(ids::add);
        }
        return ids;
    }
}
