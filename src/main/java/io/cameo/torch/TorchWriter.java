package io.cameo.torch;

import io.cameo.bytes.AtomicFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a tensor, or a dictionary of them, as the torch that made FFHQ-UV does, byte for byte; {@code torch.load}
 * reads it, also with {@code weights_only=True}.
 *
 * <p>A tensor that was read keeps its storage's key, its location, its offset and strides: writing what {@link TorchFile} gave
 * makes the same file. Storages without a key, or with one that another storage has, get the lowest free number. A storage
 * is written once, and whole, however many tensors show it.
 */
public final class TorchWriter {
    private TorchWriter() {}

    /**
     * The bytes of a file.
     *
     * @throws IllegalArgumentException if a {@link TorchPlain} is in it, or it would have 2 GiB
     */
    public static byte[] bytes(TorchValue value) {
        TorchPickle pickle = new TorchPickle();
        byte[] head = pickle.write(value);
        // torch sorts the keys as texts.
        Map<String, TorchStorage> storages = new TreeMap<>(pickle.storages());
        long room = TorchZip.room(TorchLayout.PICKLE, head.length) + TorchZip.room(TorchLayout.VERSION, 2);
        for (Map.Entry<String, TorchStorage> storage : storages.entrySet()) {
            room += TorchZip.room(
                    TorchLayout.STORAGES + storage.getKey(),
                    storage.getValue().data().byteSize());
        }
        if (room > Integer.MAX_VALUE - 1024) {
            throw new IllegalArgumentException("tensors are too large for one file: bytes=" + room);
        }
        TorchZip zip = new TorchZip((int) room);
        zip.add(TorchLayout.PICKLE, MemorySegment.ofArray(head));
        storages.forEach((key, storage) -> zip.add(TorchLayout.STORAGES + key, storage.data()));
        zip.add(TorchLayout.VERSION, MemorySegment.ofArray("3\n".getBytes(StandardCharsets.US_ASCII)));
        return zip.finish();
    }

    /**
     * Writes a file, which appears whole or not at all.
     *
     * @throws IllegalArgumentException as {@link #bytes}
     * @throws IOException if it cannot be written
     */
    public static void write(Path path, TorchValue value) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(value));
        try (AtomicFile file = AtomicFile.create(path)) {
            FileChannel channel = file.channel();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            file.commit();
        }
    }
}
