package io.cameo.loader;

/** How the samples of a batch lie in memory; N counts images, the last letter changes fastest. No gaps anywhere. */
public enum TensorLayout {
    /** Channels of a pixel side by side. */
    NHWC,
    /** One plane per channel, as MXNet and PyTorch have it. */
    NCHW
}
