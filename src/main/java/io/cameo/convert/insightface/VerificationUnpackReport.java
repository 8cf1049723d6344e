package io.cameo.convert.insightface;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of an unpacked verification set.
 *
 * @param bin the set
 * @param folder where the images are
 * @param list the list that packs them back
 * @param pairs in it
 * @param images files written, those beyond the pairs included
 * @param surplus images beyond two for each pair, which the list cannot name
 * @param damaged images that no program decodes whole: cut off, or no image at all
 * @param faults the first {@value #MOST_FAULTS} of those
 * @param differences why packing does not give the same bytes; empty if it does
 * @param payloadBytes of all images
 * @param wallNanos from start to end
 */
public record VerificationUnpackReport(
        Path bin,
        Path folder,
        Path list,
        int pairs,
        int images,
        int surplus,
        int damaged,
        List<Fault> faults,
        List<String> differences,
        long payloadBytes,
        long wallNanos) {
    /** How many damaged images are named. */
    public static final int MOST_FAULTS = 20;

    public VerificationUnpackReport {
        faults = List.copyOf(faults);
        differences = List.copyOf(differences);
    }

    /** Whether packing the list gives the same file again, byte for byte. */
    public boolean packsBack() {
        return differences.isEmpty();
    }

    /**
     * A damaged image.
     *
     * @param file its name in the folder
     * @param reason why it cannot be decoded
     */
    public record Fault(String file, String reason) {}
}
