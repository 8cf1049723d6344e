package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FaceAttributes;
import io.cameo.dataset.ffhquv.FaceCoeffs;
import io.cameo.dataset.ffhquv.FaceLight;
import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.MsFace;
import io.cameo.dataset.ffhquv.UvFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the project knows of a face: attributes, what the face service said, light, coefficients. One worker's. */
final class FaceCheck {
    private static final double RIGHT_ANGLE = 90;

    private @Nullable FaceAttributes said;

    void begin() {
        said = null;
    }

    void attributes(UvFile file, MemorySegment json, UvFacts out) {
        FaceAttributes read = FaceAttributes.read(file.path(), json.toArray(ValueLayout.JAVA_BYTE));
        out.attributes = read;
        range("Age", read.ageYears(), 0, MetaCheck.OLDEST_YEARS, file, out);
        range("Baldness", read.baldness(), 0, 1, file, out);
        range("Beard", read.beard(), 0, 1, file, out);
        range("Expression", read.expression(), 0, 1, file, out);
        range("Gender", read.gender(), 0, 1, file, out);
        range("Glasses", read.glasses(), 0, 1, file, out);
        range("Pitch", read.pitchDegrees(), -RIGHT_ANGLE, RIGHT_ANGLE, file, out);
        range("Yaw", read.yawDegrees(), -RIGHT_ANGLE, RIGHT_ANGLE, file, out);
    }

    private static void range(String field, double value, double least, double most, UvFile file, UvFacts out) {
        if (!(value >= least && value <= most)) {
            out.add(UvFault.ATTRIBUTES_RANGE, file, MetaCheck.outOfRange(field, value, least, most));
        }
    }

    void service(UvFile file, MemorySegment pickle) {
        said = MsFace.read(file.path(), pickle).attributes();
    }

    void light(UvFile file, MemorySegment npy, UvFacts out) {
        finite(FaceLight.read(file.path(), npy).coefficients(), "light", file, out);
    }

    void coeffs(UvFile file, MemorySegment pt, UvFacts out) {
        for (Map.Entry<FaceView, FaceCoeffs> entry :
                FaceCoeffs.read(file.path(), pt).entrySet()) {
            FaceCoeffs coeffs = entry.getValue();
            for (float[] values : List.of(
                    coeffs.identity(),
                    coeffs.expression(),
                    coeffs.texture(),
                    coeffs.angle(),
                    coeffs.gamma(),
                    coeffs.translation())) {
                finite(values, entry.getKey().word(), file, out);
            }
        }
    }

    private static void finite(float[] values, String what, UvFile file, UvFacts out) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                out.add(UvFault.VALUE_NOT_FINITE, file, "in=" + what + ", at=" + i + ", value=" + values[i]);
                return;
            }
        }
    }

    /** When all parts of the id were read. */
    void end(@Nullable UvFile face, UvFacts out) {
        FaceAttributes one = out.attributes;
        FaceAttributes other = said;
        if (one != null && other != null && !one.equals(other)) {
            out.add(UvFault.ATTRIBUTES_DIFFER, face, "file=" + one + ", service=" + other);
        }
    }
}
