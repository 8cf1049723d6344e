package io.cameo.convert.matting;

import io.cameo.convert.Fault;
import io.cameo.convert.Severity;

/**
 * What may be wrong with matting data, and what a run of its own loaders makes of it.
 *
 * <p>Source of what happens: {@code maggie/dataloader} of hmchuong/MaGGIe at 62344dd, and Pillow, which it reads images
 * with.
 */
public enum MattingFault implements Fault {
    NO_SAMPLES(Severity.ERROR, "nothing to load", "an empty data set: the loader stops at once"),
    UNREADABLE(Severity.ERROR, "folder or file cannot be listed", "listing it raises OSError, or leaves it out"),
    IMAGE_BAD(Severity.ERROR, "image is cut off, damaged or none", "PIL raises OSError, and the worker dies"),
    FRAME_SIZE(Severity.ERROR, "frames of one video differ in size", "np.stack raises when a clip meets both"),
    FRAME_NOT_JPG(
            Severity.ERROR,
            "frame is not .jpg",
            "its mattes are looked for in a folder with the extension: none found"),
    FRAME_ORDER(
            Severity.ERROR,
            "frames are numbered without padding",
            "sorted by text, 10 comes before 2: clips run out of order without a word"),
    NO_ALPHAS(Severity.ERROR, "image has no mattes", "kept with an empty list: np.stack([]) raises when it is drawn"),
    FRAME_WITHOUT_ALPHAS(
            Severity.ERROR,
            "frame has no mattes, others of its video have",
            "n_inst = mattes // frames: view() raises, or mattes move to other frames"),
    INSTANCE_MISSING(
            Severity.ERROR,
            "instance is missing in a frame (write a zero plane)",
            "n_inst = mattes // frames: view() raises RuntimeError, or people are mixed up"),
    INSTANCES_SHIFTED(
            Severity.ERROR,
            "frames have different instances, and the counts hide it",
            "accepted: mattes // frames comes out even, and people are mixed up without a word"),
    ALPHA_BAD(Severity.ERROR, "matte is cut off, damaged or none", "PIL raises OSError, and the worker dies"),
    ALPHA_SIZE(
            Severity.ERROR,
            "matte has another size than its image",
            "scaled by the image's ratio, then np.stack raises"),
    ALPHA_16BIT(
            Severity.ERROR,
            "matte has 16 bits (scale by >> 8)",
            "PIL convert('L') clips at 255: every soft edge becomes hard without a word"),
    ALPHA_CHANNEL(
            Severity.ERROR,
            "matte stands in an alpha channel",
            "PIL convert('L') drops the alpha channel and takes the luma of the colours"),
    ALPHA_NOT_PNG(Severity.ERROR, "matte is not .png", "not listed: this person is taught as background"),
    NO_ALPHA_CHANNEL(Severity.ERROR, "image without an alpha channel", "there is no matte to take"),
    MASK_WITHOUT_ALPHA(
            Severity.ERROR, "mask has no matte", "the list of masks makes the paths of mattes: FileNotFoundError"),
    MASK_MISSING(Severity.ERROR, "matte of a video has no mask", "a test run opens it all the same: FileNotFoundError"),
    MASK_BAD(Severity.ERROR, "mask is cut off, damaged or none", "PIL raises OSError, and the worker dies"),
    MASK_SIZE(Severity.ERROR, "mask has another size than its image", "np.stack raises, or the mask lies elsewhere"),
    VIDEO_WITHOUT_FRAMES(
            Severity.ERROR,
            "video has mattes and no frames",
            "os.listdir raises FileNotFoundError before the first batch"),
    JUNK_LISTED(
            Severity.ERROR,
            "stray file where everything is taken for an image",
            "os.listdir has no filter: opening it raises, and counts are off by one"),
    FOLDER_LISTED(
            Severity.ERROR,
            "folder has the name of an image or matte",
            "glob lists folders, too: opening it raises IsADirectoryError, and counts are off by one"),
    STEM_SHARED(
            Severity.ERROR,
            "images share one folder of mattes",
            "both names lose .jpg everywhere: one has the other's"),
    NAME_GLOB(
            Severity.ERROR,
            "name has characters that glob takes for a pattern",
            "the pattern finds the mattes of another image, or none"),
    PATH_TWICE(
            Severity.ERROR,
            "folder of mattes has its name twice in the path",
            "str.replace changes both: masks are looked for where there are none"),
    IMAGE_KIND(Severity.WARNING, "file is .jpg by name only", "PIL goes by the content and reads it"),
    IMAGE_DAMAGED(Severity.WARNING, "coded data of a JPEG is damaged", "decoders guess the rest without a word"),
    IMAGE_TURNED(Severity.WARNING, "EXIF tag says to turn the image", "ignored: it is used as stored"),
    IMAGE_PROFILE(Severity.WARNING, "image has a colour profile other than sRGB", "ignored: colours are off"),
    IMAGE_CHANNELS(Severity.WARNING, "image is gray or CMYK", "PIL convert('RGB') makes three channels of it"),
    IMAGE_NOT_JPG(Severity.WARNING, "image is not .jpg", "not listed: the image is never seen"),
    IMAGE_NESTED(Severity.WARNING, "image in a folder below", "not listed: the image is never seen"),
    IMAGE_WITHOUT_ALPHAS(Severity.WARNING, "image to test on has no mattes", "passed over: the image is never seen"),
    IMAGE_WITHOUT_MASKS(Severity.WARNING, "image to test on has no masks", "passed over: the image is never seen"),
    ALPHA_WITHOUT_MASK(
            Severity.WARNING, "matte to test on has no mask", "passed over: the score is that of the others only"),
    ALPHAS_WITHOUT_IMAGE(Severity.WARNING, "folder of mattes of no image", "never looked at"),
    ALPHAS_WITHOUT_FRAME(Severity.WARNING, "mattes of no frame", "never looked at"),
    VIDEO_WITHOUT_ALPHAS(Severity.WARNING, "video has no mattes", "the list is that of the mattes: never seen"),
    MASK_UNUSED(Severity.WARNING, "mask in a video has no matte", "never looked at"),
    MASKS_WITHOUT_IMAGE(Severity.WARNING, "folder of masks of no image", "never looked at"),
    ALPHA_COLOR(Severity.WARNING, "matte is stored in colour, not gray", "PIL convert('L') takes the luma"),
    ALPHA_EMPTY(
            Severity.WARNING,
            "matte is empty",
            "instance dropped (no more than 0.1 % of the pixels above 127); in a video a plane of zeros"),
    ALPHA_SMALL(
            Severity.WARNING,
            "matte covers almost nothing",
            "instance dropped (no more than 0.1 % of the pixels above 127): taught as background"),
    ALPHA_OPAQUE(Severity.WARNING, "alpha channel is opaque everywhere", "the whole image is the person"),
    NOTHING_LEFT(Severity.WARNING, "no matte of the image is large enough", "another image is drawn instead"),
    FRAME_EMPTY(Severity.WARNING, "all mattes of a frame are empty", "clips with it are drawn again from other videos"),
    SUM_ABOVE(Severity.WARNING, "mattes sum to more than one", "taken as they are: no picture can be composed of them"),
    TOO_MANY_INSTANCES(
            Severity.WARNING,
            "more instances than the loader takes",
            "images: some at random, videos: the first; the others are background"),
    VIDEO_SHORT(Severity.WARNING, "video is shorter than a clip", "no clip begins in it: never trained on"),
    FRAME_GAP(Severity.WARNING, "numbers of frames have gaps", "not noticed: the picture jumps"),
    MASK_EMPTY(Severity.WARNING, "mask is empty", "the instance is tested without guidance"),
    MASK_GRAY(Severity.WARNING, "mask has values other than 0 and 255", "taken as they are: guidance is soft"),
    MASK_FAR(
            Severity.WARNING,
            "mask overlaps its matte by no more than 0.7",
            "taken as it is, though matching demands more: a score against it says little"),
    NAME_JPG_TWICE(Severity.WARNING, "name has .jpg more than once", "every .jpg is cut out of the name of its mattes"),
    CASE_TWINS(Severity.WARNING, "names differ in case only", "two samples here, one on a disk that ignores case"),
    UNPADDED(Severity.WARNING, "numbers are not padded", "sorted by text, 10 comes before 2"),
    ALPHA_FAINT(Severity.NOTE, "mattes with values from 1 to 4", "set to 0 when loaded, but not where they are scored"),
    ID_GAP(Severity.NOTE, "numbers have gaps", "not noticed: ids are names only"),
    JUNK(Severity.NOTE, "stray file", "ignored");

    private final Severity severity;
    private final String words;
    private final String effect;

    MattingFault(Severity severity, String words, String effect) {
        this.severity = severity;
        this.words = words;
        this.effect = effect;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String words() {
        return words;
    }

    /** What MaGGIe's loaders do about it. */
    @Override
    public String effect() {
        return effect;
    }
}
