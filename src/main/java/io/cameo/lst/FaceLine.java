package io.cameo.lst;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One image of an InsightFace list: {@code aligned TAB path TAB label [TAB x1 y1 x2 y2 [TAB landmarks]]}. That is not
 * {@code im2rec}'s {@code index TAB label TAB path}; {@link ListDialects} tells the two apart.
 *
 * @param aligned whether the file is an aligned crop already, to be packed as it is
 * @param path verbatim, neither stripped nor joined with a root; has no TAB
 * @param label the identity; -1 in lists for testing
 * @param box x1, y1, x2, y2 of the face in pixels of the file, or null. Glint's lists say 0 0 0 0 for unknown. Not
 *     copied: neither side changes the array afterwards
 * @param landmarks x of left eye, right eye, nose, left and right corner of the mouth (left in the image), then y of the
 *     five, in pixels of the file; or null. May hold NaN, as Python's {@code float()} does. Only where there is a box.
 *     Not copied
 */
// Two arrays per line of a list of millions are cheap; copies or boxed lists of them are not.
@SuppressWarnings("ArrayRecordComponent")
public record FaceLine(boolean aligned, String path, long label, int @Nullable [] box, double @Nullable [] landmarks)
        implements FaceListLine {
    /** How many numbers a box has. */
    public static final int BOX_VALUES = 4;

    /** How many numbers five landmarks have. */
    public static final int LANDMARK_VALUES = 10;

    /** @throws IllegalArgumentException if the path is empty, an array has another length, or landmarks lack their box */
    public FaceLine {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("face without path: label=" + label);
        }
        if (box != null && box.length != BOX_VALUES) {
            throw new IllegalArgumentException("box must have 4 values: actual=" + box.length);
        }
        if (landmarks != null && landmarks.length != LANDMARK_VALUES) {
            throw new IllegalArgumentException("landmarks must have 10 values: actual=" + landmarks.length);
        }
        if (landmarks != null && box == null) {
            throw new IllegalArgumentException("landmarks without box cannot stand in a list: path=" + path);
        }
    }

    /** A face of which nothing but the file and its identity is known. */
    public static FaceLine of(boolean aligned, String path, long label) {
        return new FaceLine(aligned, path, label, null, null);
    }

    /** A face of which the place is known, but not where its eyes are. */
    public static FaceLine boxed(boolean aligned, String path, long label, int[] box) {
        return new FaceLine(aligned, path, label, box, null);
    }

    /** Whether it says where the face is. */
    public boolean hasBox() {
        return box != null;
    }

    /** Whether it says where eyes, nose and mouth are. */
    public boolean hasLandmarks() {
        return landmarks != null;
    }

    /**
     * Whether {@code face2rec2.py} packs the line: it passes over faces that are neither aligned nor have landmarks,
     * without a word and without an id.
     */
    public boolean isPackedByFace2rec2() {
        return aligned || landmarks != null;
    }

    /** The same face with another label. */
    public FaceLine withLabel(long newLabel) {
        return new FaceLine(aligned, path, newLabel, box, landmarks);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FaceLine face
                && aligned == face.aligned
                && path.equals(face.path)
                && label == face.label
                && Arrays.equals(box, face.box)
                && Arrays.equals(landmarks, face.landmarks);
    }

    @Override
    public int hashCode() {
        return path.hashCode() * 31 + Long.hashCode(label);
    }

    @Override
    public String toString() {
        return "FaceLine[aligned=" + aligned + ", path=" + path + ", label=" + label + ", box=" + Arrays.toString(box)
                + ", landmarks=" + Arrays.toString(landmarks) + "]";
    }
}
