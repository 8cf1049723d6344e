package io.cameo.dataset.ffhquv;

/** The views in which each face was generated, all edited from the same latent. */
public enum FaceView {
    FRONT("front", 0),
    LEFT("left", 30),
    RIGHT("right", -30);

    private final String word;
    private final int yawDegrees;

    FaceView(String word, int yawDegrees) {
        this.word = word;
        this.yawDegrees = yawDegrees;
    }

    /** As files are named. */
    public String word() {
        return word;
    }

    /** What the view's condition has for {@link FaceCondition#YAW}. */
    public int yawDegrees() {
        return yawDegrees;
    }

    /** The part that holds its latent. */
    public UvPart part() {
        return switch (this) {
            case FRONT -> UvPart.FRONT;
            case LEFT -> UvPart.LEFT;
            case RIGHT -> UvPart.RIGHT;
        };
    }
}
