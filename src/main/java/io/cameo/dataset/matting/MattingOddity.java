package io.cameo.dataset.matting;

/**
 * A file or folder that is not in {@link MattingTree#samples()} though somebody may think so.
 *
 * @param kind what it is
 * @param name its whole name in the tree
 */
public record MattingOddity(Kind kind, String name) {
    /** What a file or folder may be that no sample has. Loaders pass over all of them without a word, but where it says else. */
    public enum Kind {
        /** An image in the folder of images, but not {@code .jpg} in lower case. */
        IMAGE_NOT_JPG,
        /** An image in a folder below the one that is listed. */
        IMAGE_NESTED,
        /** An image to test on that has no mattes. */
        IMAGE_WITHOUT_ALPHAS,
        /** An image to test on that has mattes and no masks. */
        IMAGE_WITHOUT_MASKS,
        /** A matte to test on that has no mask, though others of its image have. */
        ALPHA_WITHOUT_MASK,
        /** An image among the mattes, but not {@code .png} in lower case. */
        ALPHA_NOT_PNG,
        /** A folder of mattes of no image. */
        ALPHAS_WITHOUT_IMAGE,
        /** A folder of mattes, or a matte, of no frame. */
        ALPHAS_WITHOUT_FRAME,
        /** A video's frames without any mattes. */
        VIDEO_WITHOUT_ALPHAS,
        /** A mask in a video that has no matte. */
        MASK_UNUSED,
        /** A folder of masks of no image. */
        MASKS_WITHOUT_IMAGE,
        /** A file that is no image and that nobody lists. */
        JUNK,
        /** What is listed as if it were an image, a matte or a video: opening it ends the run. */
        JUNK_LISTED,
        /** A folder whose name is that of an image or matte: patterns find it like a file, and opening it ends the run. */
        FOLDER_LISTED,
        /** A mask to test on that has no matte: the matte is opened all the same, which ends the run. */
        MASK_WITHOUT_ALPHA,
        /** A video's mattes without its frames: listing them ends the run. */
        VIDEO_WITHOUT_FRAMES
    }
}
