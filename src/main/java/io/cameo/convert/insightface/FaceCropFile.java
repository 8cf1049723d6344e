package io.cameo.convert.insightface;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.Checksum;
import io.cameo.bytes.CorruptDataException;
import io.cameo.compute.DeviceRun;
import io.cameo.convert.ImageRoot;
import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.convert.RunJournal;
import io.cameo.convert.RunSettings;
import io.cameo.dataset.insightface.FaceRecordWriter;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import io.cameo.pipeline.Pipeline;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The crops of one part of a run, each behind its line, with a checksum: what {@link FaceRecordWriter} needs, whose keys and
 * identities only those know who have all parts. Made for one run; not a format.
 */
final class FaceCropFile extends FaceOutput<FaceListLine> {
    private final AtomicFile file;
    private final DataOutputStream out;
    private byte[] copy = new byte[0];
    private long sizeBytes;

    private FaceCropFile(Path crops, AtomicFile file, RejectsFile rejects) throws IOException {
        super(crops, rejects, new RunJournal(crops, "face-part", Map.of()), new LineSum(), 0, null);
        this.file = file;
        out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file.channel()), 1 << 16));
    }

    /** Packs a part. */
    static FacePackShard write(FaceJob job, FacePackPart part, Path crops, RunSettings run) throws IOException {
        long begin = System.nanoTime();
        DeviceRun device = job.device().begin();
        RunSettings patient = new RunSettings(
                run.workers(), run.batchSize(), Pipeline.UNLIMITED, false, run.progress(), run.onCancel());
        try (ImageRoot images = ImageRoot.open(job.root());
                FaceLineFile.Reader lines = new FaceLineFile.Reader(part);
                AtomicFile file = AtomicFile.create(crops);
                RejectsFile rejects = RejectsFile.create(RejectsFile.besides(crops))) {
            FaceCropFile output = new FaceCropFile(crops, file, rejects);
            PackReport done = job.run("face part", images, patient, lines::next, (_, _) -> {}, output, device, begin);
            if (done.end() == PackReport.End.CANCELLED) {
                throw new IOException("packing was cancelled: part=" + crops);
            }
            return new FacePackShard(
                    crops.toString(),
                    done.listed(),
                    done.packed(),
                    done.rejected(),
                    done.stageNanos(),
                    output.origins());
        }
    }

    /** Writes the crops of a shard into a data set. */
    static void readInto(FacePackShard shard, FaceRecordWriter writer) throws IOException {
        if (shard.packed() == 0) {
            return;
        }
        Path crops = Path.of(shard.crops());
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(crops), 1 << 16))) {
            for (long i = 0; i < shard.packed(); i++) {
                if (!(FaceLineCode.read(in) instanceof FaceLine face)) {
                    throw new CorruptDataException(crops, 0, "crop without its line: crop=" + i);
                }
                int expected = in.readInt();
                byte[] bytes = in.readNBytes(in.readInt());
                MemorySegment payload = MemorySegment.ofArray(bytes);
                int actual = Checksum.crc32c(payload);
                if (actual != expected) {
                    throw new CorruptDataException(
                            crops,
                            0,
                            "a crop changed on its way: path=" + face.path() + ", expected=0x"
                                    + Integer.toHexString(expected) + ", actual=0x" + Integer.toHexString(actual));
                }
                writer.write(face, payload);
            }
        }
    }

    @Override
    FaceListLine lineOf(FaceListLine line) {
        return line;
    }

    @Override
    void write(FaceCrop crop) throws IOException {
        MemorySegment payload = crop.payload();
        int length = Math.toIntExact(payload.byteSize());
        if (copy.length < length) {
            copy = new byte[Math.max(length, 2 * copy.length)];
        }
        MemorySegment.copy(payload, ValueLayout.JAVA_BYTE, 0, copy, 0, length);
        FaceLineCode.write(out, crop.source());
        out.writeInt(Checksum.crc32c(payload));
        out.writeInt(length);
        out.write(copy, 0, length);
        sizeBytes += length;
    }

    @Override
    void note(Map<String, Long> numbers) {
        // A part is not gone on with: who tries again begins anew.
    }

    @Override
    protected void commit() throws IOException {
        out.flush();
        file.commit();
    }

    @Override
    protected void discard() {
        // It goes when it is closed, as it has no name.
    }

    @Override
    protected long sizeBytes() {
        return sizeBytes;
    }
}
