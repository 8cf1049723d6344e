package io.cameo.convert.ffhquv;

import io.cameo.bytes.Checksum;
import io.cameo.convert.PackReport;
import io.cameo.convert.PackedImage;
import io.cameo.convert.RecordJob;
import io.cameo.convert.RunOutput;
import io.cameo.convert.RunSettings;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvRow;
import io.cameo.dataset.ffhquv.UvTable;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One run from a release to records and their table. */
final class UvPackJob extends RecordJob<UvPackItem, UvPackScratch> {
    private static final int RECORDS_IN_FLIGHT = 64;
    private static final long BYTES_IN_FLIGHT = 256L << 20;

    private final UvTree tree;
    private final UvPack.Choice choice;
    private final byte @Nullable [] metaFile;
    private final List<UvPackItem> plan;
    /** Of the samples that this run packed, by their keys; those of an earlier run are read again. */
    private final Map<Long, UvRow> rows = new ConcurrentHashMap<>();

    UvPackJob(UvTree tree, UvPack.Choice choice, byte @Nullable [] metaFile, Path rec) {
        super(rec, "uv");
        this.tree = tree;
        this.choice = choice;
        this.metaFile = metaFile;
        UvFile named = tree.metaFile(choice.set());
        UvMeta meta = metaFile == null || named == null ? null : UvMeta.read(named.path(), metaFile);
        plan = UvPackPlan.of(tree, choice, meta);
        try (UvPackScratch trial = scratch()) {
            trial.requireTemplate();
        }
    }

    /** The report counts samples. */
    @Override
    protected boolean isExtra(UvPackItem item) {
        return !(item instanceof UvPackItem.Sample);
    }

    @Override
    protected Map<String, String> describe() {
        byte[] template = choice.template();
        Map<String, String> job = new LinkedHashMap<>();
        job.put(
                "roots",
                tree.roots().stream()
                        .map(root -> root.toAbsolutePath().normalize())
                        .toList()
                        .toString());
        job.put("set", choice.set().word());
        job.put(
                "template_crc32c",
                template == null ? "none" : Integer.toHexString(Checksum.crc32c(MemorySegment.ofArray(template))));
        job.put("keep_pt", Boolean.toString(choice.keepPt()));
        job.put("complete", Boolean.toString(choice.complete()));
        job.put("licences", choice.licences().toString());
        job.put("records", Integer.toString(plan.size()));
        job.put("files_crc32c", Long.toHexString(sumOfNames()));
        return job;
    }

    /** Another release under the same name would be the result of neither. */
    private long sumOfNames() {
        CRC32C sum = new CRC32C();
        for (UvPackItem item : plan) {
            if (item instanceof UvPackItem.Sample sample) {
                for (UvFile file : sample.parts().values()) {
                    sum.update((file.file().name() + '\0' + file.sizeBytes() + '\0').getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        if (metaFile != null) {
            sum.update(metaFile);
        }
        return sum.getValue();
    }

    @Override
    protected Items<UvPackItem> open(long itemsDone) throws IOException {
        if (itemsDone > plan.size()) {
            throw new IOException("journal says more records than there are to be: roots=" + tree.roots());
        }
        return new Planned(plan.subList((int) itemsDone, plan.size()).iterator());
    }

    /** The plan, from some record on. */
    private record Planned(Iterator<UvPackItem> items) implements Items<UvPackItem> {
        @Override
        public @Nullable UvPackItem next() {
            return items.hasNext() ? items.next() : null;
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }

    @Override
    protected long total(long itemsDone) {
        return plan.size() - itemsDone;
    }

    @Override
    protected int window(RunSettings settings) {
        return Math.max(RECORDS_IN_FLIGHT, 2 * settings.workers());
    }

    @Override
    protected long bytesInFlight() {
        return BYTES_IN_FLIGHT;
    }

    @Override
    protected UvPackScratch scratch() {
        return new UvPackScratch(tree, choice.template());
    }

    @Override
    protected Stage<UvPackItem, UvPackScratch, PackedImage> stage() {
        return new UvPackStage(
                choice, metaFile, row -> rows.put((long) row.names().number(), row));
    }

    @Override
    protected long key(UvPackItem item) {
        return item.key();
    }

    @Override
    protected RunOutput.Named nameOf(UvPackItem item) {
        return new RunOutput.Named(Long.toString(item.key()), item.name());
    }

    /** Makes the table where the records are complete. */
    UvPackReport finish(PackReport records) throws IOException {
        boolean complete = records.complete();
        UvTableRun.Totals totals = complete ? UvTableRun.write(records.rec(), rows) : new UvTableRun.Totals();
        UvPackItem.Manifest last = (UvPackItem.Manifest) plan.getLast();
        return new UvPackReport(
                records,
                choice.set(),
                complete ? UvTable.besides(records.rec()) : null,
                totals.maps,
                totals.residuals,
                totals.mapBytes,
                totals.storedMapBytes,
                last.manifest().notKept(),
                tree.problems());
    }
}
