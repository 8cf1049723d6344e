package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.convert.TreeTarget;
import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingInstance;
import io.cameo.dataset.matting.MattingSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a tree holds that is in no list, as a link to nothing: a person of whom nobody would know. Also what has a name that
 * records may not have. A sample that such a file would belong to is not packed; what is left is told by itself.
 */
final class PackSuspects {
    private final MattingPack.Choice choice;
    /** By the folder that holds it. */
    private final Map<String, FileTree.Problem> byFolder = new HashMap<>();

    private final Map<String, String> others = new LinkedHashMap<>();

    PackSuspects(FileTree files, MattingPack.Choice choice) {
        this.choice = choice;
        for (FileTree.Problem problem : files.problems()) {
            String name = problem.name();
            byFolder.putIfAbsent(name.substring(0, Math.max(0, name.lastIndexOf('/'))), problem);
            others.put(name, text(problem));
        }
        if (choice.keepFiles()) {
            Stream.concat(files.files().stream().map(TreeFile::name), PackPlan.emptyFolders(files))
                    .filter(name -> !TreeTarget.isName(name))
                    .forEach(name -> others.put(name, badName(name)));
        }
    }

    /** Why a frame cannot be packed; null if nothing speaks against it. */
    @Nullable
    String fault(MattingSample sample, MattingFrame frame) {
        List<TreeFile> files = filesOf(frame);
        for (TreeFile file : files) {
            if (!TreeTarget.isName(file.name())) {
                files.forEach(told -> others.remove(told.name()));
                return badName(file.name());
            }
        }
        for (String folder : foldersOf(sample, frame)) {
            FileTree.Problem problem = byFolder.get(folder);
            if (problem != null) {
                others.remove(problem.name());
                return text(problem);
            }
        }
        return null;
    }

    private List<TreeFile> filesOf(MattingFrame frame) {
        List<TreeFile> files = new ArrayList<>();
        files.add(frame.image());
        for (MattingInstance instance : frame.instances()) {
            files.add(instance.alpha());
            add(instance.mask(), files);
            add(choice.withFgBg() ? instance.foreground() : null, files);
        }
        add(choice.withFgBg() ? frame.background() : null, files);
        return files;
    }

    private static void add(@Nullable TreeFile file, List<TreeFile> files) {
        if (file != null) {
            files.add(file);
        }
    }

    /** The folders that hold mattes, or masks, of this frame and nothing else: none where all images share one. */
    private static List<String> foldersOf(MattingSample sample, MattingFrame frame) {
        if (sample.split().layout().isSingle()) {
            return List.of();
        }
        return frame.instances().stream()
                .flatMap(instance -> instance.mask() == null
                        ? List.of(instance.alpha()).stream()
                        : List.of(instance.alpha(), instance.mask()).stream())
                .map(TreeFile::folder)
                .distinct()
                .toList();
    }

    /** What no sample was rejected for: names and reasons. Ask when all samples were asked about. */
    Map<String, String> others() {
        return others;
    }

    private static String text(FileTree.Problem problem) {
        return Refusal.text(new MattingFinding(MattingFault.UNREADABLE, problem.name(), problem.reason()));
    }

    private static String badName(String name) {
        return "name would not be unpacked everywhere: path=" + name;
    }
}
