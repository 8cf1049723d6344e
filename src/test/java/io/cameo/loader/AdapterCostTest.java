package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The adapters cost nothing to those who do not use them. */
class AdapterCostTest {
    /** Parts of the paths of jars: the libraries, and what comes with DJL. */
    private static final List<String> OPTIONAL = List.of(
            "/ai/djl/", "/com/microsoft/onnxruntime/", "/com/google/code/gson/", "/net/java/dev/jna/", "/commons-");

    @TempDir
    Path folder;

    @Test
    void aLoaderRunsWithoutTheLibrariesOfAdapters() throws IOException, InterruptedException {
        Path rec = MadeRecords.write(folder.resolve("a.rec"), 0, 10);
        String[] whole = System.getProperty("java.class.path").split(File.pathSeparator);
        String without = Arrays.stream(whole)
                .filter(jar -> OPTIONAL.stream().noneMatch(jar::contains))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(without.split(File.pathSeparator)).hasSizeLessThanOrEqualTo(whole.length - 4);
        Path said = folder.resolve("said.txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        without,
                        LoaderAlone.class.getName(),
                        rec.toString())
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        String expected;
        try (Loader loader = Loader.of(rec).shuffle(5).batch(4).open()) {
            expected = LoaderAlone.sums(loader);
        }
        List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo(expected);
        assertThat(lines.get(1)).startsWith("ai/onnxruntime/");
        assertThat(lines.get(2)).startsWith("ai/djl/");
    }

    /** Scope "provided" keeps a library out of target/lib and out of the jar's class path. */
    @Test
    void noLibraryOfAnAdapterIsHandedOn() throws IOException, ParserConfigurationException, SAXException {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File("pom.xml"))
                .getDocumentElement();
        NodeList nodes = project.getElementsByTagName("dependency");
        Map<String, String> scopes = new HashMap<>();
        IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .forEach(dependency -> scopes.put(
                        text(dependency, "groupId") + ":" + text(dependency, "artifactId"),
                        text(dependency, "scope") + " " + text(dependency, "optional")));
        assertThat(scopes)
                .containsEntry("ai.djl:api", "provided true")
                .containsEntry("com.microsoft.onnxruntime:onnxruntime", "provided true")
                .containsEntry("ai.djl.onnxruntime:onnxruntime-engine", "test ");
    }

    private static String text(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
