package io.cameo.torch;

import io.cameo.bytes.CorruptDataException;
import io.cameo.numpy.NpyType;
import io.cameo.numpy.PickleGlobal;
import io.cameo.numpy.PickleMap;
import io.cameo.numpy.PickleObject;
import io.cameo.numpy.PickleReference;
import io.cameo.numpy.PickleSequence;
import io.cameo.numpy.PickleText;
import io.cameo.numpy.PickleValue;
import io.cameo.numpy.PickleVocabulary;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes tensors of what a pickle of torch says. */
final class TorchRebuild {
    private static final String REBUILD_TENSOR = "_rebuild_tensor_v2";
    private static final String REBUILD_PARAMETER = "_rebuild_parameter";
    private static final String SIZE = "Size";

    static final PickleVocabulary VOCABULARY = PickleVocabulary.objects(Map.of(
                    "torch._utils",
                    Set.of(REBUILD_TENSOR, REBUILD_PARAMETER),
                    "torch",
                    Stream.concat(StorageType.classNames().stream(), Stream.of(SIZE))
                            .collect(Collectors.toUnmodifiableSet())))
            .withReferences();

    private final Path file;
    private final TorchEntries entries;
    private final long pickleOffset;
    private final Map<String, TorchStorage> storages = new HashMap<>(4);

    TorchRebuild(Path file, TorchEntries entries, long pickleOffset) {
        this.file = file;
        this.entries = entries;
        this.pickleOffset = pickleOffset;
    }

    TorchValue value(PickleValue value) {
        return switch (value) {
            case PickleObject object when object.made().name().equals(REBUILD_TENSOR) -> tensor(object);
            case PickleObject object when object.made().name().equals(REBUILD_PARAMETER) -> parameter(object);
            case PickleMap map -> map(map);
            default -> new TorchPlain(value);
        };
    }

    /** Dictionaries under anything but texts stay as they are. */
    private TorchValue map(PickleMap map) {
        Map<String, TorchValue> values = LinkedHashMap.newLinkedHashMap(map.size());
        for (int i = 0; i < map.size(); i++) {
            if (!(map.key(i) instanceof PickleText key)) {
                return new TorchPlain(map);
            }
            values.put(key.text(), value(map.value(i)));
        }
        return new TorchMap(values);
    }

    private TorchTensor parameter(PickleObject object) {
        PickleSequence arguments = object.arguments();
        if (arguments.size() < 2
                || !(arguments.get(0) instanceof PickleObject data)
                || !data.made().name().equals(REBUILD_TENSOR)) {
            throw fault("parameter in torch file has no tensor");
        }
        return tensor(data).requiringGrad(arguments.get(1) == PickleValue.Truth.TRUE);
    }

    /** Arguments: storage, offset, size, stride, requires_grad, hooks, and since torch 2.0 sometimes more. */
    private TorchTensor tensor(PickleObject object) {
        PickleSequence arguments = object.arguments();
        if (arguments.size() < 6 || !(arguments.get(0) instanceof PickleReference reference)) {
            throw fault("tensor in torch file has no storage: arguments=" + arguments.size());
        }
        TorchStorage storage = storage(reference.id());
        if (!(arguments.get(1) instanceof PickleValue.Whole offset)) {
            throw fault("tensor in torch file has no offset");
        }
        long[] shape = wholes(arguments.get(2), "shape");
        long[] strides = wholes(arguments.get(3), "strides");
        try {
            return TorchTensor.view(
                    storage, offset.value(), shape, strides, arguments.get(4) == PickleValue.Truth.TRUE);
        } catch (IllegalArgumentException outside) {
            CorruptDataException fault = fault(String.valueOf(outside.getMessage()));
            fault.initCause(outside);
            throw fault;
        }
    }

    /** Persistent id: 'storage', its class, its key, its location, how many elements. */
    private TorchStorage storage(PickleValue id) {
        if (!(id instanceof PickleSequence parts)
                || parts.size() != 5
                || !isText(parts.get(0), "storage")
                || !(parts.get(1) instanceof PickleGlobal named)
                || !(parts.get(2) instanceof PickleText key)
                || !(parts.get(3) instanceof PickleText location)
                || !(parts.get(4) instanceof PickleValue.Whole values)) {
            throw fault("storage in torch file has an unknown id");
        }
        StorageType type = StorageType.named(named.name());
        if (type == null) {
            throw fault("storage in torch file has no type: name=" + named);
        }
        String name = key.text();
        TorchStorage known = storages.get(name);
        if (known == null) {
            known = load(name, type.type(), location.text(), values.value());
            storages.put(name, known);
        } else if (known.type() != type.type() || known.values() != values.value()) {
            throw fault("storage in torch file has two types: key=" + shown(name));
        }
        return known;
    }

    private TorchStorage load(String key, NpyType type, String location, long values) {
        TorchEntries.@Nullable Entry entry = entries.find(TorchLayout.STORAGES + key);
        if (entry == null) {
            throw fault("torch file lacks a storage: key=" + shown(key));
        }
        long size = entry.payload().byteSize();
        if (values < 0 || values != size / type.sizeBytes() || size % type.sizeBytes() != 0) {
            throw new CorruptDataException(
                    file,
                    entry.offsetBytes(),
                    "storage in torch file has another size: key=" + shown(key) + ", values=" + values + ", bytes="
                            + size);
        }
        return new TorchStorage(key, type, location, values, entry.payload());
    }

    private long[] wholes(PickleValue value, String what) {
        PickleValue plain = value instanceof PickleObject object
                        && object.made().name().equals(SIZE)
                        && object.arguments().size() == 1
                ? object.arguments().get(0)
                : value;
        if (!(plain instanceof PickleSequence sequence) || sequence.size() > 64) {
            throw fault("tensor in torch file has no " + what);
        }
        long[] wholes = new long[sequence.size()];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = sequence.get(i) instanceof PickleValue.Whole whole ? whole.value() : -1;
        }
        return wholes;
    }

    private static boolean isText(PickleValue value, String expected) {
        return value instanceof PickleText text && text.is(expected);
    }

    /** Names come from the file: as far as they are harmless. */
    private static String shown(String name) {
        return name.length() > 80 ? name.substring(0, 80).replaceAll("[^ -~]", "?") : name.replaceAll("[^ -~]", "?");
    }

    private CorruptDataException fault(String reason) {
        return new CorruptDataException(file, pickleOffset, reason);
    }
}
