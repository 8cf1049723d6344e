package io.cameo.torch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary under texts, in order.
 *
 * @param values a copy, which cannot be changed
 */
public record TorchMap(Map<String, TorchValue> values) implements TorchValue {
    /** Takes a copy. */
    public TorchMap {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** What stands under a name, null if nothing does. */
    public @Nullable TorchValue get(String name) {
        return values.get(name);
    }
}
