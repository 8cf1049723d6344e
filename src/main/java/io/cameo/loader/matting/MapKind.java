package io.cameo.loader.matting;

/** Which maps are made of the mattes, one byte to a pixel. */
public enum MapKind {
    /** None. */
    NONE,
    /** Trimaps as metrics use them, 0, 1 and 2: {@link io.cameo.matte.Trimaps#evaluation}. */
    TRIMAP,
    /**
     * Where a matte is soft, as MaGGIe trains on images, 0 and 1: {@link io.cameo.matte.Trimaps#transition} with a size of 2 to 4
     * and 5 to 14 iterations, drawn for each matte.
     */
    TRANSITION,
    /**
     * Where the mattes of a frame differ from those of the frame before it in the sample, as MaGGIe trains on videos, 0 and 1,
     * the same for all people: {@link io.cameo.matte.Trimaps#motion} with a size of 2 to 4 and 3 to 6 iterations, drawn for
     * each clip. The first frame is 1 everywhere.
     */
    MOTION
}
