package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceRecordWriter;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.dataset.insightface.FaceWriteReport;
import io.cameo.lst.FaceLine;
import io.cameo.record.RecordView;
import io.cameo.record.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Copies images whose fate is decided into new data sets, in one pass over each input. */
final class FaceCopy {
    /** How much goes to disk at a time. */
    private static final long FORCE_BYTES = 16L << 20;

    private static final String NO_PATH = "-";

    private final List<FaceFate> fates;
    private final FaceLayout layout;
    private final Watch watch;
    private final boolean dryRun;
    private final long beginNanos;
    private final RecordView view = new RecordView();
    private boolean grouped;
    private boolean tellsLabels;

    FaceCopy(List<FaceFate> fates, FaceLayout layout, Watch watch, boolean dryRun, long beginNanos) {
        this.fates = fates;
        this.layout = layout;
        this.watch = watch;
        this.dryRun = dryRun;
        this.beginNanos = beginNanos;
    }

    /** Whether to put all images of an identity together, in the order of new labels, instead of keeping the order. */
    FaceCopy grouped(boolean byIdentity) {
        grouped = byIdentity;
        return this;
    }

    /** Whether to write down which label became which. */
    FaceCopy tellsLabels(boolean change) {
        tellsLabels = change;
        return this;
    }

    FaceCopyReport to(List<Path> outs) throws IOException {
        List<FaceFate.Tally> tallies =
                fates.stream().map(fate -> fate.tally(outs.size())).toList();
        List<FaceWriteReport> written = new ArrayList<>();
        List<Path> tables = new ArrayList<>();
        PropertyBesides property = new PropertyBesides(fates, outs);
        if (!dryRun) {
            List<FaceRecordWriter> writers = new ArrayList<>();
            try {
                for (Path out : outs) {
                    FaceRecordWriter writer = FaceRecordWriter.create(out, FaceRecordWriter.Options.of(layout));
                    writers.add(writer);
                    writer.forceEvery(FORCE_BYTES);
                }
                write(writers, tallies);
                for (int i = 0; i < outs.size(); i++) {
                    if (tellsLabels) {
                        tables.add(LabelChanges.write(outs.get(i), fates, tallies, i));
                    }
                    written.add(writers.get(i).commit());
                }
            } finally {
                closeAll(writers);
            }
            property.write(
                    written.stream().mapToLong(FaceWriteReport::classes).max().orElse(0));
        }
        return report(outs, tallies, written, tables, property.written());
    }

    private void write(List<FaceRecordWriter> writers, List<FaceFate.Tally> tallies) throws IOException {
        long total = tallies.stream().mapToLong(FaceFate.Tally::allImages).sum();
        FacePhase phase = new FacePhase(watch, "writing", total);
        if (grouped) {
            writeByIdentity(writers, tallies, phase);
        } else {
            for (FaceFate fate : fates) {
                for (int image = 0; image < fate.source().faces().images(); image++) {
                    write(fate, image, writers, phase);
                }
            }
        }
        phase.end();
    }

    /** Identities by new label; of one that several inputs have, the images of the first input first. */
    private void writeByIdentity(List<FaceRecordWriter> writers, List<FaceFate.Tally> tallies, FacePhase phase)
            throws IOException {
        List<int[]> orders = new ArrayList<>();
        for (int i = 0; i < fates.size(); i++) {
            orders.add(byNewLabel(fates.get(i), tallies.get(i).allIdentities()));
        }
        int[] next = new int[fates.size()];
        while (true) {
            Long lowest = null;
            for (int i = 0; i < next.length; i++) {
                if (next[i] < orders.get(i).length) {
                    long label = fates.get(i).labelOf().applyAsLong(orders.get(i)[next[i]]);
                    lowest = lowest == null ? label : Math.min(lowest, label);
                }
            }
            if (lowest == null) {
                return;
            }
            for (int i = 0; i < next.length; i++) {
                FaceFate fate = fates.get(i);
                while (next[i] < orders.get(i).length && fate.labelOf().applyAsLong(orders.get(i)[next[i]]) == lowest) {
                    int identity = orders.get(i)[next[i]++];
                    for (int n = 0; n < fate.source().faces().count(identity); n++) {
                        write(fate, fate.source().faces().image(identity, n), writers, phase);
                    }
                }
            }
        }
    }

    private static int[] byNewLabel(FaceFate fate, BitSet all) {
        int[] identities = all.stream().toArray();
        boolean ascending = IntStream.range(1, identities.length)
                .allMatch(i -> fate.labelOf().applyAsLong(identities[i - 1])
                        <= fate.labelOf().applyAsLong(identities[i]));
        return ascending
                ? identities
                : IntStream.of(identities)
                        .boxed()
                        .sorted((a, b) -> Long.compare(
                                fate.labelOf().applyAsLong(a), fate.labelOf().applyAsLong(b)))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    private void write(FaceFate fate, int image, List<FaceRecordWriter> writers, FacePhase phase) throws IOException {
        int output = fate.outputOf().applyAsInt(image);
        if (output == FaceFate.NOWHERE) {
            return;
        }
        FaceSource source = fate.source();
        source.read(image, view);
        source.requireOneLabel(view);
        long label = fate.labelOf().applyAsLong(source.faces().identityOf(image));
        writers.get(output).write(FaceLine.of(FaceSource.saysAligned(view), NO_PATH, label), view.payload());
        phase.step();
    }

    private FaceCopyReport report(
            List<Path> outs,
            List<FaceFate.Tally> tallies,
            List<FaceWriteReport> written,
            List<Path> tables,
            @Nullable Path property) {
        List<FaceCopyReport.Input> inputs = new ArrayList<>();
        for (int i = 0; i < fates.size(); i++) {
            FaceFate fate = fates.get(i);
            FaceRecords faces = fate.source().faces();
            inputs.add(new FaceCopyReport.Input(
                    fate.source().path(),
                    faces.layout(),
                    faces.images(),
                    faces.identities(),
                    tallies.get(i).allImages(),
                    tallies.get(i).allIdentities().cardinality(),
                    fate.source().labelsAreExact()));
        }
        List<FaceCopyReport.Output> outputs = new ArrayList<>();
        for (int i = 0; i < outs.size(); i++) {
            FaceWriteReport result = written.isEmpty() ? null : written.get(i);
            int output = i;
            int images =
                    tallies.stream().mapToInt(tally -> tally.images()[output]).sum();
            int identities = tallies.stream()
                    .mapToInt(tally -> tally.identities().get(output).cardinality())
                    .sum();
            outputs.add(new FaceCopyReport.Output(
                    outs.get(i),
                    layout,
                    images,
                    result == null ? identities : result.identities(),
                    result,
                    tables.isEmpty() ? null : tables.get(i),
                    property));
        }
        return new FaceCopyReport(inputs, outputs, List.of(), dryRun, System.nanoTime() - beginNanos);
    }

    private static void closeAll(List<FaceRecordWriter> writers) throws IOException {
        IOException failure = null;
        for (FaceRecordWriter writer : writers) {
            try {
                writer.close();
            } catch (IOException one) {
                if (failure == null) {
                    failure = one;
                } else {
                    failure.addSuppressed(one);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
