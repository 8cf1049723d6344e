package io.cameo.dataset.insightface;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.Record;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordView;
import io.cameo.record.Watch;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A face data set in any of InsightFace's layouts: its images, and which of them belong to whom.
 *
 * <p>Images are counted from 0 in file order; records without image, which layouts A and B have, are none of them.
 * Identities are rebuilt from the labels of the images, never taken from the identity records, whose float32 ranges are
 * wrong beyond 2^24. All images with one label are one identity, wherever they stand, unless {@link Grouping#BY_RUN} is
 * asked for; identities are counted from 0 in ascending order of labels.
 *
 * <p>With an {@code .ids} beside the record file, opening takes no time and no heap, and labels are exact. Without one, the
 * labels come from the {@code .cix}, or from the heads of all records; {@link #writeIds()} makes one. Every look-up takes
 * the same time however large the set. Any number of threads may read; views are one for each thread.
 */
public final class FaceRecords implements AutoCloseable {
    private static final Logger LOG = System.getLogger(FaceRecords.class.getName());
    private static final int WATCH_EVERY = 1 << 12;

    private final RecordFile file;
    private final Arena arena;
    private final @Nullable IdsFile ids;
    private final Content content;
    private final IdentityTable table;

    /** What makes an identity. */
    public enum Grouping {
        /** One label, one identity. */
        BY_LABEL,
        /** Each run of equal labels, in file order, as {@code face2rec2.py} writes identity records. */
        BY_RUN
    }

    /** Called for each run of equal labels. */
    @FunctionalInterface
    public interface RunVisitor {
        /** Images {@code [fromImage, toImage)} have this label. */
        void run(double label, int fromImage, int toImage);
    }

    /**
     * What is known of the file besides its records.
     *
     * @param imagePositions of each image in the index; empty where image i is at position i
     * @param imagesComeFirst whether all other records stand behind the images
     */
    // As large as the index; made once and handed over.
    @SuppressWarnings("ArrayRecordComponent")
    private record Content(
            FaceLayout layout, int[] imagePositions, boolean imagesComeFirst, long runs, IdentityTable table) {}

    private FaceRecords(RecordFile file, Arena arena, @Nullable IdsFile ids, Content content) {
        this.file = file;
        this.arena = arena;
        this.ids = ids;
        this.content = content;
        this.table = content.table();
    }

    /**
     * Opens a data set; one label is one identity.
     *
     * @throws CorruptDataException if an image has no label, or a record that must be read is damaged
     */
    public static FaceRecords open(Path rec) throws IOException {
        return open(rec, Grouping.BY_LABEL, Watch.NONE);
    }

    /**
     * Opens a data set.
     *
     * @param watch sees how far it is where the labels must be gathered record by record, and can stop it
     */
    public static FaceRecords open(Path rec, Grouping grouping, Watch watch) throws IOException {
        RecordFile file = RecordFile.open(rec);
        Arena arena = Arena.ofShared();
        IdsFile ids = null;
        try {
            ids = openIds(file);
            Content content = ids == null ? gather(file, arena, grouping, watch) : known(file, arena, ids, grouping);
            return new FaceRecords(file, arena, ids, content);
        } catch (Throwable failure) {
            if (ids != null) {
                ids.close();
            }
            arena.close();
            file.close();
            throw failure;
        }
    }

    private static Content known(RecordFile file, Arena arena, IdsFile ids, Grouping grouping) {
        IdentityTable table = ids.table();
        int[] positions = {};
        if (!file.index().inFileOrder()) {
            RecordSurvey survey = new RecordSurvey(file, true);
            positions = survey.imagePositions();
            if (!survey.imagesComeFirst() || survey.images() != table.images()) {
                throw new CorruptDataException(
                        IdsFile.besides(file.path()),
                        IdsLayout.IMAGES_OFFSET,
                        "ids and index differ in images: expected=" + survey.images() + ", actual=" + table.images());
            }
        }
        if (grouping == Grouping.BY_RUN) {
            table = new IdentityTableBuilder(
                            file.path(),
                            table.images(),
                            i -> ids.table().label(ids.table().identityOf(i)))
                    .byRun(arena);
        }
        return new Content(ids.facts().layout(), positions, true, ids.facts().runs(), table);
    }

    private static Content gather(RecordFile file, Arena arena, Grouping grouping, Watch watch) {
        RecordSurvey survey = new RecordSurvey(file, Files.isRegularFile(RecordIndex.besides(file.path())));
        float[] labels = labels(survey, watch);
        IdentityTableBuilder builder = new IdentityTableBuilder(file.path(), labels.length, i -> labels[i]);
        IdentityTable table = grouping == Grouping.BY_RUN ? builder.byRun(arena) : builder.byLabel(arena);
        return new Content(survey.layout(), survey.imagePositions(), survey.imagesComeFirst(), builder.runs(), table);
    }

    /** Where the {@code .ids} of a record file lies, if there is one. */
    public static Path idsBesides(Path rec) {
        return IdsFile.besides(rec);
    }

    /** The records themselves; closed with this object. */
    public RecordFile file() {
        return file;
    }

    public FaceLayout layout() {
        return content.layout();
    }

    /** How many images there are. */
    public int images() {
        return table.images();
    }

    /** How many identities have images. */
    public int identities() {
        return table.identities();
    }

    /** How many runs of equal labels there are; as many as identities where each one's images stand together. */
    public long runs() {
        return content.runs();
    }

    /** How many identity records the file has, right or wrong; 0 in layouts C and D. */
    public int identityRecords() {
        return layout().hasMetaRecords() ? file.size() - images() - 1 : 0;
    }

    /** The identity of an image, from 0 to {@link #identities()} - 1. */
    public int identityOf(int image) {
        return table.identityOf(image);
    }

    /** The label of an image, its first one where it has several; exact where an {@code .ids} says it. */
    public double label(int image) {
        return table.label(table.identityOf(image));
    }

    /** The label of an identity. */
    public double labelOf(int identity) {
        return table.label(identity);
    }

    /** The identity with a label, the first of them by run, or -1. Takes a search where labels have gaps. */
    public int find(double label) {
        return table.find(label);
    }

    /** How many images an identity has; at least 1. */
    public int count(int identity) {
        return table.count(identity);
    }

    /** Image {@code n} of an identity, from 0 to {@link #count} - 1, in file order. */
    public int image(int identity, int n) {
        return table.image(identity, n);
    }

    /** The place of an image in the index of {@link #file()}. */
    public int position(int image) {
        if (image < 0 || image >= images()) {
            throw new IndexOutOfBoundsException("no such image: image=" + image + ", images=" + images());
        }
        int[] positions = content.imagePositions();
        return positions.length == 0 ? image : positions[image];
    }

    /**
     * The key of an image: from the index, or counted from where the layout's keys begin where there is none.
     *
     * @throws IllegalStateException if keys are text
     */
    public long key(int image) {
        int position = position(image);
        return file.hasIndexFile() ? file.index().key(position) : (long) layout().firstKey() + image;
    }

    /** Moves a view to the record of an image. */
    public void read(int image, RecordView view) {
        file.read(position(image), view);
    }

    /** The record of an image. */
    public Record at(int image) {
        return file.at(position(image));
    }

    /** Calls a visitor for every run of equal labels, in file order; there may be as many as images. */
    public void forEachRun(RunVisitor visitor) {
        int from = 0;
        for (int i = 1; i <= images(); i++) {
            if (i == images() || table.identityOf(i) != table.identityOf(from)) {
                visitor.run(label(from), from, i);
                from = i;
            }
        }
    }

    /** Whether everything came from an {@code .ids}. */
    public boolean hasIds() {
        return ids != null;
    }

    /** Whether the {@code .ids} in use is as it was written; reads all of it. True where there is none. */
    public boolean idsAreSound() {
        IdsFile known = ids;
        return known == null || known.bodyIsSound();
    }

    /**
     * Writes an {@code .ids} beside the record file, for next time. Labels are those of the records, so beyond 2^24 they are
     * only as exact as float32.
     *
     * @return where
     * @throws IllegalStateException if identities were asked for by run, or images do not come first in the file
     */
    public Path writeIds() throws IOException {
        if (!content.imagesComeFirst()) {
            throw new IllegalStateException(
                    "an ids file needs the images to come before other records: file=" + file.path());
        }
        IdsFile.Facts facts = new IdsFile.Facts(layout(), file.size(), runs());
        if (!table.isByLabel()) {
            throw new IllegalStateException("an ids file holds identities by label: file=" + file.path());
        }
        IdsFile.write(file.path(), file.cix() != null, facts, table);
        return IdsFile.besides(file.path());
    }

    @Override
    public void close() {
        IdsFile known = ids;
        if (known != null) {
            known.close();
        }
        arena.close();
        file.close();
    }

    private static float[] labels(RecordSurvey survey, Watch watch) {
        float[] labels = new float[survey.images()];
        for (int i = 0; i < labels.length; i++) {
            if (i % WATCH_EVERY == 0) {
                if (watch.cancelled()) {
                    throw new CancellationException("stopped: phase=reading labels, done=" + i);
                }
                watch.advanced("reading labels", i, labels.length);
            }
            labels[i] = survey.label(i);
        }
        watch.advanced("reading labels", labels.length, labels.length);
        return labels;
    }

    private static @Nullable IdsFile openIds(RecordFile file) throws IOException {
        Path path = IdsFile.besides(file.path());
        if (!Files.isRegularFile(path)) {
            return null;
        }
        try {
            IdsFile ids = IdsFile.open(path);
            if (ids.facts().records() == file.size() && ids.belongsTo(file.path(), file.cix() != null)) {
                return ids;
            }
            ids.close();
            LOG.log(Level.DEBUG, "ids is of another record file and is not used: file=" + path);
        } catch (CorruptDataException damaged) {
            LOG.log(Level.DEBUG, "ids is damaged and is not used", damaged);
        }
        return null;
    }
}
