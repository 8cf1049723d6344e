package io.cameo.record;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.MappedFile;
import io.cameo.bytes.PageFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds the records of other files behind those of a finished one, in place, so that a crash at any moment leaves either
 * the old content or the new one.
 *
 * <pre>{@code
 * AppendReport report = Append.to(Path.of("train.rec")).from(List.of(Path.of("new.rec")));
 * }</pre>
 *
 * <p>Each step is on disk before the next begins:
 *
 * <ol>
 *   <li>{@code FILE.rec.append} notes the old size.
 *   <li>The new records are written behind the old ones; new indexes of everything, under their partial names.
 *   <li>{@code FILE.rec.append} is replaced by one that notes the new size. From here on the append counts.
 *   <li>The new indexes get their names, the note goes.
 * </ol>
 *
 * <p>A run that was stopped before step 3 is undone by the next append, or by {@link #recover}: what stands behind the old
 * size is cut off. One that was stopped later is completed. Until then the old {@code .idx} leads to the old records, which
 * are all where they were, and the {@code .cix} is known to be stale by the size that it names; a reader without an index
 * may meet a record that is cut off, and says so. Old records keep their place, key and bytes, and a process that has the
 * file open sees no change.
 *
 * <p>Set up and run on one thread; two runs never append to one file at the same time.
 */
public final class Append {
    private final Path rec;
    private boolean keepKeys;
    private boolean keepIds;
    private Watch watch = Watch.NONE;

    private Append(Path rec) {
        this.rec = rec;
    }

    /** What became of an append that was stopped. */
    public enum Recovery {
        /** There was none. */
        NOTHING,
        /** It did not count yet: the file is as it was before. */
        UNDONE,
        /** It counted: the file has its records. */
        COMPLETED
    }

    /** Appends to a record file with the index beside it, or with keys that count from 0 where there is none. */
    public static Append to(Path rec) {
        return new Append(rec);
    }

    /** Keeps the keys of the new records, which must not be there; unless told they count on behind the largest. */
    public Append keepKeys(boolean on) {
        keepKeys = on;
        return this;
    }

    /** Leaves the ids in the headers alone; unless told, an id that was the key becomes the new key. */
    public Append keepIds(boolean on) {
        keepIds = on;
        return this;
    }

    public Append watchedBy(Watch newWatch) {
        watch = newWatch;
        return this;
    }

    /**
     * Undoes or completes an append that was stopped.
     *
     * @throws IOException also if another run is appending, or if the note is of another file
     */
    public static Recovery recover(Path rec) throws IOException {
        try (AtomicFile _ = lock(rec)) {
            return new AppendJournal(rec).recover();
        }
    }

    /**
     * Appends the records of files, in order. When this returns, all of them are on disk.
     *
     * @throws CorruptDataException at the first damage in the file or an input, also where an index does not fit
     * @throws IllegalArgumentException if kept keys are there already or of another kind, if the keys to count on behind are
     *     text, or if records of the file name others by key (InsightFace's identity records)
     * @throws java.util.concurrent.CancellationException if the watch stopped the run; then nothing has changed
     */
    public AppendReport from(List<Path> inputs) throws IOException {
        long startNanos = System.nanoTime();
        try (AtomicFile _ = lock(rec)) {
            AppendJournal journal = new AppendJournal(rec);
            Recovery recovery = journal.recover();
            List<RecordSource> sources = new ArrayList<>();
            try {
                RecordSource target = RecordSource.open(rec);
                sources.add(target);
                for (Path input : inputs) {
                    sources.add(RecordSource.open(input));
                }
                check(target, sources);
                long appended = append(journal, target, sources);
                return new AppendReport(
                        rec, target.size(), appended, Files.size(rec), recovery, System.nanoTime() - startNanos);
            } finally {
                sources.forEach(RecordSource::close);
            }
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }

    /** A file that is held for its lock alone: the record file's own would end with any mapping of it. */
    private static AtomicFile lock(Path rec) throws IOException {
        if (!Files.isRegularFile(rec)) {
            throw new NoSuchFileException(rec.toString());
        }
        return AtomicFile.create(rec.resolveSibling(rec.getFileName() + ".append.lock"));
    }

    private void check(RecordSource target, List<RecordSource> sources) throws IOException {
        sources.forEach(RecordSource::checkNotEmpty);
        sources.forEach(MetaRecords::refuseIn);
        CixFile cix = target.file().cix();
        if (cix != null && !cix.bodyIsSound()) {
            throw new CorruptDataException(cix.path(), 0, "cix is damaged, 'cameo index' makes a new one");
        }
        if (cix != null && target.size() > 0) {
            target.read(target.size() - 1, new RecordView()); // ends where the file ends
        }
        if (!keepKeys && target.hasTextKeys()) {
            throw new IllegalArgumentException(
                    "keys are text, so new ones cannot count on behind them; keep those of the new records: file="
                            + rec);
        }
        if (keepKeys) {
            refuseCollisions(new KeyCollisions(sources), sources);
        }
        long newRecords = sources.stream().mapToLong(RecordSource::size).sum() - target.size();
        long newBytes =
                sources.stream().mapToLong(source -> source.file().sizeBytes()).sum()
                        - target.file().sizeBytes();
        DiskRoom.check(rec, newBytes, newRecords + target.size());
    }

    private static void refuseCollisions(KeyCollisions collisions, List<RecordSource> sources) {
        for (int input = 1; input < sources.size(); input++) {
            RecordSource source = sources.get(input);
            for (int rank = 0; rank < source.size(); rank++) {
                if (collisions.isTaken(input, rank)) {
                    throw new IllegalArgumentException("key is there already: key=" + source.keyText(rank) + ", file="
                            + source.file().path());
                }
            }
        }
    }

    private long append(AppendJournal journal, RecordSource target, List<RecordSource> sources) throws IOException {
        long oldBytes = target.file().sizeBytes();
        long nextKey = keepKeys ? 0 : new KeyCollisions(List.of(target)).firstFreeKey();
        boolean counts = false;
        journal.appending(target.file().segment());
        try (FileChannel channel = FileChannel.open(rec, StandardOpenOption.WRITE);
                AtomicFile idx = AtomicFile.create(RecordIndex.besides(rec));
                CixWriter cix = CixWriter.create(CixFile.besides(rec))) {
            channel.position(oldBytes);
            try (RecordOutput out =
                    new RecordOutput(channel, idx.channel(), cix, new RecordWriter.Checkpoint(0, oldBytes, 0))) {
                noteOld(target, out);
                writeNew(sources, out, nextKey);
                sources.forEach(source -> source.file().checkWhole());
                out.flush();
            }
            channel.force(true);
            idx.channel().force(true);
            try (MappedFile whole = MappedFile.open(rec)) {
                cix.complete(whole.segment());
                idx.keepPartial();
                cix.keepPartial();
                journal.committed(whole.segment());
            }
            counts = true;
            idx.commit();
            cix.commit();
            journal.delete();
        } catch (Throwable failure) {
            if (!counts) {
                undo(journal, failure);
            }
            throw failure;
        }
        return sources.stream().mapToLong(RecordSource::size).sum() - target.size();
    }

    /** Where it cannot be said whether the second note reached the disk, the note that stands there decides. */
    private static void undo(AppendJournal journal, Throwable failure) {
        try {
            journal.recover();
        } catch (IOException | RuntimeException left) {
            failure.addSuppressed(left);
        }
    }

    private void noteOld(RecordSource target, RecordOutput out) throws IOException {
        RecordView view = new RecordView();
        WatchedPhase phase = new WatchedPhase(watch, "indexing", target.size());
        CixFile cix = target.file().cix();
        for (int rank = 0; rank < target.size(); rank++) {
            String text = target.hasTextKeys() ? target.keyText(rank) : null;
            long key = text == null ? target.key(rank) : 0;
            if (cix != null) {
                out.note(
                        text,
                        key,
                        cix.offset(rank),
                        cix.contentLength(rank),
                        cix.contentCrc(rank),
                        cix.label(rank),
                        cix.flag(rank));
            } else {
                target.read(rank, view);
                out.note(text, key, view.offsetBytes(), view.content());
            }
            phase.step();
        }
        phase.end();
    }

    private void writeNew(List<RecordSource> sources, RecordOutput out, long firstKey) throws IOException {
        RecordEdit edit = new RecordEdit(!keepIds);
        RecordView view = new RecordView();
        long nextKey = firstKey;
        for (RecordSource source : sources.subList(1, sources.size())) {
            WatchedPhase phase = new WatchedPhase(watch, "appending", source.size());
            for (int rank = 0; rank < source.size(); rank++) {
                source.read(rank, view);
                int crc = source.checkedCrc(rank, view);
                String text = keepKeys && source.hasTextKeys() ? source.keyText(rank) : null;
                long oldKey = source.hasTextKeys() ? nextKey : source.key(rank);
                edit.rekeyed(out, text, oldKey, keepKeys ? oldKey : nextKey, view.content(), crc);
                nextKey++;
                phase.step();
            }
            phase.end();
        }
    }
}
