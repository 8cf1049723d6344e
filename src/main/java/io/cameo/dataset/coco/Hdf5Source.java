package io.cameo.dataset.coco;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.jhdf.AbstractNode;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.message.SymbolTableMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one class that knows jHDF: names and images of an HDF5 file, whatever the version of its structures. Any number of
 * threads may read.
 */
final class Hdf5Source implements AutoCloseable {
    /** Deflate makes of a byte at most so many. */
    private static final long MOST_INFLATION = 1032;

    private final Path path;
    private final Hdf5Channel channel;
    private final HdfFile hdf;

    private Hdf5Source(Path path, Hdf5Channel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        hdf = read(0, () -> new HdfFile(channel, path.toAbsolutePath().toUri()));
    }

    static Hdf5Source open(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new FileSystemException(
                    path.toString(), null, Files.isDirectory(path) ? "is a folder" : "is not a regular file");
        }
        Hdf5Channel channel = Hdf5Channel.open(path);
        try {
            return new Hdf5Source(path, channel);
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    Path path() {
        return path;
    }

    /** What stands in a group of the root, and where. */
    Map<String, Long> children(String groupName) throws IOException {
        Node node = read(0, () -> hdf.getChild(groupName));
        if (!(node instanceof Group group)) {
            throw new CorruptDataException(path, 0, "hdf5 file has no group of this name: name=" + groupName);
        }
        @Nullable SymbolTableMessage table = read(group.getAddress(), () -> symbolTable(group));
        if (table == null) {
            return read(group.getAddress(), () -> {
                Map<String, Long> places = new LinkedHashMap<>();
                group.getChildren().forEach((name, child) -> places.put(name, child.getAddress()));
                return places;
            });
        }
        return Hdf5Names.read(path, channel, table.getBTreeAddress(), table.getLocalHeapAddress());
    }

    /** Null for a newer group, and for sizes that only jHDF knows how to read. */
    private @Nullable SymbolTableMessage symbolTable(Group group) {
        HdfBackingStorage storage = hdf.getHdfBackingStorage();
        boolean usual = storage.getSizeOfOffsets() == Long.BYTES
                && storage.getSizeOfLengths() == Long.BYTES
                && storage.getUserBlockSize() == 0;
        return usual && group instanceof AbstractNode node
                ? node.getHeader().getMessagesOfType(SymbolTableMessage.class).stream()
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** Reads an image whose object header is at {@code place}. */
    PersonLabImage image(long imageId, long place) throws IOException {
        return read(place, () -> {
            if (!(hdf.getNodeByAddress(place) instanceof DatasetBase dataset)) {
                throw corrupt(place, "not a dataset: image_id=" + imageId);
            }
            long[] sizes = dataset.getDimensionsAsLong();
            checkPixels(imageId, place, dataset, sizes);
            MemorySegment bgre = pixels(imageId, place, dataset, (int) (sizes[0] * sizes[1] * sizes[2]));
            Object numbers = keypoints(imageId, place, dataset);
            boolean whole = !(numbers instanceof double[][] || numbers instanceof float[][]);
            return new PersonLabImage(
                    imageId, (int) sizes[0], (int) sizes[1], bgre, rows(imageId, place, numbers), whole);
        });
    }

    private void checkPixels(long imageId, long place, DatasetBase dataset, long[] sizes) throws IOException {
        boolean bytes = dataset.getDataType() instanceof FixedPoint type && type.getSize() == 1 && !type.isSigned();
        if (!bytes || sizes.length != 3 || sizes[2] != Hdf5Layout.CHANNELS) {
            throw corrupt(
                    place,
                    "dataset is no image of uint8 (H, W, 4): image_id=" + imageId + ", shape="
                            + Arrays.toString(sizes));
        }
        long most = Math.min(Integer.MAX_VALUE - 8L, channel.size() * MOST_INFLATION) / Hdf5Layout.CHANNELS;
        if (sizes[0] <= 0 || sizes[1] <= 0 || sizes[0] > most / sizes[1]) {
            throw corrupt(
                    place,
                    "image has no size that this file can hold: image_id=" + imageId + ", height=" + sizes[0]
                            + ", width=" + sizes[1]);
        }
    }

    private MemorySegment pixels(long imageId, long place, DatasetBase dataset, int size) throws IOException {
        if (!(dataset instanceof ContiguousDataset contiguous)) {
            ByteBuffer unpacked = dataset.getDataBuffer();
            if (unpacked.remaining() != size) {
                throw corrupt(
                        place,
                        "image has other bytes than its size says: image_id=" + imageId + ", expected=" + size
                                + ", actual=" + unpacked.remaining());
            }
            return MemorySegment.ofArray(MemorySegment.ofBuffer(unpacked).toArray(LittleEndian.BYTE));
        }
        long begin = contiguous.isEmpty() ? -1 : contiguous.getDataAddress() + hdf.getUserBlockSize();
        if (begin < 0 || begin > channel.size() - size) {
            throw corrupt(
                    place,
                    "pixels are not in the file: image_id=" + imageId + ", address=" + begin + ", bytes=" + size
                            + ", file=" + channel.size());
        }
        byte[] bytes = new byte[size];
        channel.readFully(ByteBuffer.wrap(bytes), begin);
        return MemorySegment.ofArray(bytes);
    }

    private Object keypoints(long imageId, long place, DatasetBase dataset) {
        Attribute attribute = dataset.getAttribute(Hdf5Layout.ATTRIBUTE);
        if (attribute == null) {
            throw corrupt(place, "image has no keypoints: image_id=" + imageId);
        }
        Object numbers = attribute.getData();
        return numbers == null ? new long[0][] : numbers;
    }

    private double[][] rows(long imageId, long place, Object numbers) {
        Object[] from = numbers instanceof Object[] rows ? rows : new Object[] {numbers};
        double[][] out = new double[from.length][];
        for (int i = 0; i < from.length; i++) {
            out[i] = switch (from[i]) {
                case double[] doubles -> doubles;
                case long[] longs -> Arrays.stream(longs).asDoubleStream().toArray();
                case int[] ints -> Arrays.stream(ints).asDoubleStream().toArray();
                case float[] floats -> {
                    double[] wide = new double[floats.length];
                    for (int j = 0; j < wide.length; j++) {
                        wide[j] = floats[j];
                    }
                    yield wide;
                }
                default -> new double[0];
            };
            if (out[i].length != Hdf5Layout.PERSON_NUMBERS
                    || numbers.getClass().getComponentType().isPrimitive()) {
                throw corrupt(
                        place,
                        "keypoints are not numbers of shape (n, 51): image_id=" + imageId + ", type="
                                + numbers.getClass().getSimpleName());
            }
        }
        return out;
    }

    private CorruptDataException corrupt(long offset, String reason) {
        return new CorruptDataException(path, offset, reason);
    }

    /** Something that jHDF does, with whatever exception it has for damage. */
    private interface Reading<T extends @Nullable Object> {
        T run() throws IOException;
    }

    private <T extends @Nullable Object> T read(long offset, Reading<T> reading) throws IOException {
        try {
            return reading.run();
        } catch (CorruptDataException known) {
            throw known;
        } catch (EOFException | RuntimeException | StackOverflowError | OutOfMemoryError damage) {
            // jHDF follows addresses and takes lengths as they are: a loop or an absurd length ends in one of the
            // errors.
            IOException broken = channel.failure();
            if (broken != null) {
                throw broken;
            }
            CorruptDataException corrupt =
                    corrupt(offset, "hdf5 structure is damaged or unknown: cause=" + root(damage));
            corrupt.initCause(damage);
            throw corrupt;
        }
    }

    private static String root(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }

    @Override
    public void close() throws IOException {
        // Closing jHDF's file does nothing but this.
        channel.close();
    }
}
