package io.cameo.torch;

import io.cameo.numpy.NpyType;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pickle of protocol 2 that Python's pickler makes of tensors: every object is kept under a number when it is first
 * written, and those that Python has once (constants, keys of dictionaries, classes) are then recalled by it.
 */
final class TorchPickle {
    private static final int BATCH = 1000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private final Map<String, Integer> constants = new HashMap<>();
    private final Map<String, TorchStorage> storages = new LinkedHashMap<>();
    private final Map<Elements, String> keys = new HashMap<>();
    private int kept;

    /** What makes two storages one, wherever torch is to put it. */
    private record Elements(MemorySegment data, NpyType type) {}

    /** The storages that were written of, by their keys. */
    Map<String, TorchStorage> storages() {
        return storages;
    }

    byte[] write(TorchValue value) {
        op(0x80).op(2);
        put(value);
        op('.');
        return out.toByteArray();
    }

    private void put(TorchValue value) {
        switch (value) {
            case TorchTensor tensor -> tensor(tensor);
            case TorchMap map -> map(map);
            case TorchPlain _ ->
                throw new IllegalArgumentException("only tensors and dictionaries of them are written");
        }
    }

    private void map(TorchMap map) {
        op('}').keep();
        List<Map.Entry<String, TorchValue>> entries = List.copyOf(map.values().entrySet());
        for (int from = 0; from < entries.size(); from += BATCH) {
            List<Map.Entry<String, TorchValue>> batch = entries.subList(from, Math.min(from + BATCH, entries.size()));
            if (batch.size() > 1) {
                op('(');
            }
            batch.forEach(entry -> {
                constant(entry.getKey());
                put(entry.getValue());
            });
            op(batch.size() > 1 ? 'u' : 's');
        }
    }

    private void tensor(TorchTensor tensor) {
        global("torch._utils", "_rebuild_tensor_v2");
        op('(');
        reference(tensor.storage());
        whole(tensor.offset());
        tuple(tensor.shape());
        tuple(tensor.strides());
        op(tensor.requiresGrad() ? 0x88 : 0x89);
        global("collections", "OrderedDict");
        op(')').op('R').keep();
        op('t').keep();
        op('R').keep();
    }

    private void reference(TorchStorage storage) {
        op('(');
        constant("storage");
        global("torch", StorageType.of(storage.type()).className());
        text(keyOf(storage));
        // Python has the tag of the processor once, and makes the others anew.
        if (storage.location().equals("cpu")) {
            constant("cpu");
        } else {
            text(storage.location());
        }
        whole(storage.values());
        op('t').keep();
        op('Q');
    }

    private String keyOf(TorchStorage storage) {
        return keys.computeIfAbsent(new Elements(storage.data(), storage.type()), _ -> {
            String key = storage.key();
            for (int free = 0; key.isEmpty() || storages.containsKey(key); free++) {
                key = Integer.toString(free);
            }
            storages.put(key, storage);
            return key;
        });
    }

    private void tuple(long[] wholes) {
        if (wholes.length == 0) {
            op(')');
            return;
        }
        if (wholes.length > 3) {
            op('(');
        }
        for (long whole : wholes) {
            whole(whole);
        }
        op(wholes.length > 3 ? 't' : 0x84 + wholes.length).keep();
    }

    private void whole(long value) {
        if (value < 1 << 8) {
            op('K').little(value, 1);
        } else if (value < 1 << 16) {
            op('M').little(value, 2);
        } else if (value <= Integer.MAX_VALUE) {
            op('J').little(value, 4);
        } else {
            int bytes = (64 - Long.numberOfLeadingZeros(value)) / 8 + 1;
            op(0x8a).op(bytes).little(value, bytes);
        }
    }

    private void global(String module, String name) {
        String line = module + "\n" + name + "\n";
        Integer number = constants.get(line);
        if (number != null) {
            recall(number);
            return;
        }
        op('c');
        out.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
        constants.put(line, kept);
        keep();
    }

    private void constant(String value) {
        Integer number = constants.get(value);
        if (number != null) {
            recall(number);
            return;
        }
        constants.put(value, kept);
        text(value);
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        op('X').little(utf8.length, 4);
        out.writeBytes(utf8);
        keep();
    }

    private void keep() {
        numbered('q', 'r', kept++);
    }

    private void recall(int number) {
        numbered('h', 'j', number);
    }

    private void numbered(int shortOp, int longOp, int number) {
        boolean small = number < 1 << 8;
        op(small ? shortOp : longOp).little(number, small ? 1 : 4);
    }

    private TorchPickle op(int opcode) {
        out.write(opcode);
        return this;
    }

    private void little(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> (8 * i)));
        }
    }
}
