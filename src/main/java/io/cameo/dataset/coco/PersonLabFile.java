package io.cameo.dataset.coco;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the HDF5 file of KerasPersonLab's {@code generate_hdf5.py}, whoever wrote it: {@link PersonLabWriter}, h5py as the
 * original calls it, or h5py with chunks, compression or a newer format.
 *
 * <p>Only names and places are read when it is opened; an image is read when it is asked for, with plain reads: nothing of
 * the file is mapped, so one that is cut while it is open gives an exception like any damaged one. Any number of threads
 * may read. Images that are stored in chunks are unpacked by jHDF, on the threads of the JVM's common pool too.
 */
public final class PersonLabFile implements AutoCloseable {
    private final Hdf5Source source;
    private final Map<Long, Long> places;

    private PersonLabFile(Hdf5Source source, Map<Long, Long> places) {
        this.source = source;
        this.places = places;
    }

    /**
     * Opens a file and reads the names of its images.
     *
     * @throws CorruptDataException if it is no HDF5 file, has no group {@code coco}, or one with a name that is no number
     */
    public static PersonLabFile open(Path h5) throws IOException {
        Hdf5Source source = Hdf5Source.open(h5);
        try {
            Map<String, Long> names = source.children(Hdf5Layout.GROUP);
            Map<Long, Long> places = LinkedHashMap.newLinkedHashMap(names.size());
            names.forEach((name, place) -> places.put(imageId(h5, name, place), place));
            return new PersonLabFile(source, places);
        } catch (Throwable failure) {
            source.close();
            throw failure;
        }
    }

    private static long imageId(Path h5, String name, long place) {
        try {
            long id = Long.parseLong(name);
            if (Long.toString(id).equals(name)) {
                return id;
            }
        } catch (NumberFormatException noNumber) {
            throw refused(h5, name, place, noNumber);
        }
        throw refused(h5, name, place, null);
    }

    private static CorruptDataException refused(Path h5, String name, long place, @Nullable Exception cause) {
        CorruptDataException refused =
                new CorruptDataException(h5, place, "name in the group coco is no image id: name=" + name);
        refused.initCause(cause);
        return refused;
    }

    /** How many images there are. */
    public int images() {
        return places.size();
    }

    /** Their ids in the order of the file, which is that of their digits as text: 10 stands before 9. */
    public long[] ids() {
        return places.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    public boolean contains(long imageId) {
        return places.containsKey(imageId);
    }

    /**
     * Reads one image.
     *
     * @throws IllegalArgumentException if there is none of this id
     * @throws CorruptDataException if what stands there is damaged, or no image with key points
     */
    public PersonLabImage read(long imageId) throws IOException {
        Long place = places.get(imageId);
        if (place == null) {
            throw new IllegalArgumentException("no such image: image_id=" + imageId + ", file=" + source.path());
        }
        return source.image(imageId, place);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
