package io.cameo.convert.insightface;

import java.io.Serializable;

/**
 * Some of a source's lines, which follow each other, for {@link FacePack#packPart}.
 *
 * @param lines the file that {@link FacePack#cut} wrote
 * @param beginBytes where they begin in it
 * @param count how many there are
 */
public record FacePackPart(String lines, long beginBytes, long count) implements Serializable {}
