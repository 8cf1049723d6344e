package io.cameo.convert.insightface;

import io.cameo.bytes.AtomicFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/** Which label became which: lines of {@code input TAB old TAB new}, as {@link io.cameo.record.LabelTable} reads them. */
final class LabelChanges {
    private static final int FLUSH_CHARS = 1 << 16;

    private LabelChanges() {}

    /** {@code train.labels.tsv} for {@code train.rec}. */
    static Path besides(Path rec) {
        String name = rec.getFileName().toString();
        String stem = name.endsWith(".rec") ? name.substring(0, name.length() - ".rec".length()) : name;
        return rec.resolveSibling(stem + ".labels.tsv");
    }

    /** Writes the table of one output, identities in the order of their inputs. */
    static Path write(Path rec, List<FaceFate> fates, List<FaceFate.Tally> tallies, int output) throws IOException {
        Path target = besides(rec);
        try (AtomicFile file = AtomicFile.create(target)) {
            StringBuilder text = new StringBuilder("# input\told\tnew\n");
            for (int input = 0; input < fates.size(); input++) {
                FaceFate fate = fates.get(input);
                BitSet identities = tallies.get(input).identities().get(output);
                for (int i = identities.nextSetBit(0); i >= 0; i = identities.nextSetBit(i + 1)) {
                    text.append(input)
                            .append('\t')
                            .append(label(fate.source().faces().labelOf(i)))
                            .append('\t')
                            .append(fate.labelOf().applyAsLong(i))
                            .append('\n');
                    if (text.length() > FLUSH_CHARS) {
                        flush(text, file);
                    }
                }
            }
            flush(text, file);
            file.commit();
        }
        return target;
    }

    /** A whole number without point and exponent; others as they are. */
    static String label(double label) {
        return Double.isFinite(label)
                ? new BigDecimal(label).stripTrailingZeros().toPlainString()
                : Double.toString(label);
    }

    private static void flush(StringBuilder text, AtomicFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
        while (bytes.hasRemaining()) {
            file.channel().write(bytes);
        }
    }
}
