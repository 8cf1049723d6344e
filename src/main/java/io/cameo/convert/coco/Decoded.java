package io.cameo.convert.coco;

import io.cameo.dataset.coco.CocoCategory;
import io.cameo.dataset.coco.CocoImage;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.mask.Rle;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** What a worker made of a sample, for the sink to write. Reused. */
final class Decoded {
    private static final int ENTRY_BYTES = 512;

    /**
     * An annotation with its mask.
     *
     * @param person as the sample has it, or as crowds were merged
     * @param mask visible pixels
     */
    record Entry(CocoPerson person, Rle mask) {}

    private final List<Entry> entries = new ArrayList<>();
    private CocoImage image = new CocoImage(0, "", 0, 0);
    private List<CocoCategory> categories = List.of();
    private byte[] file = {};
    private int fileBytes;
    private long persons;
    private long crowds;
    private long masks;

    void begin(CocoImage newImage, List<CocoCategory> newCategories, List<CocoPerson> people) {
        image = newImage;
        categories = newCategories;
        entries.clear();
        fileBytes = 0;
        masks = 0;
        crowds = people.stream().filter(CocoPerson::crowd).count();
        persons = people.stream().filter(person -> person.index() > 0).count();
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    /** Keeps the bytes of the image file. */
    void keep(MemorySegment encoded) {
        int bytes = Math.toIntExact(encoded.byteSize());
        file = file.length < bytes ? new byte[bytes] : file;
        MemorySegment.copy(encoded, 0, MemorySegment.ofArray(file), 0, bytes);
        fileBytes = bytes;
    }

    void countMask() {
        masks++;
    }

    CocoImage image() {
        return image;
    }

    List<CocoCategory> categories() {
        return categories;
    }

    List<Entry> entries() {
        return entries;
    }

    /** The bytes of the image file; empty where it is not wanted. */
    MemorySegment file() {
        return MemorySegment.ofArray(file).asSlice(0, fileBytes);
    }

    long persons() {
        return persons;
    }

    long crowds() {
        return crowds;
    }

    long masks() {
        return masks;
    }

    /** What it holds on to, in bytes, about. */
    long weight() {
        return file.length + (long) ENTRY_BYTES * entries.size();
    }
}
