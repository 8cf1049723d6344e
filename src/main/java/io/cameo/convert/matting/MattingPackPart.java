package io.cameo.convert.matting;

import java.io.Serializable;

/**
 * Some of what a tree becomes, records that follow each other, for {@link MattingPack#packPart}.
 *
 * @param plan the file that {@link MattingPack#cut} wrote for it
 * @param items how many records it is to become
 * @param images whether each is that of an image or frame; else none is
 */
public record MattingPackPart(String plan, long items, boolean images) implements Serializable {}
