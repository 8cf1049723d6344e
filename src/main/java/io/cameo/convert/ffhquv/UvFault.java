package io.cameo.convert.ffhquv;

import io.cameo.convert.Fault;
import io.cameo.convert.Severity;

/**
 * What may be wrong with a copy of FFHQ-UV, and what comes of it.
 *
 * <p>Source of the rules: the release's layout, and {@code run_styleflow_editing.py} of csbhr/FFHQ-UV at 223c129 for what
 * views of one face have in common.
 */
public enum UvFault implements Fault {
    NOTHING(Severity.ERROR, "nothing of FFHQ-UV", "no file has the name of a part: nothing was checked"),
    UNREADABLE(
            Severity.ERROR, "archive, entry or folder cannot be read", "what it holds is in no list: ids are missing"),
    FILE_BAD(Severity.ERROR, "file cannot be read where it lies", "the archive is damaged there: fetch it again"),
    SHARD_MISSING(
            Severity.ERROR,
            "shard is missing",
            "up to a thousand ids are gone, and loaders that list files say nothing"),
    MAP_MISSING(Severity.ERROR, "id has no map", "a loader that goes by ids stops, one that lists files has less data"),
    VIEWS_MISSING(Severity.ERROR, "id lacks latents of views", "generating faces from latents stops there"),
    PART_MISSING(
            Severity.ERROR,
            "face of the project lacks a part",
            "run_styleflow_editing.py stops, or passes over the face"),
    ID_EXTRA(Severity.WARNING, "id is outside of what was expected", "another set is mixed in, or the range is wrong"),
    MAP_BAD(Severity.ERROR, "map is cut off or damaged", "decoders stop, or guess rows without a word"),
    MAP_NOT_PNG(Severity.ERROR, "map is no PNG", "lossy, or not a map at all: texels are not those that were released"),
    MAP_MODE(Severity.ERROR, "map is not RGB of 8 bits", "stacking a batch stops, or colours are made up"),
    MAP_NOT_SQUARE(Severity.ERROR, "map is not square", "texture coordinates meet other texels"),
    MAP_SIZE(Severity.ERROR, "map has another size than most", "stacking a batch stops; texels and masks do not meet"),
    MAP_DUPLICATE(
            Severity.ERROR, "maps of two ids are the same file", "counted twice in training, or in train and test"),
    MASKS_BAD(Severity.ERROR, "masks of views are damaged or do not fit", "the valid area cannot be measured"),
    LATENT_BAD(Severity.ERROR, "latent is cut off or damaged", "torch.load raises, or gives other numbers"),
    LATENT_SHAPE(Severity.ERROR, "latent has another shape", "StyleGAN2 takes 18 layers of 512 values: it raises"),
    LATENT_BARE(
            Severity.ERROR,
            "view is a bare tensor without its condition",
            "gen_face_from_latent.py asks for ['latent']"),
    PICKLE_FORBIDDEN(
            Severity.ERROR,
            "pickle names what is not data",
            "torch.load or pickle.load may execute it: do not open this file with Python"),
    VALUE_NOT_FINITE(
            Severity.ERROR, "value is infinite or no number", "whatever is generated or learnt from it is, too"),
    VIEW_CONDITION(
            Severity.ERROR, "condition is not that of its view", "the latent is not the view that its name says"),
    VIEWS_DIFFER(
            Severity.ERROR,
            "view differs from the front in layers that yaw leaves alone",
            "views are of two faces: the map of one is blended with that of another"),
    VIEW_SAME(Severity.WARNING, "view is the front again", "its side of the face was never seen"),
    META_BAD(Severity.ERROR, "meta file cannot be read", "nothing is known of any id"),
    META_KEY(Severity.ERROR, "key of the meta file is not six digits", "no file goes by it"),
    META_TWICE(Severity.ERROR, "key of the meta file stands twice", "the last one counts, without a word"),
    META_ENTRY_MISSING(Severity.ERROR, "id has no entry in the meta file", "KeyError, or a face without attributes"),
    META_FIELD(Severity.ERROR, "field is missing or of another kind", "KeyError, or a comparison that raises"),
    META_RANGE(Severity.ERROR, "value is out of its range", "it is in classes and intervals where it does not belong"),
    META_INDEX(Severity.ERROR, "index is none of FFHQ's", "it meets no image of FFHQ"),
    META_INDEX_TWICE(Severity.ERROR, "index of FFHQ stands twice", "one person under two ids: in train and in test"),
    ATTRIBUTES_BAD(Severity.ERROR, "attributes cannot be read", "run_styleflow_editing.py stops there"),
    ATTRIBUTES_RANGE(Severity.ERROR, "attribute is out of its range", "the face is edited to what no face has"),
    FACE_BAD(Severity.ERROR, "what the face service said cannot be read", "emotions, hair and quality are not known"),
    LIGHT_BAD(Severity.ERROR, "light cannot be read, or has another shape", "run_styleflow_editing.py stops there"),
    COEFFS_BAD(Severity.ERROR, "coefficients of views cannot be read", "the views cannot be unwrapped again"),
    JOIN_MISSING(
            Severity.ERROR,
            "index of FFHQ meets nothing in the project",
            "no attributes, light or latent of this face"),
    JOIN_DIFFERS(Severity.WARNING, "meta file and project differ about a face", "the index may point to somebody else"),
    CONDITION_DIFFERS(
            Severity.WARNING, "meta file and latent differ about a face", "entry and latents may be of two faces"),
    ATTRIBUTES_DIFFER(
            Severity.WARNING, "attributes differ from what the face service said", "one of them is of another face"),
    FILE_TWICE(Severity.WARNING, "part of an id is there twice", "one of them is used, the other never seen"),
    META_UNKNOWN(Severity.WARNING, "field of the meta file is not known", "ignored"),
    NO_META(
            Severity.WARNING,
            "set has no meta file",
            "its attributes are not known, and nobody says which ids there are"),
    SIZE_OTHER(Severity.NOTE, "maps are not 1024x1024", "not those of the release, but scaled or made otherwise"),
    JOIN_UNUSED(
            Severity.NOTE, "faces of the project that no map was made from", "as in the release, which left many out"),
    STRANGER(Severity.NOTE, "file is no part of FFHQ-UV", "not looked at");

    private final Severity severity;
    private final String words;
    private final String effect;

    UvFault(Severity severity, String words, String effect) {
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

    @Override
    public String effect() {
        return effect;
    }
}
