package io.cameo.dataset.ffhquv;

/**
 * The 17 values that StyleFlow's edits go by, in their places, and the layers of the latent that an edit replaces
 * ({@code run_styleflow_editing.py}). Light takes nine places, from {@link #LIGHT} on.
 */
public enum FaceCondition {
    LIGHT(0, 7, 11),
    GENDER(9, 0, 7),
    GLASSES(10, 2, 3),
    YAW(11, 0, 3),
    PITCH(12, 0, 3),
    BALDNESS(13, 0, 5),
    BEARD(14, 5, 9),
    AGE(15, 4, 7),
    EXPRESSION(16, 0, 17);

    private final int index;
    private final int firstLayer;
    private final int lastLayer;

    FaceCondition(int index, int firstLayer, int lastLayer) {
        this.index = index;
        this.firstLayer = firstLayer;
        this.lastLayer = lastLayer;
    }

    /** Its place, or that of its first value. */
    public int index() {
        return index;
    }

    /** The first layer that an edit of it replaces. */
    public int firstLayer() {
        return firstLayer;
    }

    /** The last layer that an edit of it replaces, itself included. */
    public int lastLayer() {
        return lastLayer;
    }
}
