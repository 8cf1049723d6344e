package io.cameo.convert.matting;

import io.cameo.convert.ImageFile;
import io.cameo.convert.PackedImage;
import io.cameo.dataset.matting.ClipPlace;
import io.cameo.dataset.matting.MattingNames;
import io.cameo.dataset.matting.MattingRecordWriter;
import io.cameo.image.Image;
import io.cameo.matte.PlaneEffort;
import io.cameo.matte.PlaneEncoder;
import io.cameo.pipeline.RejectedItemException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Makes of a picture and its people the record that packing its files would make. One for each worker. */
final class SceneRecords implements AutoCloseable {
    private final MattingRecordWriter writer = new MattingRecordWriter();
    private final PlaneEncoder encoder = PlaneEncoder.create(PlaneEffort.FAST);

    /**
     * Starts a record.
     *
     * @param jpeg the picture, encoded; must stay as it is until {@link #end}
     */
    void begin(
            MattingNames names, ClipPlace place, Image picture, MemorySegment jpeg, List<SceneBuilder.Person> people) {
        writer.begin(names, place, jpeg, picture.widthPx(), picture.heightPx());
        for (int k = 0; k < people.size(); k++) {
            writer.alpha(k, copy(encoder.encode(people.get(k).matte())));
        }
    }

    /** Adds somebody alone, encoded; copied. */
    void foreground(int instance, MemorySegment jpeg) {
        writer.foreground(instance, copy(jpeg));
    }

    /** Adds the file of the background; must stay as it is until {@link #end}. */
    void background(MemorySegment bytes) {
        writer.background(bytes);
    }

    /** Writes the record. */
    void end(int instances, long key, PackedImage out) throws RejectedItemException {
        long most = writer.maxBytes();
        if (most > ImageFile.MAX_BYTES) {
            throw new RejectedItemException(
                    "sample is too large for a record: limit=" + ImageFile.MAX_BYTES + ", actual=" + most);
        }
        out.setLength(writer.writeTo(out.buffer(most), 0));
        out.setHeader(MattingRecordWriter.header(instances, key));
    }

    /** What encoders return lives until they encode again. */
    static MemorySegment copy(MemorySegment bytes) {
        return MemorySegment.ofArray(bytes.toArray(ValueLayout.JAVA_BYTE));
    }

    @Override
    public void close() {
        encoder.close();
    }
}
