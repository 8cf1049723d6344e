package io.cameo.image;

class JpegDecoderOpenCvTest extends JpegDecoderContract {
    @Override
    protected JpegDecoder create() {
        return JpegDecoder.create(JpegLibrary.OPENCV);
    }
}
