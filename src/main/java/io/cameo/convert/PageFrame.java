package io.cameo.convert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * What stands around every page: a head with the style of the house, and at the end a script. The page's policy lets these
 * very bytes run and no others, and load nothing but what is inside the page.
 */
public final class PageFrame {
    private final String title;
    private final String style;
    private final String script;

    /**
     * A frame.
     *
     * @param title of the window
     * @param moreStyle CSS that comes behind that of the house
     * @param script JavaScript that runs when the page is there
     */
    public PageFrame(String title, String moreStyle, String script) throws IOException {
        this.title = title;
        style = "\n" + resource("page.css") + moreStyle;
        // Well-formed XML for whoever reads it so; a comment for browsers.
        this.script = "//<![CDATA[\n" + script + "//]]>";
    }

    /** Everything before the content, as new markup that the content may be appended to. */
    public Markup head() {
        Markup page = new Markup().raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n");
        page.raw("<meta http-equiv=\"Content-Security-Policy\"")
                .attribute(
                        "content",
                        "default-src 'none'; img-src data:; style-src " + hash(style) + "; script-src " + hash(script)
                                + "; base-uri 'none'; form-action 'none'")
                .raw("/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        return page.element("title", title).raw("\n<style>").raw(style).raw("</style></head>\n<body>\n");
    }

    /** Everything behind the content. */
    public Markup foot() {
        return new Markup().raw("<script>").raw(script).raw("</script>\n</body></html>\n");
    }

    /** One box of the figures on top of a page, which stand in a {@code <dl class="facts">}. */
    public static Markup fact(String name, String value) {
        return new Markup()
                .raw("<div>")
                .element("dt", name)
                .element("dd", value)
                .raw("</div>");
    }

    /** A text that lies beside this class, or in a folder there. */
    public static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(PageFrame.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String hash(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
