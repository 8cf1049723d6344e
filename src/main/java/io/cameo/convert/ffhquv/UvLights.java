package io.cameo.convert.ffhquv;

import io.cameo.archive.FileTree;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.MappedFile;
import io.cameo.convert.Numbers;
import io.cameo.convert.RecordPage;
import io.cameo.dataset.ffhquv.FaceCoeffs;
import io.cameo.dataset.ffhquv.FaceLight;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.image.ContactSheet;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import io.cameo.texture.Deep3dLight;
import io.cameo.texture.DprLight;
import io.cameo.texture.LightSphere;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The lights of files, folders and archives.
 *
 * @param lights in the order of files and ids
 * @param faults of files that could not be read
 */
public record UvLights(List<NamedLight> lights, List<UvMetricsReport.Fault> faults) {
    private static final int COLUMNS = 8;
    private static final int BALL_PX = 150;
    private static final int MARGIN_PX = 10;
    private static final int FINER = 2;

    /** Takes copies. */
    public UvLights {
        lights = List.copyOf(lights);
        faults = List.copyOf(faults);
    }

    /**
     * Reads lights: {@code .npy} files, {@code .pt} files of coefficients, and what folders and archives have of both.
     *
     * @throws CorruptDataException if a file that was named cannot be read; one below a folder is a fault
     * @throws IOException if something is not there
     */
    public static UvLights read(List<Path> paths) throws IOException {
        List<NamedLight> lights = new ArrayList<>();
        List<UvMetricsReport.Fault> faults = new ArrayList<>();
        for (Path path : paths) {
            String name = String.valueOf(path.getFileName());
            if (Files.isRegularFile(path) && name.endsWith(".npy")) {
                try (MappedFile file = MappedFile.open(path)) {
                    add(UvPart.LIGHT, stem(name), path, file.segment(), lights);
                }
            } else if (Files.isRegularFile(path) && name.endsWith(".pt")) {
                try (MappedFile file = MappedFile.open(path)) {
                    add(UvPart.COEFFS, stem(name), path, file.segment(), lights);
                }
            } else if (Files.exists(path) && !name.endsWith(".rec") && !FileTree.isTree(path)) {
                throw new IllegalArgumentException(
                        "neither .npy nor .pt, nor a folder, an archive or records: " + path);
            } else {
                readTree(path, lights, faults);
            }
        }
        return new UvLights(lights, faults);
    }

    private static String stem(String name) {
        return name.replaceFirst("(_final_coeffs)?\\.(npy|pt)$", "");
    }

    private static void readTree(Path path, List<NamedLight> lights, List<UvMetricsReport.Fault> faults)
            throws IOException {
        try (UvTree tree = UvTree.open(List.of(path));
                UvReader reader = tree.reader()) {
            tree.problems().forEach(problem -> faults.add(new UvMetricsReport.Fault(problem.name(), problem.reason())));
            for (UvSet set : UvSet.values()) {
                for (UvSample sample : tree.samples(set)) {
                    for (UvPart part : List.of(UvPart.LIGHT, UvPart.COEFFS)) {
                        UvFile file = sample.file(part);
                        if (file == null) {
                            continue;
                        }
                        try {
                            add(part, sample.id(), file.path(), reader.read(file), lights);
                        } catch (CorruptDataException damaged) {
                            faults.add(new UvMetricsReport.Fault(sample.id(), damaged.reason()));
                        }
                    }
                }
            }
        }
    }

    private static void add(UvPart part, String name, Path path, MemorySegment bytes, List<NamedLight> lights) {
        if (part == UvPart.LIGHT) {
            lights.add(new NamedLight(
                    name, new DprLight(FaceLight.read(path, bytes).coefficients())));
        } else {
            FaceCoeffs.read(path, bytes)
                    .forEach((view, coeffs) ->
                            lights.add(new NamedLight(name + " " + view.word(), new Deep3dLight(coeffs.gamma()))));
        }
    }

    /** Those of one kind. */
    public UvLights only(NamedLight.Kind kind) {
        return new UvLights(
                lights.stream().filter(light -> light.kind() == kind).toList(), faults);
    }

    /** Of these, the kinds that there are. */
    public List<NamedLight.Kind> kinds() {
        return lights.stream().map(NamedLight::kind).distinct().sorted().toList();
    }

    /**
     * Draws a sheet of balls, white ones under each light.
     *
     * @param most of more, some that are spread evenly
     * @return how many were drawn
     * @throws IllegalArgumentException if there is no light, or there are both kinds, which cannot be compared
     */
    public int writeSheet(Path png, int most) throws IOException {
        if (kinds().size() != 1) {
            throw new IllegalArgumentException(
                    kinds().isEmpty()
                            ? "no lights to draw"
                            : "lights of both kinds, which are not comparable: take one, --kind dpr or gamma");
        }
        int shown = Math.min(most, lights.size());
        String title = "Lights (" + kinds().getFirst().word() + ")   " + Numbers.grouped(shown) + " of "
                + Numbers.grouped(lights.size());
        int columns = Math.min(COLUMNS, Math.max(4, shown));
        try (Arena arena = Arena.ofConfined();
                ContactSheet sheet =
                        ContactSheet.create(title, columns, Math.ceilDiv(shown, columns), BALL_PX + 2 * MARGIN_PX)) {
            for (int i = 0; i < shown; i++) {
                NamedLight light = lights.get((int) ((long) i * lights.size() / shown));
                sheet.add(
                        ball(light, BALL_PX, MARGIN_PX, ContactSheet.CELL, arena),
                        light.name() + "  " + direction(light));
            }
            RecordPage.write(png, sheet.toPng());
        }
        return shown;
    }

    /** A ball in the middle of a square of paper, drawn larger and averaged, so that its edge is smooth. */
    static Image ball(NamedLight light, int ballPx, int marginPx, int paper, Arena arena) {
        Image large = paper(FINER * (ballPx + 2 * marginPx), paper, arena);
        LightSphere.draw(light.light(), large.crop(FINER * marginPx, FINER * marginPx, FINER * ballPx, FINER * ballPx));
        Image image = paper(ballPx + 2 * marginPx, paper, arena);
        for (int y = 0; y < image.heightPx(); y++) {
            for (int x = 0; x < image.widthPx(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    int sum = 0;
                    for (int i = 0; i < FINER * FINER; i++) {
                        sum += large.sample(FINER * x + i % FINER, FINER * y + i / FINER, channel);
                    }
                    byte mean = (byte) Math.round(sum / (double) (FINER * FINER));
                    image.pixels().set(ValueLayout.JAVA_BYTE, y * image.strideBytes() + 3L * x + channel, mean);
                }
            }
        }
        return image;
    }

    private static Image paper(int sidePx, int rgb, Arena arena) {
        Image image = Image.allocate(arena, sidePx, sidePx, PixelFormat.BGR8);
        for (long i = 0; i < image.pixels().byteSize(); i++) {
            image.pixels().set(ValueLayout.JAVA_BYTE, i, (byte) (rgb >> (int) (i % 3 * 8)));
        }
        return image;
    }

    /** {@code 23 right 40 up}, in degrees. */
    public static String direction(NamedLight light) {
        long across = Math.round(light.azimuthDegrees());
        long up = Math.round(light.elevationDegrees());
        return String.format(
                Locale.ROOT,
                "%d %s %d %s",
                Math.abs(across),
                across < 0 ? "left" : "right",
                Math.abs(up),
                up < 0 ? "down" : "up");
    }
}
