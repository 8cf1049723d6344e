package io.cameo.convert;

import io.cameo.compute.DeviceRun;
import io.cameo.image.ColorMode;
import io.cameo.image.Decoded;
import io.cameo.image.DeviceDecoder;
import io.cameo.image.DeviceImage;
import io.cameo.image.ImageCodec;
import io.cameo.nativelib.NativeException;
import io.cameo.pipeline.Group;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * One group of items where there is a device: those that it can work on are read, decoded and drawn in batches; all others, and
 * whatever is left when the device fails, go the single way, one by one on the CPU. Either way makes the same bytes and the
 * same words for bad images. Runs once, on its worker.
 *
 * @param <I> an item
 * @param <O> what is made of it
 * @param <K> the kernel
 */
public abstract class DeviceGroup<I, O, K> {
    private final Group<? extends I, ? extends O> group;
    private final DeviceWorker<K> worker;
    private final BitSet done = new BitSet();
    /** Which items the files of the batch at hand are. */
    private final List<Integer> batch = new ArrayList<>();

    private int there;
    private int carried;

    /** A group of a worker. */
    protected DeviceGroup(Group<? extends I, ? extends O> group, DeviceWorker<K> worker) {
        this.group = group;
        this.worker = worker;
    }

    /** Reads an item's file; false if that cannot be, or if the item is not for the device: then it goes the single way. */
    protected abstract boolean read(I item, PackedImage file);

    /** Takes an image that was decoded, until {@link #draw}; one that is not taken goes the single way. */
    protected abstract void place(int at, DeviceImage image) throws RejectedItemException;

    /** Draws what was placed, and says of each what became of it by {@link #finished} or {@link #reject}. */
    protected abstract void draw(DeviceWorker.Tools<K> tools) throws IOException;

    /** All that is done to an item on the CPU. */
    protected abstract void single(I item, O out) throws IOException, RejectedItemException;

    /** An item, by its place in the group. */
    protected final I item(int at) {
        return group.item(at);
    }

    /** Its output. */
    protected final O out(int at) {
        return group.out(at);
    }

    /** How many bytes a device should be asked for at once. */
    protected final long memoryBytes() {
        return worker.memoryBytes();
    }

    /** An item is done, through the device. */
    protected final void finished(int at) {
        done.set(at);
        there++;
    }

    /** An item is bad. */
    protected final void reject(int at, String reason) {
        group.reject(at, reason);
        done.set(at);
    }

    /**
     * Does it.
     *
     * @param codec the worker's own, asked for if something is decoded here
     */
    public final void run(ColorMode color, Supplier<ImageCodec> codec) throws IOException {
        DeviceRun.Turns turns = worker.turns();
        if (turns.begin()) {
            try {
                DeviceWorker.Tools<K> tools = worker.tools(codec.get());
                int at = 0;
                while (at < group.size()) {
                    at = gather(at, color, tools.decoder());
                    decode(color, tools);
                    draw(tools);
                }
            } catch (NativeException failure) {
                worker.failed(failure);
            }
        }
        for (int at = done.nextClearBit(0); at < group.size(); at = done.nextClearBit(at + 1)) {
            try {
                single(group.item(at), group.out(at));
            } catch (RejectedItemException bad) {
                group.reject(at, bad.reason());
            }
        }
        turns.end(group.size(), there);
    }

    /**
     * Reads files for one batch.
     *
     * @return the item for whose file the memory has no room left, or the end
     */
    private int gather(int from, ColorMode color, DeviceDecoder decoder) {
        worker.carry(carried);
        boolean isRead = carried > 0;
        carried = 0;
        batch.clear();
        long roomBytes = worker.memoryBytes();
        for (int at = from; at < group.size(); at++) {
            PackedImage file = worker.file(batch.size());
            if (!(isRead || read(group.item(at), file))) {
                continue;
            }
            isRead = false;
            long bytes = decoder.decodedBytes(file.payload(), color);
            if (bytes > worker.memoryBytes()) {
                continue;
            }
            if (bytes > roomBytes) {
                carried = batch.size();
                return at;
            }
            roomBytes -= bytes;
            batch.add(at);
        }
        return group.size();
    }

    private void decode(ColorMode color, DeviceWorker.Tools<K> tools) {
        List<MemorySegment> encoded = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            encoded.add(worker.file(i).payload());
        }
        List<Decoded> decoded = tools.decoder().decode(encoded, color, tools.lane().stream());
        for (int i = 0; i < batch.size(); i++) {
            int at = batch.get(i);
            switch (decoded.get(i)) {
                case Decoded.There(DeviceImage image) -> {
                    try {
                        place(at, image);
                    } catch (RejectedItemException bad) {
                        reject(at, bad.reason());
                    }
                }
                case Decoded.Refused(String reason) -> reject(at, reason);
                case Decoded.Elsewhere() -> {
                    // the single way takes it
                }
            }
        }
    }
}
