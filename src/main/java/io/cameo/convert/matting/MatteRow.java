package io.cameo.convert.matting;

import io.cameo.matte.MatteScore;

/**
 * One matte that was scored.
 *
 * @param name of its file, relative to both trees
 */
public record MatteRow(String name, MatteScore score) {}
