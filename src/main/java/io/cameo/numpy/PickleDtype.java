package io.cameo.numpy;

import org.jspecify.annotations.Nullable;

/** An element type that a pickle builds in two steps: a name such as {@code u1}, then a byte order. */
final class PickleDtype implements PickleValue {
    private final String name;
    private String order = "|";

    PickleDtype(String name) {
        this.name = name;
    }

    void order(String built) {
        order = built;
    }

    String descr() {
        return order + name;
    }

    /** Whether the elements are Python's objects, wherever a pointer has how many bytes. */
    boolean isObjects() {
        return order.equals("|") && (name.equals("O8") || name.equals("O4") || name.equals("O"));
    }

    @Nullable
    NpyType type() {
        return NpyType.of(descr());
    }
}
