package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class RecordPageTest {
    private static final Path RECORDS = Path.of("testdata/record");

    @TempDir
    Path folder;

    private ParsedPage page(Path rec, RecordPage page) throws Exception {
        Path html = folder.resolve(rec.getFileName() + ".html");
        ShowReport report = page.writeTo(html);
        assertThat(report.output()).isEqualTo(html);
        assertThat(report.outputBytes()).isEqualTo(Files.size(html));
        return ParsedPage.read(html, report);
    }

    private ParsedPage page(Path rec) throws Exception {
        return page(rec, RecordPage.of(rec));
    }

    @Test
    void showsEveryRecordWithItsFacts() throws Exception {
        Path rec;
        try (Album album = new Album(folder.resolve("a.rec"))) {
            for (int i = 0; i < 30; i++) {
                album.add(i + 100, i % 3, Album.jpeg(40, 20 + i % 2, i * 8));
            }
            rec = album.commit();
        }
        ParsedPage page = page(rec);
        assertThat(page.report().isSound()).isTrue();
        assertThat(page.report().shown()).isEqualTo(30);
        assertThat(page.tiles()).hasSize(30);
        for (int i = 0; i < 30; i++) {
            Element tile = page.tiles().get(i);
            assertThat(tile.getAttribute("data-k")).isEqualTo(Integer.toString(i + 100));
            assertThat(tile.getAttribute("data-l")).isEqualTo(Integer.toString(i % 3));
            assertThat(tile.getAttribute("data-w")).isEqualTo("40");
            assertThat(tile.getAttribute("data-h")).isEqualTo(Integer.toString(20 + i % 2));
            assertThat(tile.getAttribute("data-p")).isEqualTo(Integer.toString(i));
            assertThat(tile.getAttribute("data-i"))
                    .isEqualTo("jpeg \u00b7 40\u00d7" + (20 + i % 2) + "\u00d73 \u00b7 8 bit");
            assertThat(tile.getTextContent()).contains("label " + i % 3, Integer.toString(i + 100));
        }
        assertThat(page.bars("labels")).containsExactly(10L, 10L, 10L);
        assertThat(page.bars("shapes")).containsExactly(15L, 15L);
        assertThat(page.sum("sizes")).isEqualTo(30);
        assertThat(page.text()).contains("all of 30 records", "covers the whole file", "none seen");
    }

    @Test
    void picturesAreTheRecordsOnes() throws Exception {
        Path rec;
        try (Album album = new Album(folder.resolve("a.rec"))) {
            album.add(0, 0, Album.picture(64, 64, 200, Encoding.PNG, PixelFormat.GRAY8));
            album.add(1, 0, Album.picture(64, 32, 0x40, Encoding.PNG, PixelFormat.BGR16));
            album.add(2, 0, Album.jpeg(3000, 1000, 90));
            rec = album.commit();
        }
        ParsedPage page = page(rec);
        int[] shades = {200, 0x40, 90};
        int[][] sizes = {{64, 64}, {64, 32}, {320, 107}};
        try (ImageCodec codec = ImageCodec.create()) {
            for (int i = 0; i < 3; i++) {
                Image image = codec.decode(MemorySegment.ofArray(page.picture(i)), ColorMode.COLOR);
                assertThat(image.widthPx()).isEqualTo(sizes[i][0]);
                assertThat(image.heightPx()).isEqualTo(sizes[i][1]);
                assertThat(image.sample(5, 5, 1)).isBetween(shades[i] - 2, shades[i] + 2);
            }
        }
        assertThat(page.tiles().get(1).getAttribute("data-i")).contains("png", "16 bit");
    }

    @Test
    void escapesWhateverAKeySays() throws Exception {
        List<String> keys = List.of(
                "<script>alert(1)</script>",
                "\" onmouseover=\"alert(2)",
                "'><img src=x onerror=alert(3)>",
                "a&b;&lt;",
                "]]>",
                "--></style></script>",
                "\u65e5\u672c\u8a9e \ud83d\ude00");
        Path rec;
        try (Album album = new Album(folder.resolve("<b>&.rec"))) {
            for (String key : keys) {
                album.add(
                        key, IrHeader.vector(new float[] {Float.NaN, Float.NEGATIVE_INFINITY}, 1), Album.jpeg(8, 8, 9));
            }
            album.add("\u202egnp\u0001\u0000", IrHeader.scalar(1, 1), Album.jpeg(8, 8, 9));
            rec = album.commit();
        }
        ParsedPage page = page(rec);
        for (int i = 0; i < keys.size(); i++) {
            assertThat(page.tiles().get(i).getAttribute("data-k")).isEqualTo(keys.get(i));
            assertThat(page.tiles().get(i).getElementsByTagName("bdi").item(0).getTextContent())
                    .isEqualTo(keys.get(i));
            assertThat(page.tiles().get(i).getAttribute("data-l")).isEqualTo("NaN -Infinity");
        }
        assertThat(page.tiles().getLast().getAttribute("data-k")).isEqualTo("\ufffdgnp\ufffd\ufffd");
        assertThat(page.elements("h1").getFirst().getTextContent()).isEqualTo("<b>&.rec");
        assertThat(page.elements("script")).hasSize(1);
        assertThat(page.source()).doesNotContain("<script>alert", "onmouseover=\"", "<img src=x");
        assertThat(page.bars("labels")).containsExactly(1L, 7L);
    }

    /** The browser runs the one script and the one style that we wrote, and loads nothing. */
    @Test
    void policyForbidsEverythingElse() throws Exception {
        ParsedPage page = page(RECORDS.resolve("insightface.rec"));
        String policy = page.elements("meta").stream()
                .map(meta -> meta.getAttribute("content"))
                .filter(content -> content.startsWith("default-src"))
                .findFirst()
                .orElseThrow();
        assertThat(policy).startsWith("default-src 'none'; img-src data:;").doesNotContain("unsafe", "http", "*");
        for (String kind : List.of("script", "style")) {
            String source = page.source();
            int begin = source.indexOf("<" + kind + ">") + kind.length() + 2;
            byte[] inside =
                    source.substring(begin, source.indexOf("</" + kind + ">")).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(inside);
            assertThat(policy)
                    .contains(kind + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        assertThat(page.source().replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "@import");
        for (String attribute : List.of("src", "href")) {
            assertThat(page.attributes(attribute))
                    .allMatch(value -> value.startsWith("data:") || value.startsWith("#"));
        }
        assertThat(page.attributes("style")).isEmpty();
    }

    @Test
    void identityRecordsAreLeftOutAndCounted() throws Exception {
        ParsedPage page = page(RECORDS.resolve("insightface.rec"));
        assertThat(page.report().isSound()).isTrue();
        assertThat(page.report().empty()).isPositive();
        assertThat(page.report().shown() + page.report().empty())
                .isEqualTo(page.report().records());
        assertThat(page.tiles()).hasSize(page.report().shown());
        assertThat(page.sum("sizes")).isEqualTo(page.report().shown());
        assertThat(page.text()).contains("without a picture");
    }

    @Test
    void damageIsShownAndListed() throws Exception {
        Path rec = RECORDS.resolve("corrupt/bad_magic_rec20.rec");
        ParsedPage page = page(rec);
        assertThat(page.report().isSound()).isFalse();
        assertThat(page.report().faulty()).isEqualTo(1);
        assertThat(page.report().faults().getFirst().reason()).startsWith("record magic mismatch");
        assertThat(page.tiles()).hasSize(61);
        assertThat(page.sum("sizes")).isEqualTo(60);
        assertThat(page.broken()).hasSize(1);
        assertThat(page.broken().getFirst().getTextContent()).contains("record magic mismatch");
        assertThat(page.elements("details").stream().map(Element::getTextContent))
                .anyMatch(text -> text.contains("record magic mismatch: expected=0xced7230a"));
    }

    @Test
    void picturesThatDoNotDecodeAreFaults() throws Exception {
        byte[] sound = Album.jpeg(64, 64, 100);
        byte[] cut = Arrays.copyOf(sound, sound.length / 2);
        Path rec;
        try (Album album = new Album(folder.resolve("a.rec"))) {
            album.add(0, 1, sound).add(1, 1, cut).add(2, 1, new byte[] {1, 2, 3});
            album.addContent("3", sound); // no header at all: the picture can be shown, its label is not known
            album.addContent("4", new byte[5]);
            rec = album.commit();
        }
        ParsedPage page = page(rec);
        assertThat(page.report().faulty()).isEqualTo(3);
        assertThat(page.report().faults().stream().map(ShowReport.Fault::key)).containsExactly("1", "2", "4");
        assertThat(page.broken()).hasSize(3);
        assertThat(page.tiles().get(3).getAttribute("data-l")).isEmpty();
        assertThat(page.sum("labels")).isEqualTo(3);
        assertThat(page.sum("sizes")).isEqualTo(5);
        assertThat(page.sum("shapes")).isEqualTo(5);
    }

    @Test
    void fileWithoutRecords() throws Exception {
        ParsedPage page = page(RECORDS.resolve("empty.rec"));
        assertThat(page.report().isSound()).isTrue();
        assertThat(page.tiles()).isEmpty();
        assertThat(page.text()).contains("There is no picture to show.");
    }

    @Test
    void everyGoldenMakesAPage() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("testdata"))) {
            List<Path> records = files.filter(file -> file.toString().endsWith(".rec"))
                    .sorted()
                    .toList();
            assertThat(records).hasSizeGreaterThan(10);
            for (Path rec : records) {
                ParsedPage page = page(rec);
                assertThat(page.tiles().size() + page.report().empty())
                        .isEqualTo(page.report().records());
                assertThat(page.sum("shapes")).isEqualTo(page.sum("sizes"));
            }
        }
    }

    @Test
    void showsASampleWhereThereAreTooManyAndSaysSo() throws Exception {
        Path rec;
        try (Album album = new Album(folder.resolve("a.rec"))) {
            byte[] picture = Album.jpeg(16, 16, 50);
            for (int i = 0; i < 3000; i++) {
                album.add(i, Math.floorDiv(i, 10), picture);
            }
            album.add(3000, 1e6f, picture);
            rec = album.commit();
        }
        ParsedPage page = page(rec, RecordPage.of(rec).limit(100));
        assertThat(page.tiles()).hasSize(100);
        assertThat(page.report().records()).isEqualTo(3001);
        assertThat(page.text()).contains("Pictures: 100, spread evenly over 3,001 records", "of the whole file");
        assertThat(page.sum("sizes")).isEqualTo(3001);
        // More labels than bars: how many labels have so many images.
        assertThat(page.sum("labels")).isEqualTo(301);
        assertThat(page.text()).contains("301 labels, median 10 images");
    }

    @Test
    void measurementsGetAHistogramOfValues() throws Exception {
        Path rec;
        try (Album album = new Album(folder.resolve("a.rec"))) {
            byte[] picture = Album.jpeg(16, 16, 50);
            for (int i = 0; i < 200; i++) {
                album.add(i, i == 7 ? Float.NaN : i == 8 ? Float.POSITIVE_INFINITY : i / 7f, picture);
            }
            rec = album.commit();
        }
        ParsedPage page = page(rec);
        assertThat(page.bars("labels")).hasSize(41).endsWith(2L);
        assertThat(page.sum("labels")).isEqualTo(200);
    }

    @Test
    void pagesStayBounded() throws Exception {
        Path rec;
        try (Album album = new Album(folder.resolve("a.rec"))) {
            byte[] noise = Files.readAllBytes(Path.of("testdata/image/src/rgb444_q95.jpg"));
            for (int i = 0; i < 4000; i++) {
                album.add(i, 0, noise);
            }
            rec = album.commit();
        }
        ParsedPage page = page(rec, RecordPage.of(rec).limit(4000));
        assertThat(page.report().shown()).isEqualTo(4000);
        assertThat(page.report().outputBytes()).isLessThan(4000 * 600L + 16_000_000);
    }

    @Test
    void choiceHoldsForPicturesOnly() throws Exception {
        Path rec = RECORDS.resolve("parts.rec");
        ParsedPage page = page(
                rec, RecordPage.of(rec).choice(new RecordChoice(List.of(), List.of("3", "5-7"), null, null, false)));
        assertThat(page.tiles().stream().map(tile -> tile.getAttribute("data-k")))
                .containsExactly("3", "5", "6", "7");
        assertThat(page.sum("sizes")).isEqualTo(61);
        assertThat(page.text()).contains("4 records that were asked for");
    }

    @Test
    void anIndexThatCannotBeReadIsSaidAndPassedOver() throws Exception {
        Path rec = folder.resolve("parts.rec");
        Files.copy(RECORDS.resolve("parts.rec"), rec);
        Files.writeString(RecordIndex.besides(rec), "not an index\n");
        ParsedPage page = page(rec);
        assertThat(page.tiles()).hasSize(61);
        assertThat(page.text()).contains("cannot be read, so keys count from 0");
    }

    @Test
    void cancelledRunsWriteNothing() throws IOException {
        RecordPage page = RecordPage.of(RECORDS.resolve("parts.rec"));
        page.cancel();
        ShowReport stopped = page.writeTo(folder.resolve("x.html"));
        assertThat(stopped.cancelled()).isTrue();
        assertThat(stopped.isSound()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void sizesAreChecked() {
        RecordPage page = RecordPage.of(RECORDS.resolve("parts.rec"));
        assertThatThrownBy(() -> page.limit(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page.limit(10_001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page.thumbPx(3)).isInstanceOf(IllegalArgumentException.class);
    }
}
