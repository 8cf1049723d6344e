package io.cameo.loader.matting;

/** What was done to a sample, as text: steps apart by semicolons, {@code name key=value key=value}. Used again. */
final class StepLog {
    private final StringBuilder text = new StringBuilder();

    void clear() {
        text.setLength(0);
    }

    StepLog step(String name) {
        if (!text.isEmpty()) {
            text.append("; ");
        }
        text.append(name);
        return this;
    }

    StepLog value(String key, long value) {
        text.append(' ').append(key).append('=').append(value);
        return this;
    }

    StepLog value(String key, double value) {
        text.append(' ').append(key).append('=').append(value);
        return this;
    }

    StepLog value(String key, String value) {
        text.append(' ').append(key).append('=').append(value);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
