package io.cameo.image;

/** What a decoded image should look like; exactly the flags of {@code cv2.imread}, under the numbers im2rec uses. */
public enum ColorMode {
    /** As stored: alpha kept, 16 bits kept, gray stays gray, EXIF orientation <em>not</em> applied. */
    UNCHANGED(-1),
    /** One 8-bit channel, EXIF orientation applied. A colour JPEG gives its own luma, not a mix of B, G and R. */
    GRAY(0),
    /** Three 8-bit channels B, G, R: alpha dropped, 16 bits reduced to 8, EXIF orientation applied. */
    COLOR(1);

    private final int flag;

    ColorMode(int flag) {
        this.flag = flag;
    }

    /** The number that {@code cv2.imread} and {@code im2rec --color} take. */
    public int flag() {
        return flag;
    }

    /** The mode under im2rec's number.
     *
     * @throws IllegalArgumentException if no mode has this number */
    public static ColorMode ofFlag(int flag) {
        return switch (flag) {
            case -1 -> UNCHANGED;
            case 0 -> GRAY;
            case 1 -> COLOR;
            default -> throw new IllegalArgumentException("no such colour mode: color=" + flag + ", known=-1, 0, 1");
        };
    }
}
