package io.cameo.cli;

/**
 * One line of what {@code cameo doctor} found.
 *
 * @param name what was looked at, a word or two, lower-case
 * @param state how it stands
 * @param value what was found
 * @param note what that means or what to do about it; may be empty
 */
record Finding(String name, State state, String value, String note) {
    enum State {
        /** There, and as it should be. */
        GOOD("✓"),
        /** Not there, and not needed. */
        ABSENT("–"),
        /** Needed, and wrong: the doctor's exit code says so. */
        BAD("✗");

        private final String mark;

        State(String mark) {
            this.mark = mark;
        }

        String mark() {
            return mark;
        }
    }

    static Finding good(String name, String value) {
        return new Finding(name, State.GOOD, value, "");
    }

    static Finding good(String name, String value, String note) {
        return new Finding(name, State.GOOD, value, note);
    }

    static Finding absent(String name, String value, String note) {
        return new Finding(name, State.ABSENT, value, note);
    }

    static Finding bad(String name, String value, String note) {
        return new Finding(name, State.BAD, value, note);
    }
}
