package io.cameo.image;

import org.bytedeco.opencv.global.opencv_imgproc;

/** What {@link ImageOps#convert} can do, 8 bits a sample. */
public enum ColorConversion {
    /** By OpenCV's weights. */
    BGR_TO_GRAY(PixelFormat.BGR8, PixelFormat.GRAY8),
    /** The same weights with red and blue mistaken for each other. ImageRecordIter does that in its colour jitter. */
    RGB_TO_GRAY(PixelFormat.BGR8, PixelFormat.GRAY8),
    /** The same sample three times. */
    GRAY_TO_BGR(PixelFormat.GRAY8, PixelFormat.BGR8),
    /** Hue from 0 to 180, lightness and saturation from 0 to 255, in place of B, G and R. */
    BGR_TO_HLS(PixelFormat.BGR8, PixelFormat.BGR8),
    /** The way back. */
    HLS_TO_BGR(PixelFormat.BGR8, PixelFormat.BGR8);

    private final PixelFormat from;
    private final PixelFormat to;

    ColorConversion(PixelFormat from, PixelFormat to) {
        this.from = from;
        this.to = to;
    }

    PixelFormat from() {
        return from;
    }

    PixelFormat to() {
        return to;
    }

    int code() {
        return switch (this) {
            case BGR_TO_GRAY -> opencv_imgproc.COLOR_BGR2GRAY;
            case RGB_TO_GRAY -> opencv_imgproc.COLOR_RGB2GRAY;
            case GRAY_TO_BGR -> opencv_imgproc.COLOR_GRAY2BGR;
            case BGR_TO_HLS -> opencv_imgproc.COLOR_BGR2HLS;
            case HLS_TO_BGR -> opencv_imgproc.COLOR_HLS2BGR;
        };
    }
}
