package io.cameo.convert.matting;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.matting.ClipPlace;
import io.cameo.dataset.matting.MattingManifest;
import io.cameo.dataset.matting.MattingNames;
import io.cameo.dataset.matting.MattingRecord;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.matte.PlaneHeader;
import io.cameo.record.RecordIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pictures of a record file. A damaged record whose clip nobody can tell is one of its own. */
final class RecordSheetSource implements SheetSource {
    private static final String UNNAMED_MASKS = "masks";

    private final MattingRecords records;
    /** Of every sample, the places of its frames in the index. */
    private final List<int[]> samples = new ArrayList<>();

    private boolean known;
    private boolean video;
    private final @Nullable String masks;

    /** @throws IllegalArgumentException if not one record holds an image with mattes */
    RecordSheetSource(MattingRecords records) {
        this.records = records;
        BitSet taken = new BitSet(records.size());
        try (MattingRecords.Reader reader = records.reader()) {
            for (int position = 0; position < records.size(); position++) {
                if (!taken.get(position)) {
                    int[] frames = framesWith(position, reader, taken);
                    IntStream.of(frames).forEach(taken::set);
                    samples.add(frames);
                }
            }
            masks = masks(reader);
        }
        if (!known) {
            throw new IllegalArgumentException("no matting data found: file="
                    + records.file().path() + ", records=" + records.file().size());
        }
    }

    /** By keys: frames of one clip follow each other, also where record files were put together. */
    private int[] framesWith(int position, MattingRecords.Reader reader, BitSet taken) {
        try {
            ClipPlace place = reader.at(position).clip();
            known = true;
            video |= place.frames() > 1;
            RecordIndex index = records.file().index();
            long first = index.key(position) - place.frame();
            return IntStream.range(0, place.frames())
                    .map(frame -> frame == place.frame() ? position : index.find(first + frame))
                    .filter(found -> found >= 0 && found < records.size() && !taken.get(found))
                    .toArray();
        } catch (CorruptDataException _) {
            return new int[] {position}; // told when it is drawn
        }
    }

    private static @Nullable String masks(MattingRecords.Reader reader) {
        try {
            MattingManifest manifest = reader.manifest();
            return manifest == null ? UNNAMED_MASKS : manifest.masks();
        } catch (CorruptDataException _) {
            return UNNAMED_MASKS;
        }
    }

    @Override
    public String name() {
        return String.valueOf(records.file().path().getFileName());
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public boolean isVideo() {
        return video;
    }

    @Override
    public String label(int sample) {
        try (MattingRecords.Reader reader = records.reader()) {
            return label(samples.get(sample)[0], reader, false);
        }
    }

    private String label(int position, MattingRecords.Reader reader, boolean withFrame) {
        try {
            MattingNames names = reader.at(position).names();
            String label = TreeSheetSource.label(names.split(), names.sample());
            return withFrame ? label + "/" + names.frame() : label;
        } catch (CorruptDataException _) {
            return "key=" + records.file().index().keyText(position);
        }
    }

    @Override
    public int frames(int sample) {
        return samples.get(sample).length;
    }

    @Override
    public SheetItem item(int sample, int frame) {
        TreeSet<String> people = new TreeSet<>();
        try (MattingRecords.Reader reader = records.reader()) {
            for (int position : samples.get(sample)) {
                people.addAll(ids(position, reader));
            }
            return new SheetItem(sample, frame, label(samples.get(sample)[frame], reader, video), List.copyOf(people));
        }
    }

    private static List<String> ids(int position, MattingRecords.Reader reader) {
        try {
            return reader.at(position).names().instances().stream()
                    .map(MattingNames.Instance::id)
                    .toList();
        } catch (CorruptDataException _) {
            return List.of(); // told when it is drawn
        }
    }

    @Override
    public @Nullable String masks() {
        return masks;
    }

    @Override
    public Reader reader() {
        return new Loader();
    }

    private final class Loader implements Reader {
        private final MattingRecords.Reader reader = records.reader();
        private final ImageCodec codec = ImageCodec.create();
        private final PlanePool pool = new PlanePool();
        private final MattePlane plane = new MattePlane();

        @Override
        public void load(SheetItem item, SheetFrame into) {
            into.begin(item.people().size());
            pool.reset();
            try {
                MattingRecord record = reader.at(samples.get(item.sample())[item.frame()]);
                MattingNames names = record.names();
                into.fits(record.widthPx(), record.heightPx());
                photo(record, names, into);
                for (int i = 0; i < record.instances(); i++) {
                    matte(record, i, item.people().indexOf(record.id(i)), into);
                }
            } catch (CorruptDataException damaged) {
                into.lackPhoto(damaged.reason());
                into.add(new MattingFinding(MattingFault.IMAGE_BAD, item.name(), damaged.reason()));
            }
        }

        private void photo(MattingRecord record, MattingNames names, SheetFrame into) {
            String reason;
            try {
                Image image = codec.decode(record.image(), ColorMode.COLOR);
                if (into.fits(image.widthPx(), image.heightPx())) {
                    into.keepPhoto(image);
                    return;
                }
                reason = "image and mattes differ in size: image=" + image.widthPx() + "x" + image.heightPx();
            } catch (CorruptDataException damaged) {
                reason = damaged.reason();
            } catch (BadImageException bad) {
                reason = bad.reason();
            }
            into.lackPhoto(reason);
            into.add(new MattingFinding(MattingFault.IMAGE_BAD, names.image(), reason));
        }

        private void matte(MattingRecord record, int instance, int person, SheetFrame into) {
            MattingNames.Instance names = record.names().instances().get(instance);
            into.count();
            try {
                PlaneHeader header = record.header(instance);
                Image image = room(record, header);
                record.plane(instance, image.pixels(), 0, image.strideBytes());
                plane.loadColors(image);
                into.keepMatte(person, plane);
            } catch (CorruptDataException damaged) {
                into.add(new MattingFinding(MattingFault.ALPHA_BAD, names.alpha(), damaged.reason()));
            }
            if (!record.hasMask(instance)) {
                return;
            }
            try {
                Image image = room(record, record.maskHeader(instance));
                record.mask(instance, image.pixels(), 0, image.strideBytes());
                plane.loadColors(image);
                into.keepMask(person, plane);
            } catch (CorruptDataException damaged) {
                into.add(new MattingFinding(MattingFault.MASK_BAD, String.valueOf(names.mask()), damaged.reason()));
            }
        }

        /** One plane at a time: the frame takes a copy of 8 bits. */
        private Image room(MattingRecord record, PlaneHeader header) {
            pool.reset();
            return pool.take(record.widthPx(), record.heightPx(), header.format());
        }

        @Override
        public void close() {
            pool.close();
            codec.close();
            reader.close();
        }
    }
}
