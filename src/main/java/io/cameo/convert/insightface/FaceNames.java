package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.image.ImageKind;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/** What the files of unpacked images are called: paths below a folder, with {@code /}, none twice. */
final class FaceNames {
    private static final int FOLDER_DIGITS = 7;
    private static final int FILE_DIGITS = 8;

    private final FaceRecords faces;
    private final boolean imageFolder;
    private final int folderDigits;
    private final int fileDigits;

    /** @param imageFolder whether as torchvision's {@code ImageFolder} wants it, else as {@code unpack_glint360k.py} does */
    FaceNames(FaceRecords faces, boolean imageFolder) {
        this.faces = faces;
        this.imageFolder = imageFolder;
        int last = faces.identities() - 1;
        folderDigits = last < 0
                ? FOLDER_DIGITS
                : Math.max(
                        FOLDER_DIGITS, LabelChanges.label(faces.labelOf(last)).length());
        fileDigits = Math.max(FILE_DIGITS, Integer.toString(faces.images()).length());
    }

    /** The folder of an identity. With leading zeros, so that folders in order of names are in order of labels. */
    String folder(int identity) {
        String label = LabelChanges.label(faces.labelOf(identity));
        if (!imageFolder) {
            return "id_" + label;
        }
        boolean negative = label.startsWith("-");
        String digits = negative ? label.substring(1) : label;
        return (negative ? "-" : "") + "0".repeat(Math.max(0, folderDigits - digits.length())) + digits;
    }

    /**
     * The file of an image.
     *
     * @param n which image of its identity it is, from 0
     * @param payload its bytes, which decide on the extension
     */
    String file(int image, int n, MemorySegment payload) {
        int identity = faces.identityOf(image);
        String stem = imageFolder
                ? String.format(Locale.ROOT, "%0" + fileDigits + "d", image)
                : LabelChanges.label(faces.labelOf(identity)) + "_" + n;
        return folder(identity) + "/" + stem + ImageKind.of(payload).extension();
    }
}
