package io.cameo.dataset.ffhquv;

import java.util.Locale;

/** Where a release keeps its files, from its root: {@code dataset/ffhq-uv/uv-maps/000/000000.png}. */
public final class UvLayout {
    private static final int IDS_PER_SHARD = UvSample.IDS_PER_SHARD;
    private static final String PROJECT = "dataset_project/";
    private static final String META = "/meta-info.json";

    private UvLayout() {}

    /**
     * The file of a part. What is released of a set lies in shards of 1000 ids, what the project keeps in a folder for each kind.
     *
     * @param id five or six digits
     */
    public static String fileName(UvSet set, String id, UvPart part) {
        if (set == UvSet.PROJECT) {
            return PROJECT + plain(id, part);
        }
        String shard = String.format(Locale.ROOT, "%03d", Integer.parseInt(id) / IDS_PER_SHARD);
        String folder = folder(set);
        return switch (part) {
            case MAP -> folder + "/uv-maps/" + shard + "/" + id + ".png";
            case FRONT, LEFT, RIGHT ->
                folder + "/face-latents/" + shard + "/" + id + "/" + id + "_" + part.word() + "_latent.pt";
            default -> folder + "/" + plain(id, part);
        };
    }

    /** The meta file of a set. */
    public static String metaName(UvSet set) {
        return folder(set) + META;
    }

    private static String folder(UvSet set) {
        return "dataset/" + set.word();
    }

    private static String plain(String id, UvPart part) {
        return switch (part) {
            case MAP -> "unwrap_texture/" + id + "/" + id + "_final_uv.png";
            case FRONT, LEFT, RIGHT -> "edit/" + id + "/" + id + "_" + part.word() + "_latent.pt";
            case LATENT -> "latents/" + id + ".pt";
            case ATTRIBUTES -> "attributes/" + id + ".json";
            case MS_FACE -> "attributes_ms_api/" + id + ".pkl";
            case LIGHT -> "lights/" + id + ".npy";
            case COEFFS -> "unwrap_texture/" + id + "/" + id + "_final_coeffs.pt";
            case REMAP_MASKS -> "unwrap_texture/" + id + "/" + id + "_final_remap_masks.png";
        };
    }
}
