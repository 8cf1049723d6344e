package io.cameo.convert.matting;

/**
 * What a training run is set to.
 *
 * @param clipFrames of a clip to train on
 * @param mostInstances how many of an image take part
 */
record MattingLimits(int clipFrames, int mostInstances) {}
