package io.cameo.convert.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvTree;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Reads every part of one id after the other. One for each worker. */
final class SampleCheck implements AutoCloseable {
    private final UvReader reader;
    private final MapCheck maps = new MapCheck();
    private final ViewCheck views = new ViewCheck();
    private final FaceCheck face = new FaceCheck();

    SampleCheck(UvTree tree) {
        reader = tree.reader();
    }

    void check(UvSample sample, UvFacts out) {
        out.begin(sample);
        views.begin();
        face.begin();
        for (Map.Entry<UvPart, UvFile> entry : sample.parts().entrySet()) {
            check(entry.getKey(), entry.getValue(), out);
        }
        views.end(out);
        face.end(sample.file(UvPart.MS_FACE), out);
    }

    private void check(UvPart part, UvFile file, UvFacts out) {
        MemorySegment bytes;
        try {
            bytes = reader.read(file);
        } catch (CorruptDataException damaged) {
            out.add(UvFault.FILE_BAD, file, damaged.reason());
            return;
        } catch (IOException failure) {
            out.add(UvFault.FILE_BAD, file, String.valueOf(failure.getMessage()));
            return;
        }
        out.files++;
        out.bytes += bytes.byteSize();
        try {
            check(part, file, bytes, out);
        } catch (CorruptDataException damaged) {
            out.add(fault(part, damaged.reason()), file, damaged.reason());
        }
    }

    private void check(UvPart part, UvFile file, MemorySegment bytes, UvFacts out) {
        switch (part) {
            case MAP -> maps.map(file, bytes, out);
            case FRONT -> views.view(FaceView.FRONT, file, bytes, out);
            case LEFT -> views.view(FaceView.LEFT, file, bytes, out);
            case RIGHT -> views.view(FaceView.RIGHT, file, bytes, out);
            case LATENT -> views.inverted(file, bytes, out);
            case ATTRIBUTES -> face.attributes(file, bytes, out);
            case MS_FACE -> face.service(file, bytes);
            case LIGHT -> face.light(file, bytes, out);
            case COEFFS -> face.coeffs(file, bytes, out);
            case REMAP_MASKS -> maps.masks(file, bytes, out);
        }
    }

    /** What readers refuse differs in what comes of it. */
    private static UvFault fault(UvPart part, String reason) {
        if (reason.contains("is not allowed") && reason.startsWith("pickle")) {
            return UvFault.PICKLE_FORBIDDEN;
        }
        return switch (part) {
            case MAP -> UvFault.MAP_BAD;
            case FRONT, LEFT, RIGHT, LATENT ->
                reason.startsWith("tensor has another shape") ? UvFault.LATENT_SHAPE : UvFault.LATENT_BAD;
            case ATTRIBUTES -> UvFault.ATTRIBUTES_BAD;
            case MS_FACE -> UvFault.FACE_BAD;
            case LIGHT -> UvFault.LIGHT_BAD;
            case COEFFS -> UvFault.COEFFS_BAD;
            case REMAP_MASKS -> UvFault.MASKS_BAD;
        };
    }

    @Override
    public void close() {
        try (reader) {
            maps.close();
        }
    }
}
