package io.cameo.convert.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.convert.Stop;
import io.cameo.convert.TargetFolder;
import io.cameo.convert.TreeTarget;
import io.cameo.dataset.ffhquv.UvLayout;
import io.cameo.dataset.ffhquv.UvManifest;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvRecord;
import io.cameo.dataset.ffhquv.UvRecords;
import io.cameo.dataset.ffhquv.UvTable;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives back, in the layout of the release, what {@link UvPack} packed: every file byte for byte, but of maps that were kept
 * as what differs from a template a PNG of the same pixels, and where samples were chosen a meta file with the entries of
 * those that are there.
 *
 * <p>Set up on one thread; {@link #cancel()} may be called from any.
 */
public final class UvUnpack {
    private static final long BYTES_IN_FLIGHT = 64L << 20;
    private static final int MOST_SHOWN = 20;

    private final Path file;
    private List<String> ids = List.of();
    private boolean intoExisting;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;
    private final Stop stop = new Stop();

    private UvUnpack(Path file) {
        this.file = file;
    }

    /** Chooses a record file. */
    public static UvUnpack from(Path rec) {
        return new UvUnpack(rec);
    }

    /** Only samples with these ids; all where none is named. */
    public UvUnpack select(List<String> wanted) {
        ids = List.copyOf(wanted);
        return this;
    }

    /** Whether the folder may hold files already; those of the same name are replaced, others stay. */
    public UvUnpack intoExisting(boolean may) {
        intoExisting = may;
        return this;
    }

    /** Number of threads that read and write; one per processor unless set. */
    public UvUnpack workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one worker is needed: workers=" + threads);
        }
        workers = threads;
        return this;
    }

    /** Who is told how far the run is; on the thread that calls {@link #to}. */
    public UvUnpack progress(Progress listener) {
        progress = listener;
        return this;
    }

    /** Asks the run to stop soon; files that are written stay. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Unpacks into a folder, which is made if it is not there.
     *
     * @throws java.nio.file.DirectoryNotEmptyException if there is something in the folder and {@link #intoExisting} does not
     *     allow it
     * @throws CorruptDataException if the file holds nothing
     * @throws IOException if the file cannot be opened, or something cannot be written
     */
    public UvUnpackReport to(Path directory) throws IOException {
        long beginNanos = System.nanoTime();
        try (UvRecords records = UvRecords.open(file)) {
            records.requireAny();
            TargetFolder.make(directory, intoExisting);
            TreeTarget target = new TreeTarget(directory);
            Set<String> wanted = new LinkedHashSet<>(ids);
            Tally tally = new Tally();
            Pipeline<Integer, UvUnpackStage.Scratch, UvUnpackStage.Written> pipeline = Pipeline.builder(
                            "uv unpack",
                            () -> new UvUnpackStage.Scratch(records),
                            UvUnpackStage.Written::new,
                            new UvUnpackStage(target, wanted))
                    .workers(workers)
                    .errorLimit(Pipeline.UNLIMITED)
                    .byteLimit(BYTES_IN_FLIGHT, _ -> 1)
                    .progress(progress, records.size())
                    .build();
            var positions = IntStream.range(0, records.size()).iterator();
            try (var _ = stop.stops(pipeline)) {
                Outcome outcome = pipeline.run(() -> positions.hasNext() ? positions.next() : null, tally);
                records.file().checkWhole();
                if (!outcome.cancelled()) {
                    others(records, target, tally);
                }
                return tally.report(directory, wanted, outcome, System.nanoTime() - beginNanos);
            }
        } catch (InternalError fault) {
            throw PageFault.among(file, fault);
        }
    }

    /** The meta file and what is not here. */
    private void others(UvRecords records, TreeTarget target, Tally tally) throws IOException {
        try (UvRecords.Reader reader = records.reader()) {
            for (int position = records.size(); position < records.file().size(); position++) {
                UvRecord record = reader.any(position);
                UvManifest manifest = record.manifest();
                if (manifest == null) {
                    continue;
                }
                tally.manifest = manifest;
                byte[] meta = record.metaFile();
                if (meta != null) {
                    meta(manifest, meta, target, tally);
                }
            }
        } catch (CorruptDataException damage) {
            tally.lose(damage.reason() + ": offset=" + damage.offsetBytes());
        } catch (RejectedItemException impossible) {
            tally.lose(String.valueOf(impossible.getMessage()));
        }
    }

    private void meta(UvManifest manifest, byte[] meta, TreeTarget target, Tally tally)
            throws IOException, RejectedItemException {
        String name = UvLayout.metaName(manifest.set());
        if (ids.isEmpty() && !isChosen()) {
            target.write(name, MemorySegment.ofArray(meta));
            tally.exactFiles++;
            return;
        }
        List<UvMetaEntry> entries = UvMeta.read(file, meta).entries().stream()
                .filter(entry -> tally.ids.contains(entry.id()))
                .toList();
        target.write(name, MemorySegment.ofArray(UvMeta.of(entries).toJson()));
        tally.encodedFiles++;
    }

    /** Whether the file has some samples only of one that was packed: its table says so. */
    private boolean isChosen() throws IOException {
        if (Files.notExists(UvTable.besides(file))) {
            return false;
        }
        try (UvTable table = UvTable.openAlone(UvTable.besides(file))) {
            return table.belongsTo(file) && table.isChosen();
        }
    }

    /** Counts, on one thread. */
    private final class Tally implements Sink<Integer, UvUnpackStage.Written> {
        private final List<String> firstLost = new ArrayList<>();
        private final Set<String> ids = new HashSet<>();
        private long exactFiles;
        private long encodedFiles;
        private long lost;
        private @Nullable UvManifest manifest;

        @Override
        public void accept(long sequence, Integer position, UvUnpackStage.Written written) {
            if (!written.id.isEmpty()) {
                ids.add(written.id);
            }
            exactFiles += written.exactFiles;
            encodedFiles += written.encodedFiles;
        }

        @Override
        public void rejected(long sequence, Integer position, String reason) {
            lose(reason + ", record=" + position);
        }

        private void lose(String reason) {
            lost++;
            if (firstLost.size() < MOST_SHOWN) {
                firstLost.add(reason);
            }
        }

        private UvUnpackReport report(Path directory, Set<String> wanted, Outcome outcome, long nanos) {
            UvManifest known = manifest;
            return new UvUnpackReport(
                    file,
                    directory,
                    ids.size(),
                    exactFiles,
                    encodedFiles,
                    known == null ? 0 : known.notKept(),
                    known == null ? List.of() : known.firstNotKept(),
                    lost,
                    firstLost,
                    wanted.stream().filter(id -> !ids.contains(id)).toList(),
                    outcome.cancelled(),
                    nanos);
        }
    }
}
