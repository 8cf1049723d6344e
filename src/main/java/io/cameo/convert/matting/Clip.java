package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeFolder;
import io.cameo.bytes.CodePointOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Frames in the order of their names, or one picture that stands still.
 *
 * @param frames at least one
 * @param still whether it is a picture of a list's own, which lasts as long as is wanted
 */
record Clip(String name, List<Foreground> frames, boolean still) {
    /** Takes a copy. */
    Clip {
        frames = List.copyOf(frames);
    }

    /** The frame at a time; the last one stays. */
    Foreground at(int frame) {
        return frames.get(Math.min(frame, frames.size() - 1));
    }

    /**
     * Clips of people: a folder's frames have their mattes in the folder beside, else in their fourth channel.
     *
     * @param problems takes what has no frames, no mattes, or is not there
     */
    static List<Clip> people(SourceList source, List<SynthProblem> problems) {
        return source.some(all(source, true, problems), "clip with mattes", problems);
    }

    /** Clips and pictures of places. */
    static List<Clip> places(SourceList source, List<SynthProblem> problems) {
        return source.some(all(source, false, problems), "image or clip", problems);
    }

    private static List<Clip> all(SourceList source, boolean mattes, List<SynthProblem> problems) {
        FileTree tree = source.tree();
        TreeMap<String, Clip> clips = new TreeMap<>(CodePointOrder.INSTANCE);
        List<String> listed = source.listed();
        List<String> names = listed != null ? listed : tree.folders();
        for (String line : names) {
            String name = line.endsWith("/") ? line.substring(0, line.length() - 1) : line;
            TreeFolder folder = tree.folder(name);
            TreeFile file = tree.file(name);
            if (listed == null && (folder == null || isMatte(folder))) {
                continue;
            }
            Clip clip = folder != null
                    ? of(tree, folder, mattes, problems, listed != null)
                    : file == null ? null : still(tree, file, mattes);
            if (clip != null) {
                clips.put(name, clip);
            } else if (listed != null) {
                problems.add(new SynthProblem(name, "listed, but has no frames with what is needed"));
            }
        }
        if (listed == null && !mattes) {
            TreeFolder root = tree.folder("");
            for (TreeFile file : root == null ? List.<TreeFile>of() : root.files()) {
                if (Foreground.isImage(file)) {
                    clips.put(file.name(), new Clip(file.name(), List.of(new Foreground(file, null)), true));
                }
            }
        }
        return List.copyOf(clips.values());
    }

    private static boolean isMatte(TreeFolder folder) {
        return Foreground.isMatte(folder.name() + "/");
    }

    private static @Nullable Clip still(FileTree tree, TreeFile file, boolean mattes) {
        Foreground one = mattes ? Foreground.of(tree, file) : new Foreground(file, null);
        return one == null ? null : new Clip(file.name(), List.of(one), true);
    }

    private static @Nullable Clip of(
            FileTree tree, TreeFolder folder, boolean mattes, List<SynthProblem> problems, boolean listed) {
        List<Foreground> frames = new ArrayList<>();
        for (TreeFile file : folder.files()) {
            if (!Foreground.isImage(file)) {
                continue;
            }
            Foreground one = mattes ? Foreground.of(tree, file) : new Foreground(file, null);
            if (one != null) {
                frames.add(one);
            } else if (listed) {
                problems.add(new SynthProblem(file.name(), "has no matte"));
            }
        }
        return frames.isEmpty() ? null : new Clip(folder.name(), frames, false);
    }
}
