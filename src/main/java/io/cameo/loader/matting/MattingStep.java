package io.cameo.loader.matting;

/**
 * One step from frames and mattes as they are stored to those of a batch; {@link MattingSteps} has them all. Immutable, with a
 * {@code toString} that names the step and its parameters, so that runs can be compared. A step that moves pixels moves
 * images, mattes and masks of all frames alike.
 */
public sealed interface MattingStep permits PlaneStep {}
