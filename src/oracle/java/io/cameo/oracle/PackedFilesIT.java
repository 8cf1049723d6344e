package io.cameo.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Transforms;
import io.cameo.loader.mxnet.MxNetImages;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Im2Rec} packs, with every kind of option, MXNet's reader and {@code ImageRecordIter} take. */
@Tag("oracle")
class PackedFilesIT {
    private static final Path DATA = Path.of("testdata/convert");
    private static final Path IMAGES = DATA.resolve("images");

    /** Less than any of the pictures: the iterator cuts out the middle. */
    private static final int SHAPE_PX = 24;

    @TempDir
    Path temp;

    record Case(String name, String list, int labelWidth, UnaryOperator<Im2Rec> options) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("as it comes", "base", 1, UnaryOperator.identity()),
                new Case("three workers", "base", 1, job -> job.workers(3)),
                new Case("quality 50", "base", 1, job -> job.quality(50)),
                new Case("gray", "base", 1, job -> job.color(ColorMode.GRAY)),
                new Case("unchanged", "base", 1, job -> job.color(ColorMode.UNCHANGED)),
                new Case("png", "base", 1, job -> job.encoding(Encoding.PNG).quality(9)),
                new Case("resized", "base", 1, job -> job.transform(Transforms.resizeShort(48))),
                new Case(
                        "cropped and resized",
                        "base",
                        1,
                        job -> job.transform(Transforms.centerSquareCrop(), Transforms.resizeShort(32))),
                new Case("pass-through", "base", 1, job -> job.passThrough(true)),
                new Case("first of several labels", "multi_nopack", 1, job -> job.passThrough(true)),
                new Case("all labels", "multi_pack", 3, job -> job.packLabels(true)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyRecordIsReadAsWeReadIt(Case packed) throws IOException {
        Path rec = pack(packed);
        List<String> lines = Files.readAllLines(list(packed));
        try (MxNetReader theirs = new MxNetReader(rec);
                RecordFile file = RecordFile.open(rec)) {
            assertThat(file.size()).isEqualTo(lines.size());
            RecordView view = new RecordView();
            for (int i = 0; i < lines.size(); i++) {
                file.read(i, view);
                assertThat(view.key()).isEqualTo(Long.parseLong(columns(lines.get(i))[0]));
                MemorySegment content = theirs.next();
                assertThat(content).isNotNull();
                assertThat(view.content().mismatch(content)).isEqualTo(-1);
                theirs.seek(file.index().offset(i));
                assertThat(view.content().mismatch(theirs.next())).isEqualTo(-1);
            }
            assertThat(theirs.next()).isNull();
        }
    }

    /** All pictures of these lists are JPEG or PNG, also where files go in as they are: MXNet decodes no others. */
    @ParameterizedTest
    @MethodSource("cases")
    void imageRecordIterTakesTheFile(Case packed) throws IOException {
        Path rec = pack(packed);
        List<float[]> labels = new ArrayList<>();
        Map<String, String> options = MxNetImages.options(List.of(rec), SHAPE_PX, SHAPE_PX, 1);
        options.put("label_width", Integer.toString(packed.labelWidth()));
        try (MxNetImages images = new MxNetImages(MxNet.LIBRARY, options)) {
            while (images.next()) {
                labels.add(images.labels());
                assertThat(images.pixels()).hasSize(3 * SHAPE_PX * SHAPE_PX);
            }
        }
        List<String> lines = Files.readAllLines(list(packed));
        assertThat(labels).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            String[] columns = columns(lines.get(i));
            for (int k = 0; k < packed.labelWidth(); k++) {
                assertThat(labels.get(i)[k]).isEqualTo(Float.parseFloat(columns[1 + k]));
            }
        }
    }

    private Path pack(Case packed) throws IOException {
        Path rec = temp.resolve("packed.rec");
        PackReport report =
                packed.options().apply(Im2Rec.from(list(packed), IMAGES)).writeTo(rec);
        assertThat(report.complete()).isTrue();
        assertThat(report.rejected()).isZero();
        return rec;
    }

    private Path list(Case packed) throws IOException {
        Path list = DATA.resolve("im2rec").resolve(packed.list() + ".lst");
        if (packed.labelWidth() == 1) {
            return list;
        }
        // The iterator wants equally many labels in each record; one line of the list has fewer.
        List<String> full = Files.readAllLines(list).stream()
                .filter(line -> columns(line).length == packed.labelWidth() + 2)
                .toList();
        assertThat(full).hasSizeGreaterThan(3);
        return Files.write(temp.resolve("full.lst"), full);
    }

    private static String[] columns(String line) {
        return line.split("\t", -1);
    }
}
