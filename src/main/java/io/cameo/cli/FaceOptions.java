package io.cameo.cli;

import io.cameo.convert.insightface.FaceSettings;
import io.cameo.face.DetectorKind;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a face becomes a crop. */
final class FaceOptions implements Serializable {
    private static final long serialVersionUID = 1;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "Height and width of a crop: 112x112, 112x96, or N*112 or N*128 square. Default: 112x112")
    private Size size = new Size(112, 112);

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            description = "Find faces where the list has no landmarks: mtcnn, yunet, or haar, which needs no model"
                    + " file but sees only the eyes, so that crops are approximate.")
    private @Nullable String detector;

    @Option(names = "--models", paramLabel = "DIR", description = "Where the detector's models lie. Default: models")
    private String models = "models"; // text, so that it can go to other machines

    @Option(names = "--realign", description = "Trust neither landmarks nor crops of the list: detect them anew.")
    private boolean realign;

    @Option(
            names = "--no-face",
            paramLabel = "WHAT",
            description = "An image without a face: reject it, or centre-crop it, unaligned. Default: reject")
    private String noFace = "reject";

    @Option(names = "--poses", description = "Choose among five templates, left to right profile, the one that fits.")
    private boolean poses;

    @Option(
            names = "--check",
            paramLabel = "HOW",
            description = "How files that are aligned already are looked at: decode, or structure, which is several"
                    + " times faster. Default: decode")
    private String check = "decode";

    @Option(
            names = "--quality",
            paramLabel = "Q",
            description = "JPEG quality 0-100, or PNG compression 0-9. Default: 95")
    private int quality = 95;

    @Option(names = "--encoding", paramLabel = "EXT", description = "Of crops: .jpg or .png. Default: .jpg")
    private String encoding = ".jpg";

    @Option(names = "--color", paramLabel = "MODE", description = "1 colour, 0 gray, -1 as stored. Default: 1")
    private int color = 1;

    private record Size(int heightPx, int widthPx) implements Serializable {}

    /** Names the folder of the models as other processes know it. */
    void makeAbsolute() {
        models = Path.of(models).toAbsolutePath().normalize().toString();
    }

    /** @throws IllegalArgumentException if options contradict each other or name what there is not */
    FaceSettings settings() {
        FaceSettings settings = FaceSettings.USUAL
                .withSize(size.heightPx(), size.widthPx())
                .withColor(ColorMode.ofFlag(color))
                .withEncoding(Encoding.ofExtension(encoding), quality)
                .withNoFace(oneOf("--no-face", noFace, FaceSettings.NoFace.values()))
                .withCheck(oneOf("--check", check, FaceSettings.Check.values()));
        String name = detector;
        if (name != null) {
            settings = settings.withDetector(DetectorKind.of(name), Path.of(models));
        }
        if (poses) {
            settings = settings.withPoses();
        }
        return realign ? settings.withRealign() : settings;
    }

    private static <E extends Enum<E>> E oneOf(String option, String text, E[] values) {
        String wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
        StringBuilder known = new StringBuilder();
        for (E value : values) {
            if (value.name().equals(wanted)) {
                return value;
            }
            known.append(known.isEmpty() ? "" : ", ")
                    .append(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        throw new IllegalArgumentException(option + " takes " + known + ": " + text);
    }

    private static final class SizeConverter implements ITypeConverter<Size> {
        @Override
        public Size convert(String text) {
            String[] sides = text.split("[x,]", -1);
            try {
                if (sides.length == 2) {
                    return new Size(Integer.parseInt(sides[0].strip()), Integer.parseInt(sides[1].strip()));
                }
            } catch (NumberFormatException notNumbers) {
                throw (TypeConversionException) new TypeConversionException(said(text)).initCause(notNumbers);
            }
            throw new TypeConversionException(said(text));
        }

        private static String said(String text) {
            return "a size is height x width, as 112x112: " + text;
        }
    }
}
