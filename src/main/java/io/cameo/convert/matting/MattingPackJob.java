package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.convert.RunSettings;
import io.cameo.dataset.matting.MattingTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One run from a tree of images and mattes to records. */
final class MattingPackJob extends PlannedJob {
    private static final int RECORDS_IN_FLIGHT = 64;
    private static final long BYTES_IN_FLIGHT = 256L << 20;

    private final MattingTree tree;
    private final MattingPack.Choice choice;
    private final List<PackItem> plan;

    MattingPackJob(MattingTree tree, MattingPack.Choice choice, Path rec) {
        super(tree.files(), choice, rec, "matting");
        this.tree = tree;
        this.choice = choice;
        plan = PackPlan.of(tree, choice);
    }

    /** The report counts images and frames. */
    @Override
    protected boolean isExtra(PackItem item) {
        return !(item instanceof PackItem.Frame);
    }

    @Override
    protected Map<String, String> describe() {
        return describe(tree, choice);
    }

    /** What decides on the bytes of the result. */
    static Map<String, String> describe(MattingTree tree, MattingPack.Choice choice) {
        Map<String, String> job = new LinkedHashMap<>();
        job.put("tree", tree.files().path().toAbsolutePath().normalize().toString());
        job.put("layout", tree.place().layout().word());
        job.put("splits", tree.place().splits().toString());
        job.put("masks", String.valueOf(tree.masks()));
        job.put("effort", choice.effort().name());
        job.put("keep_files", Boolean.toString(choice.keepFiles()));
        job.put("with_fg_bg", Boolean.toString(choice.withFgBg()));
        job.put("files", Integer.toString(tree.files().files().size()));
        job.put("files_crc32c", Long.toHexString(sumOfNames(tree)));
        return job;
    }

    /** Another tree under the same name would be the result of neither. */
    private static long sumOfNames(MattingTree tree) {
        CRC32C sum = new CRC32C();
        for (TreeFile file : tree.files().files()) {
            sum.update((file.name() + '\0' + file.sizeBytes() + '\0').getBytes(StandardCharsets.UTF_8));
        }
        for (FileTree.Problem problem : tree.files().problems()) {
            sum.update((problem.name() + '\0').getBytes(StandardCharsets.UTF_8));
        }
        return sum.getValue();
    }

    @Override
    protected Items<PackItem> open(long itemsDone) throws IOException {
        if (itemsDone > plan.size()) {
            throw new IOException("journal says more records than there are to be: tree="
                    + tree.files().path());
        }
        return new Planned(plan.subList((int) itemsDone, plan.size()).iterator());
    }

    /** The plan, from some record on. */
    private record Planned(Iterator<PackItem> items) implements Items<PackItem> {
        @Override
        public @Nullable PackItem next() {
            return items.hasNext() ? items.next() : null;
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }

    @Override
    protected long total(long itemsDone) {
        return plan.subList((int) itemsDone, plan.size()).stream()
                .filter(item -> !isExtra(item))
                .count();
    }

    @Override
    protected int window(RunSettings settings) {
        return Math.max(RECORDS_IN_FLIGHT, 2 * settings.workers());
    }

    @Override
    protected long bytesInFlight() {
        return BYTES_IN_FLIGHT;
    }
}
