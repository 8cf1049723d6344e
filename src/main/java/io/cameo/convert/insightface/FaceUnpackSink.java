package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceRecordWriter;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.dataset.insightface.Property;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceLstWriter;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes list and property, in the order of the record file, and counts. */
final class FaceUnpackSink implements Sink<FaceUnpackStage.Item, FaceUnpackStage.Written>, AutoCloseable {
    private static final int LOST_SHOWN = 20;

    private final FaceSource source;
    private final BitSet identities;
    private final Path directory;
    private final Path listPath;
    private final FaceLstWriter list;
    private final List<String> firstLost = new ArrayList<>();
    private long files;
    private long bytes;
    private long lost;
    private long notAligned;
    private long moreLabels;
    private long otherKeys;

    FaceUnpackSink(FaceSource source, BitSet identities, Path directory) throws IOException {
        this.source = source;
        this.identities = identities;
        this.directory = directory;
        listPath = FaceRecordWriter.listOf(directory.resolve(source.path().getFileName()));
        list = FaceLstWriter.create(listPath);
    }

    @Override
    public void accept(long sequence, FaceUnpackStage.Item item, FaceUnpackStage.Written written) throws IOException {
        int identity = source.faces().identityOf(item.image());
        list.write(FaceLine.of(true, written.path(), source.wholeLabel(identity)));
        files++;
        bytes += written.bytes();
        notAligned += written.aligned() ? 0 : 1;
        moreLabels += written.moreLabels() ? 1 : 0;
        otherKeys += written.otherKey() ? 1 : 0;
    }

    @Override
    public void rejected(long sequence, FaceUnpackStage.Item item, String reason) {
        lost++;
        if (firstLost.size() < LOST_SHOWN) {
            firstLost.add(reason + ", image=" + item.image());
        }
    }

    FaceUnpackReport finish(Outcome outcome, long beginNanos) throws IOException {
        FaceRecords faces = source.faces();
        Path property = null;
        if (!outcome.cancelled()) {
            property = writeProperty();
            list.commit();
        }
        return new FaceUnpackReport(
                source.path(),
                faces.layout(),
                directory,
                outcome.cancelled() ? null : listPath,
                property,
                faces.images(),
                files,
                identities.cardinality(),
                bytes,
                lost,
                firstLost,
                new FaceUnpackReport.WayBack(faces.images() - files, notAligned, moreLabels, otherKeys),
                outcome.cancelled(),
                System.nanoTime() - beginNanos);
    }

    private @Nullable Path writeProperty() throws IOException {
        int[] size = source.sizePx();
        if (size[0] == 0) {
            return null;
        }
        int last = identities.length() - 1;
        long classes = last < 0 ? 0 : Math.max(0, source.wholeLabel(last) + 1);
        Path target = directory.resolve(Property.FILE_NAME);
        Property.of(classes, size[0], size[1]).write(target);
        return target;
    }

    @Override
    public void close() throws IOException {
        list.close();
    }
}
