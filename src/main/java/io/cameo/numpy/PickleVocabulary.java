package io.cameo.numpy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle may say beyond plain values, sequences and arrays. Nothing outside of it is read, and nothing in it is
 * executed: a name that is allowed becomes a {@link PickleGlobal}, what is made of it a {@link PickleObject}. Immutable.
 */
public final class PickleVocabulary {
    /** Verification sets: whole numbers, texts, bytes, sequences, numpy's arrays and scalars. No dictionaries, no objects. */
    public static final PickleVocabulary ARRAYS = new PickleVocabulary(Map.of(), false, false, false);

    private final Map<String, Map<String, PickleGlobal>> names = new TreeMap<>();
    private final boolean objects;
    private final boolean references;
    private final boolean members;

    private PickleVocabulary(Map<String, Set<String>> allowed, boolean objects, boolean references, boolean members) {
        this.objects = objects;
        this.references = references;
        this.members = members;
        allowed.forEach((module, classes) -> {
            Map<String, PickleGlobal> known = names.computeIfAbsent(module, _ -> new TreeMap<>());
            classes.forEach(name -> known.put(name, new PickleGlobal(module, name)));
        });
    }

    /**
     * Arrays, floats, dictionaries (also {@code collections.OrderedDict}), and objects of the names given.
     *
     * @param names for each module, what of it is allowed
     */
    public static PickleVocabulary objects(Map<String, Set<String>> names) {
        return new PickleVocabulary(names, true, false, false);
    }

    /** The same with persistent ids, which say what is kept outside of the pickle. */
    public PickleVocabulary withReferences() {
        return new PickleVocabulary(allowed(), objects, true, members);
    }

    /** The same with members of enumerations by their name, which Python 3.11 and later write as {@code getattr}. */
    public PickleVocabulary withMembers() {
        return new PickleVocabulary(allowed(), objects, references, true);
    }

    /** Whether floats, dictionaries and objects may stand in it. */
    boolean hasObjects() {
        return objects;
    }

    boolean hasReferences() {
        return references;
    }

    /** What a name stands for, null if it is not allowed. */
    @Nullable
    PickleValue find(String module, String name) {
        Map<String, PickleGlobal> known = names.get(module);
        PickleGlobal global = known == null ? null : known.get(name);
        if (global != null) {
            return global;
        }
        PickleName step = PickleName.of(module, name);
        return step == null || allows(step) ? step : null;
    }

    private boolean allows(PickleName step) {
        return switch (step) {
            case ORDERED_MAP -> objects;
            case MEMBER -> members;
            default -> true;
        };
    }

    private Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        names.forEach((module, known) -> allowed.put(module, known.keySet()));
        return allowed;
    }
}
