package io.cameo.convert;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page read by a strict parser: what is not well-formed does not get this far. */
record ParsedPage(String source, Document document, ShowReport report) {
    static ParsedPage read(Path html, ShowReport report) throws Exception {
        String source = Files.readString(html);
        return new ParsedPage(
                source,
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(source))),
                report);
    }

    List<Element> elements(String name) {
        return list(document.getElementsByTagName(name));
    }

    List<Element> tiles() {
        return elements("button").stream()
                .filter(button -> button.getAttribute("class").equals("tile"))
                .toList();
    }

    List<Element> broken() {
        return elements("span").stream()
                .filter(span -> span.getAttribute("class").equals("broken"))
                .toList();
    }

    /** The JPEG of a tile. */
    byte[] picture(int tile) {
        Element image = (Element) tiles().get(tile).getElementsByTagName("img").item(0);
        return Base64.getDecoder().decode(image.getAttribute("src").replace("data:image/jpeg;base64,", ""));
    }

    /** The counts of a chart's bars. */
    List<Long> bars(String chart) {
        Element figure = elements("figure").stream()
                .filter(each -> each.getAttribute("id").equals(chart))
                .findFirst()
                .orElseThrow();
        return list(figure.getElementsByTagName("rect")).stream()
                .map(bar -> Long.parseLong(bar.getAttribute("data-n")))
                .toList();
    }

    long sum(String chart) {
        return bars(chart).stream().mapToLong(Long::longValue).sum();
    }

    List<String> attributes(String name) {
        return elements("*").stream()
                .filter(element -> element.hasAttribute(name))
                .map(element -> element.getAttribute(name))
                .toList();
    }

    String text() {
        return document.getDocumentElement().getTextContent();
    }

    private static List<Element> list(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            elements.add((Element) node);
        }
        return elements;
    }
}
