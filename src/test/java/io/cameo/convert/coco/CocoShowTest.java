package io.cameo.convert.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.convert.ShowReport;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.CocoReader;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import java.io.IOException;
import java.io.StringReader;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Sheets and pages of a record file. */
class CocoShowTest {
    @TempDir
    Path folder;

    private Path json = Path.of("");
    private Path rec = Path.of("");

    @BeforeEach
    void encode() throws IOException {
        json = EdgeSamples.annotations(folder);
        rec = EdgeSamples.records(folder, json);
    }

    private static Document parse(Path html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(html))));
    }

    private static List<Element> elements(Document page, String name, String style) {
        List<Element> out = new ArrayList<>();
        NodeList nodes = page.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            Element element = (Element) nodes.item(i);
            if (element.getAttribute("class").equals(style)) {
                out.add(element);
            }
        }
        return out;
    }

    private static long bars(Document page, String chart, boolean weighted) {
        NodeList figures = page.getElementsByTagName("figure");
        long sum = 0;
        for (int i = 0; i < figures.getLength(); i++) {
            Element figure = (Element) figures.item(i);
            if (figure.getAttribute("id").equals(chart)) {
                NodeList bars = figure.getElementsByTagName("rect");
                for (int bar = 0; bar < bars.getLength(); bar++) {
                    sum += Long.parseLong(((Element) bars.item(bar)).getAttribute("data-n")) * (weighted ? bar : 1);
                }
            }
        }
        return sum;
    }

    @Test
    void aPageShowsEveryImageAndCountsThem() throws Exception {
        Path html = folder.resolve("page.html");
        ShowReport report = CocoPage.of(rec).writeTo(html);
        Document page = parse(html);
        int images = 0;
        int rows = 0;
        int persons = 0;
        int marked = 0;
        try (CocoFile file = CocoFile.open(json);
                CocoReader reader = file.reader()) {
            for (int i = 0; i < file.images(); i++) {
                images += file.annotations(i) > 0 ? 1 : 0;
                rows += file.annotations(i);
                for (var annotation : reader.read(i)) {
                    boolean person = !annotation.crowd() && annotation.area() != 0;
                    persons += person ? 1 : 0;
                    marked += person ? annotation.numKeypoints() : 0;
                }
            }
        }
        assertThat(report.isSound()).isTrue();
        assertThat(report.shown()).isEqualTo(images);
        assertThat(elements(page, "li", "card")).hasSize(images);
        for (String layer : List.of("photo", "over", "plane")) {
            assertThat(elements(page, "img", layer)).hasSize(images);
        }
        assertThat(page.getElementsByTagName("tr").getLength()).isEqualTo(rows + images);
        assertThat(bars(page, "crowding", false)).isEqualTo(images);
        assertThat(bars(page, "marked", false)).isEqualTo(persons);
        assertThat(bars(page, "sizes", false)).isEqualTo(persons);
        assertThat(bars(page, "marked", true)).isEqualTo(marked);
        assertThat(Files.readString(html))
                .doesNotContain("src=\"http", "src=\"images", "href=\"http", "url(")
                .contains("style-src &#39;sha256-");
    }

    @Test
    void aSheetHasATileForEach() throws IOException {
        Path png = folder.resolve("sheet.png");
        ShowReport report = CocoSheet.of(rec).limit(6).writeTo(png);
        assertThat(report.shown()).isEqualTo(6);
        assertThat(report.outputBytes()).isEqualTo(Files.size(png));
        try (ImageCodec codec = ImageCodec.create()) {
            Image sheet = codec.decode(MemorySegment.ofArray(Files.readAllBytes(png)), ColorMode.COLOR);
            assertThat(sheet.widthPx()).isEqualTo(2 * 32 + 4 * (440 + 14) - 14);
            assertThat(sheet.heightPx()).isEqualTo(2 * 32 + 64 + 2 * (330 + 20 + 14) - 14);
        }
    }

    @Test
    void onlyThoseThatAreAskedForInTheirOrder() throws Exception {
        Path html = folder.resolve("page.html");
        ShowReport report = CocoPage.of(rec).ids(List.of(14L, 4711L, 2L, 14L)).writeTo(html);
        assertThat(report.missingKeys()).containsExactly("4711");
        assertThat(report.isSound()).isFalse();
        assertThat(elements(parse(html), "li", "card"))
                .satisfiesExactly(
                        card -> assertThat(heading(card)).isEqualTo("14"),
                        card -> assertThat(heading(card)).isEqualTo("2"));
    }

    private static String heading(Element card) {
        return card.getElementsByTagName("b").item(0).getTextContent();
    }

    @Test
    void damageIsShownAndTheOthersToo() throws Exception {
        EdgeSamples.damage(rec, 3);
        Path html = folder.resolve("page.html");
        ShowReport report = CocoPage.of(rec).writeTo(html);
        assertThat(report.faulty()).isEqualTo(1);
        assertThat(report.faults().getFirst().position()).isEqualTo(3);
        assertThat(elements(parse(html), "div", "stage broken")).hasSize(1);
        assertThat(elements(parse(html), "img", "over")).hasSize(report.shown() - 1);
        ShowReport sheet = CocoSheet.of(rec).limit(50).writeTo(folder.resolve("sheet.png"));
        assertThat(sheet.faults()).isEqualTo(report.faults());
    }

    @Test
    void namesFromTheFileAreText() throws Exception {
        String name = "<i>&\".jpg";
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.copy(EdgeSamples.IMAGES.resolve("000000000002.jpg"), images.resolve(name));
        Path odd = folder.resolve("odd.json");
        int[] size = new int[2];
        try (CocoFile file = CocoFile.open(json)) {
            size[0] = file.image(file.positionOf(2)).widthPx();
            size[1] = file.image(file.positionOf(2)).heightPx();
        }
        String text = """
            {"images":[{"id":5,"file_name":"<i>&\\".jpg","width":WIDTH,"height":HEIGHT}],
            "categories":[{"id":1,"name":"<b>"}],"annotations":[{"id":1,"image_id":5,"category_id":1,"iscrowd":0,
            "area":4,"bbox":[1,1,4,3],"num_keypoints":0,"keypoints":[0,0,0],"segmentation":[[1,1,5,1,5,4]]}]}
            """;
        Files.writeString(odd, text.replace("WIDTH", "" + size[0]).replace("HEIGHT", "" + size[1]));
        CocoEncode.from(odd, images).writeTo(folder.resolve("odd.rec"));
        Path html = folder.resolve("odd.html");
        CocoPage.of(folder.resolve("odd.rec")).writeTo(html);
        Document page = parse(html);
        assertThat(page.getElementsByTagName("bdi").item(0).getTextContent()).startsWith(name);
        assertThat(page.getDocumentElement().getTextContent()).contains("<b>");
    }

    @Test
    void aWishToStopLeavesNothing() throws IOException {
        CocoPage page = CocoPage.of(rec);
        page.cancel();
        assertThat(page.writeTo(folder.resolve("page.html")).cancelled()).isTrue();
        CocoSheet sheet = CocoSheet.of(rec);
        sheet.cancel();
        assertThat(sheet.writeTo(folder.resolve("sheet.png")).cancelled()).isTrue();
        assertThat(folder.resolve("page.html")).doesNotExist();
        assertThat(folder.resolve("sheet.png")).doesNotExist();
        assertThatThrownBy(() -> sheet.limit(0)).hasMessage("limit out of range: limit=0, allowed=1..1000");
    }
}
