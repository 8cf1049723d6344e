package io.cameo.loader.matting;

import io.cameo.compute.SampleRandom;

/** What a step does. */
non-sealed interface PlaneStep extends MattingStep {
    /**
     * Takes the step.
     *
     * @param random of this step: all choices come from it
     * @param log receives what was chosen
     * @throws io.cameo.image.BadImageException if the step does not fit these planes
     */
    void apply(ClipPlanes planes, SampleRandom random, StepTools tools, StepLog log);
}
