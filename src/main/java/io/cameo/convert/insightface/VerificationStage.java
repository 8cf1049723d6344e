package io.cameo.convert.insightface;

import io.cameo.convert.PackedImage;
import io.cameo.image.BadImageException;
import io.cameo.image.ImageHeader;
import io.cameo.lst.FaceLine;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;

/** Makes of one image of a pair what is stored of it: the image itself if it has the size, a crop if not. */
final class VerificationStage implements Stage<String, FaceScratch, FaceCrop> {
    private final VerificationImages images;
    private final FaceSettings settings;
    private final boolean anySize;
    private final FaceStage faces;

    VerificationStage(VerificationImages images, FaceSettings settings, boolean anySize) {
        this.images = images;
        this.settings = settings;
        this.anySize = anySize;
        faces = new FaceStage(settings);
    }

    @Override
    public void apply(String name, FaceScratch scratch, FaceCrop out) throws RejectedItemException {
        PackedImage file = scratch.file();
        images.read(name, scratch.images(), file);
        if (anySize) {
            try {
                scratch.codec().decode(file.payload(), settings.color());
            } catch (BadImageException bad) {
                throw new RejectedItemException(bad.reason());
            }
            FaceLine line = FaceLine.of(true, name, 0);
            out.bytes().copyFrom(file.payload());
            out.is(FaceCrop.Origin.PASSED_THROUGH, line, line);
            return;
        }
        ImageHeader header = ImageHeader.of(file.payload());
        boolean hasSize = header.widthPx() == settings.widthPx() && header.heightPx() == settings.heightPx();
        faces.apply(FaceLine.of(hasSize || settings.detector() == null, name, 0), file, scratch, out);
    }
}
