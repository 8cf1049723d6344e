package io.cameo.dataset.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.numpy.PickleMap;
import io.cameo.numpy.PickleObject;
import io.cameo.numpy.PickleSequence;
import io.cameo.numpy.PickleText;
import io.cameo.numpy.PickleValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plain values of what a pickle of the face service's classes says. */
final class MsFaceFields {
    private static final String ADDITIONAL = "additional_properties";
    /** A face has about a hundred; shared tuples could else be told again and again. */
    private static final int MOST_VALUES = 10_000;

    private final Path file;
    private final Set<String> enumerations;
    private int values;

    MsFaceFields(Path file, Set<String> enumerations) {
        this.file = file;
        this.enumerations = enumerations;
    }

    Map<String, @Nullable Object> face(PickleValue value) {
        if (value instanceof PickleObject object && object.made().name().equals("DetectedFace")) {
            return fields(object);
        }
        throw new CorruptDataException(file, 0, "pickle is no face: expected=DetectedFace");
    }

    private Map<String, @Nullable Object> fields(PickleObject object) {
        if (!(object.state() instanceof PickleMap state)) {
            throw new CorruptDataException(file, 0, "object in face has no fields: class=" + object.made());
        }
        return map(state);
    }

    private Map<String, @Nullable Object> map(PickleMap map) {
        Map<String, @Nullable Object> fields = LinkedHashMap.newLinkedHashMap(map.size());
        for (int i = 0; i < map.size(); i++) {
            if (!(map.key(i) instanceof PickleText key)) {
                throw new CorruptDataException(file, 0, "face has a field without a name");
            }
            boolean empty = map.value(i) instanceof PickleMap inner && inner.size() == 0;
            String name = key.text();
            if (!empty || !name.equals(ADDITIONAL)) {
                fields.put(name, plain(map.value(i)));
            }
        }
        return Collections.unmodifiableMap(fields);
    }

    private @Nullable Object plain(PickleValue value) {
        if (++values > MOST_VALUES) {
            throw new CorruptDataException(file, 0, "face has too many values: expected<=" + MOST_VALUES);
        }
        return switch (value) {
            case PickleValue.Nothing _ -> null;
            case PickleValue.Truth truth -> truth == PickleValue.Truth.TRUE;
            case PickleValue.Whole whole -> whole.value();
            case PickleValue.Real real -> real.value();
            case PickleText text -> text.text();
            case PickleMap map -> map(map);
            case PickleSequence sequence -> list(sequence);
            case PickleObject object -> enumerations.contains(object.made().name()) ? member(object) : fields(object);
            default -> throw new CorruptDataException(file, 0, "face has a value that is not known");
        };
    }

    private List<@Nullable Object> list(PickleSequence sequence) {
        List<@Nullable Object> items = new ArrayList<>(Math.min(sequence.size(), MOST_VALUES));
        for (int i = 0; i < sequence.size(); i++) {
            items.add(plain(sequence.get(i)));
        }
        return Collections.unmodifiableList(items);
    }

    /** Up to Python 3.10 a pickle has the member's value, {@code GoodExposure}, later its name, {@code good_exposure}. */
    private String member(PickleObject object) {
        PickleSequence arguments = object.arguments();
        if (arguments.size() != 1 || !(arguments.get(0) instanceof PickleText text)) {
            throw new CorruptDataException(file, 0, "face has a member without a name: class=" + object.made());
        }
        String name = text.text();
        StringBuilder camel = new StringBuilder(name.length());
        boolean raise = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                raise = true;
            } else {
                camel.append(camel.isEmpty() ? Character.toLowerCase(c) : raise ? Character.toUpperCase(c) : c);
                raise = false;
            }
        }
        return camel.toString();
    }
}
