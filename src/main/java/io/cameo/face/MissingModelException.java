package io.cameo.face;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A model file that a detector needs is not there. The text says which, who publishes it and how to give it. */
public final class MissingModelException extends NoSuchFileException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    MissingModelException(ModelFile model, Path folder) {
        super(folder.resolve(model.fileName()).toString());
        advice = "no " + model.family() + " model: " + model.fileName() + " not found in " + folder
                + "\n  It is published (" + model.licence() + ") at " + model.publishedAt() + "."
                + "\n  Give its folder with --models DIR, or use --detector haar (no model needed, approximate).";
    }

    /** Three lines: what is missing, where it is published and under which licence, and what to do. */
    @Override
    public String getMessage() {
        return advice;
    }
}
