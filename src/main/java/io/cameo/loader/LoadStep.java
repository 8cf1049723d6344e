package io.cameo.loader;

/** What becomes of a sample on its way into a batch, in this order. */
public enum LoadStep {
    /** Finding it in the order and in the file, labels, and the copy of its bytes out of the file. */
    READ(0),
    /** From the bytes of an image to pixels. */
    DECODE(1),
    /** The steps of augmentation. */
    AUGMENT(2),
    /** Mirror, scale, type and layout, where pixels are not decoded to where they belong. */
    PACK(3);

    static final int COUNT = 4;

    /** Where times of this step stand in an array. */
    final int place;

    LoadStep(int place) {
        this.place = place;
    }
}
