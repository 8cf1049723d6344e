package io.cameo.convert.ffhquv;

/**
 * A sample that could not be made or read.
 *
 * @param id its id; one that was to be made leaves it free
 * @param reason lower-case
 */
public record UvProblem(String id, String reason) {}
