package io.cameo.loader.matting;

import io.cameo.compute.SampleRandom;
import io.cameo.dataset.matting.ClipPlace;
import io.cameo.dataset.matting.MattingRecord;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.image.BadImageException;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import io.cameo.matte.PlaneHeader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one sample: first who is in them, then the images and the mattes of those who stay. Where the first step
 * makes them smaller, that is done frame by frame, so that there is never more than one at full size. One worker's own.
 */
final class ClipReader implements AutoCloseable {
    private final ClipIndex index;
    private final MattingSettings settings;
    private final MattingRecords.@Nullable Reader[] readers;
    private final FramePicture picture = new FramePicture();
    private final PlaneSet stored = new PlaneSet();
    private byte[] wide = {};
    private MemorySegment wideSegment = MemorySegment.ofArray(wide);
    final ClipPeople people = new ClipPeople();
    /** Of the frames that were read. */
    final long[] keys;

    final int[] frameNumbers;
    long firstKey;

    ClipReader(ClipIndex index, MattingSettings settings) {
        this.index = index;
        this.settings = settings;
        readers = new MattingRecords.@Nullable Reader[index.files()];
        int length = settings.sampling().length();
        keys = new long[length];
        frameNumbers = new int[length];
    }

    /**
     * Reads.
     *
     * @param first a step to be taken at once, or null
     * @throws BadImageException if the frames do not fit together, or an image cannot be decoded
     * @throws io.cameo.bytes.CorruptDataException if a record is damaged
     */
    void read(
            ClipUnit unit,
            SizeSteps.@Nullable ResizeShort first,
            SampleRandom random,
            ClipPlanes planes,
            StepTools tools,
            StepLog log) {
        MattingRecords.Reader reader = reader(unit.fileNumber);
        int width = 0;
        int height = 0;
        people.clear();
        for (int frame = 0; frame < unit.count; frame++) {
            MattingRecord record = reader.at(unit.positions[frame]);
            ClipPlace place = record.clip();
            keys[frame] = index.file(unit.fileNumber).file().index().key(unit.positions[frame]);
            frameNumbers[frame] = place.frame();
            firstKey = place.firstKey();
            if (frame > 0 && (record.widthPx() != width || record.heightPx() != height)) {
                throw new BadImageException("frames of a clip differ in size: first=" + width + "x" + height + ", key="
                        + keys[frame] + ", actual=" + record.widthPx() + "x" + record.heightPx());
            }
            width = record.widthPx();
            height = record.heightPx();
            people.add(record.names().instances());
        }
        people.choose(random, settings.dropProbability(), settings.instances(), settings.anyOfMany(), log);
        int toWidth = first == null ? width : first.sidePx(width, height);
        int toHeight = first == null ? height : first.sidePx(height, width);
        planes.begin(unit.count, people.count(), settings.storesMasks(), toWidth, toHeight);
        if (first != null) {
            SizeSteps.ResizeShort.note(log, toWidth, toHeight);
        }
        for (int frame = 0; frame < unit.count; frame++) {
            readFrame(reader.at(unit.positions[frame]), frame, planes, tools);
        }
    }

    private MattingRecords.Reader reader(int fileNumber) {
        MattingRecords.Reader known = readers[fileNumber];
        if (known == null) {
            known = index.file(fileNumber).reader();
            readers[fileNumber] = known;
        }
        return known;
    }

    private void readFrame(MattingRecord record, int frame, ClipPlanes planes, StepTools tools) {
        boolean isScaled = record.widthPx() != planes.widthPx() || record.heightPx() != planes.heightPx();
        stored.shape(1, 1, record.widthPx(), record.heightPx());
        Image image = isScaled ? stored.color(0) : planes.image(frame);
        picture.decode(record.image(), image);
        if (isScaled) {
            SizeSteps.resize(tools.ops(), image, planes.image(frame), ClipPlanes.Kind.IMAGE);
        }
        for (int instance = 0; instance < people.instances(frame); instance++) {
            int person = people.personOf(frame, instance);
            if (person >= 0) {
                planes.setPresent(frame, person);
                readPlane(record, instance, planes.matte(frame, person), isScaled, ClipPlanes.Kind.MATTE, tools);
                if (planes.masked()) {
                    requireMask(record, instance);
                    readPlane(record, instance, planes.mask(frame, person), isScaled, ClipPlanes.Kind.MASK, tools);
                }
            }
        }
        for (int person = 0; person < planes.people(); person++) {
            if (!planes.isPresent(frame, person)) {
                planes.matte(frame, person).pixels().fill((byte) 0);
                if (planes.masked()) {
                    planes.mask(frame, person).pixels().fill((byte) 0);
                }
            }
        }
    }

    private static void requireMask(MattingRecord record, int instance) {
        if (!record.hasMask(instance)) {
            throw new BadImageException("person has no stored mask: id=" + record.id(instance));
        }
    }

    private void readPlane(
            MattingRecord record, int instance, Image to, boolean isScaled, ClipPlanes.Kind kind, StepTools tools) {
        Image plane = isScaled ? stored.gray(0) : to;
        boolean isMask = kind == ClipPlanes.Kind.MASK;
        PlaneHeader header = isMask ? record.maskHeader(instance) : record.header(instance);
        if (header.format() == PixelFormat.GRAY8) {
            decode(record, instance, isMask, plane.pixels(), plane.strideBytes());
        } else {
            int bytes = Math.toIntExact(header.planeBytes());
            if (wide.length < bytes) {
                wide = new byte[bytes];
                wideSegment = MemorySegment.ofArray(wide);
            }
            decode(record, instance, isMask, wideSegment, header.rowBytes());
            narrow(header, plane);
        }
        if (isScaled) {
            SizeSteps.resize(tools.ops(), plane, to, kind);
        }
    }

    private static void decode(
            MattingRecord record, int instance, boolean isMask, MemorySegment dst, long strideBytes) {
        PlaneHeader _ =
                isMask ? record.mask(instance, dst, 0, strideBytes) : record.plane(instance, dst, 0, strideBytes);
    }

    /** 65535 is 255: rounded, where other loaders cut off. */
    private void narrow(PlaneHeader header, Image to) {
        for (int y = 0; y < header.heightPx(); y++) {
            for (int x = 0; x < header.widthPx(); x++) {
                long at = y * header.rowBytes() + (long) x * Short.BYTES;
                int sample = Short.toUnsignedInt(wideSegment.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
                to.pixels().set(ValueLayout.JAVA_BYTE, y * to.strideBytes() + x, (byte) ((sample + 128) / 257));
            }
        }
    }

    @Override
    public void close() {
        for (MattingRecords.Reader reader : readers) {
            if (reader != null) {
                reader.close();
            }
        }
        picture.close();
        stored.close();
    }
}
