package io.cameo.convert.matting;

/**
 * A file that could not be used.
 *
 * @param name in its tree
 * @param reason lower-case
 */
public record SynthProblem(String name, String reason) {}
