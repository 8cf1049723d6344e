package io.cameo.cli;

import io.cameo.convert.Im2Rec;
import io.cameo.image.Encoding;
import io.cameo.lst.LstDialect;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the lines of a list become records; goes to other machines as it is. */
final class PackOptions implements Serializable {
    private static final long serialVersionUID = 1;

    @Option(names = "--pass-through", description = "Store files as they are; nothing is decoded.")
    private boolean passThrough;

    @Option(names = "--unchanged", hidden = true, description = "The same, as im2rec.cc calls it.")
    private boolean unchanged;

    @Option(
            names = "--encoding",
            paramLabel = "EXT",
            description = ".jpg, .png, or for speed raw or lz4: see 'cameo transcode --help'. Default: .jpg")
    private String encoding = ".jpg";

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Option(names = "--pack-label", description = "Store all labels of a line, not the first alone.")
    private boolean packLabels;

    @Option(
            names = "--label-width",
            paramLabel = "N",
            description = "The list has N labels a line and white space between columns, as im2rec.cc reads it.")
    private @Nullable Integer labelWidth;

    /**
     * Sets a job up.
     *
     * @throws IllegalArgumentException if an option cannot be
     */
    void applyTo(Im2Rec job) {
        Integer width = labelWidth;
        job.transform(images.transforms())
                .color(images.color())
                .encoding(Encoding.ofExtension(encoding))
                .quality(images.quality())
                .packLabels(packLabels)
                .passThrough(passThrough || unchanged)
                .dialect(width == null ? LstDialect.TABS : LstDialect.whitespace(width));
    }
}
