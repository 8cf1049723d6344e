package io.cameo.convert.matting;

import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingInstance;
import io.cameo.dataset.matting.MattingSample;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Whether every frame of a video has the same instances. MaGGIe only divides: {@code len(mattes) // len(frames)} is the
 * number of instances, and what comes next in the list is the next one.
 */
final class InstanceSets {
    private static final int MOST_SETS_SHOWN = 8;

    private final MattingSample video;
    private final String path;
    private final Consumer<MattingFinding> out;
    private final List<List<String>> sets = new ArrayList<>();

    private InstanceSets(MattingSample video, Consumer<MattingFinding> out) {
        this.video = video;
        this.out = out;
        path = video.split().alphas() + "/" + video.name();
        for (MattingFrame frame : video.frames()) {
            sets.add(frame.instances().stream().map(MattingInstance::id).toList());
        }
    }

    static void check(MattingSample video, Consumer<MattingFinding> out) {
        InstanceSets sets = new InstanceSets(video, out);
        if (sets.sets.stream().allMatch(List::isEmpty)) {
            out.accept(new MattingFinding(MattingFault.NO_ALPHAS, sets.path, "frames=" + sets.sets.size()));
        } else if (sets.sets.stream().distinct().count() > 1) {
            sets.report();
        }
    }

    private void report() {
        int total = sets.stream().mapToInt(List::size).sum();
        int frames = sets.size();
        String planes = "mattes=" + total + ", frames=" + frames;
        boolean even = total % frames == 0;
        for (int i = 0; i < frames; i++) {
            if (sets.get(i).isEmpty()) {
                add(MattingFault.FRAME_WITHOUT_ALPHAS, video.frames().get(i), planes);
            }
        }
        if (even) {
            String shown = sets.stream()
                    .limit(MOST_SETS_SHOWN)
                    .map(set -> set.stream().collect(Collectors.joining(",", "{", "}")))
                    .collect(Collectors.joining(" "));
            out.accept(new MattingFinding(
                    MattingFault.INSTANCES_SHIFTED,
                    path,
                    planes + ", taken_for=" + total / frames + ", instances=" + shown
                            + (frames > MOST_SETS_SHOWN ? " ..." : "")));
            return;
        }
        TreeSet<String> all = sets.stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
        for (int i = 0; i < frames; i++) {
            for (String id : all) {
                if (!sets.get(i).isEmpty() && !sets.get(i).contains(id)) {
                    add(MattingFault.INSTANCE_MISSING, video.frames().get(i), "instance=" + id + ", " + planes);
                }
            }
        }
    }

    private void add(MattingFault fault, MattingFrame frame, String detail) {
        out.accept(new MattingFinding(fault, path + "/" + frame.name(), detail));
    }
}
