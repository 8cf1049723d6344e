package io.cameo.dataset.verification;

/**
 * A line of a list of pairs.
 *
 * @param first a path below some folder, with or without its extension, or an absolute one
 * @param second the same
 * @param same whether both show one person
 */
public record FacePair(String first, String second, boolean same) {}
