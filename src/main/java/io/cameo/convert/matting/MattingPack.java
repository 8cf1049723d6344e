package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.convert.Conversion;
import io.cameo.convert.PackReport;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingPlace;
import io.cameo.dataset.matting.MattingPlaces;
import io.cameo.dataset.matting.MattingTree;
import io.cameo.matte.PlaneEffort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Packs a tree of images and mattes: a record for each image or frame, {@code docs/matting-records.md}, in the order of
 * the data set's own loaders, whatever the number of workers.
 *
 * <pre>{@code
 * try (FileTree files = FileTree.open(Path.of("I-HIM50K"))) {
 *     PackReport report = MattingPack.from(files).noErrorLimit().writeTo(Path.of("him.rec"));
 * }
 * }</pre>
 *
 * <p>Rejected, with the reason, are samples that {@link MattingCheck} says cannot be trained on as they are: files that are
 * cut off or damaged, sizes that differ, images without mattes, mattes in the alpha channel of a file of mattes, videos
 * whose frames differ in their instances; also those that a file belongs to which cannot be listed, and names that could
 * not be unpacked on every system. Mattes of 16 bits are packed as they are. The mattes that loaders pass over, as
 * they have no mask, are packed too. Unless set, any reject ends the run.
 */
public final class MattingPack extends Conversion<MattingPack> {
    private final FileTree files;
    private @Nullable MattingLayout layout;
    private @Nullable String split;
    private @Nullable String masks;
    private PlaneEffort effort = PlaneEffort.FAST;
    private boolean keepFiles;
    private boolean withFgBg;

    private MattingPack(FileTree files) {
        this.files = files;
    }

    /** A conversion of a tree, which stays the caller's to close. */
    public static MattingPack from(FileTree files) {
        return new MattingPack(files);
    }

    /** What the tree is; recognised unless set. */
    public MattingPack layout(MattingLayout wanted) {
        layout = wanted;
        return this;
    }

    /** One split only, by its name; all unless set. */
    public MattingPack split(String name) {
        split = name;
        return this;
    }

    /** The name of the folder of masks, empty for none; the one that {@link MattingTree#of} chooses unless set. */
    public MattingPack masks(String folder) {
        masks = folder;
        return this;
    }

    /** What coded planes should be above all; {@link PlaneEffort#FAST} unless set. */
    public MattingPack effort(PlaneEffort wanted) {
        effort = wanted;
        return this;
    }

    /** Whether to keep every file byte for byte beside the planes, also what is in no sample, so that all comes back. */
    public MattingPack keepFiles(boolean wanted) {
        keepFiles = wanted;
        return this;
    }

    /** Whether samples get the images of people alone and of the background, where a synthesiser wrote them. */
    public MattingPack withFgBg(boolean wanted) {
        withFgBg = wanted;
        return this;
    }

    /**
     * Writes the records and index files beside them.
     *
     * @throws IllegalArgumentException if it is not clear what the tree is, or it has no such layout, split or masks, or
     *     nothing to pack
     * @throws IOException if the output cannot be written; also if a run to be resumed was of another job
     */
    public PackReport writeTo(Path rec) throws IOException {
        return new MattingPackJob(requireSamples(), choice(), rec).run(run());
    }

    /**
     * What decides on the bytes of the result, and its value: runs of which all of it is the same make the same.
     *
     * @throws IllegalArgumentException as {@link #writeTo}
     */
    public Map<String, String> describe() {
        return MattingPackJob.describe(requireSamples(), choice());
    }

    /**
     * For many machines: cuts what is to be packed into parts that are packed one by one, anywhere, and joined. What comes
     * of it is byte for byte what {@link #writeTo} writes.
     *
     * @param folder where a file for each part is written, which must stay until that is packed
     * @param parts how many, or fewer where there are few images; what is no image comes in parts besides
     * @throws IllegalArgumentException as {@link #writeTo}
     */
    public List<MattingPackPart> cut(Path folder, int parts) throws IOException {
        return PlanFiles.write(PackPlan.of(requireSamples(), choice()), folder, parts);
    }

    /**
     * Packs one of the parts, whatever the error limit. The parts say what is in the tree: one that was opened
     * {@linkplain FileTree#openUnlisted unlisted} will do.
     *
     * @param rec a file for its records; rejects go beside it
     */
    public MattingPackShard packPart(MattingPackPart part, Path rec) throws IOException {
        return new MattingPartJob(files, choice(), part, rec).pack(run());
    }

    /**
     * Makes one record file of parts that were packed, in their order. It appears whole or not at all; where more images are
     * bad than tolerated, or all are, only the list of rejected ones does.
     */
    public PackReport join(List<MattingPackShard> shards, Path rec) throws IOException {
        return new MattingJoin(shards, rec).run(run().errorLimit());
    }

    private MattingTree requireSamples() {
        MattingTree tree = tree();
        if (tree.everything().isEmpty()) {
            throw new IllegalArgumentException("nothing to pack, 'cameo matting check' says why: tree=" + files.path()
                    + ", layout=" + tree.place().layout().word());
        }
        return tree;
    }

    private MattingTree tree() {
        MattingPlaces places = MattingLayout.recognise(files);
        MattingPlace place = layout == null ? places.only() : places.of(layout);
        if (split != null) {
            place = place.only(split);
        }
        return masks == null ? MattingTree.of(files, place) : MattingTree.of(files, place, masks);
    }

    private Choice choice() {
        return new Choice(effort, keepFiles, withFgBg, layout != null || split != null);
    }

    /**
     * Everything besides the tree that decides on the result.
     *
     * @param isPart whether the tree may hold other data, which is not of this file
     */
    record Choice(PlaneEffort effort, boolean keepFiles, boolean withFgBg, boolean isPart) {}

    @Override
    protected MattingPack self() {
        return this;
    }
}
