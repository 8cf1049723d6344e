package io.cameo.loader.matting;

/** Where people stand on the padded axis of a batch. */
public enum InstanceSlots {
    /** In the order of the record, from the first slot on: the same person in the same slot in all clips of a video. */
    FIRST,
    /** Anywhere, drawn for each sample, as MaGGIe trains; the same slot in all frames of the sample. */
    RANDOM
}
