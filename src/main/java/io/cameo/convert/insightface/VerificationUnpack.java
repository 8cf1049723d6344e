package io.cameo.convert.insightface;

import io.cameo.bytes.AtomicFile;
import io.cameo.convert.ImageFile;
import io.cameo.dataset.verification.VerificationSet;
import io.cameo.dataset.verification.VerificationWriter;
import io.cameo.image.ImageKind;
import io.cameo.image.Integrity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes the images of a verification set into a folder, as they are stored, with a list that packs them back.
 *
 * <p>Pair 41 is {@code 000041_a.jpg} and {@code 000041_b.jpg}, each with the extension of its bytes, and a line of
 * {@value #LIST}. Packing that list with {@link VerificationPack#anySize} gives the same file byte for byte if it was a
 * pickle of protocol 4 of bytes; any other dialect becomes one. Nothing in the file is executed, nothing decoded.
 */
public final class VerificationUnpack {
    /** The list, in the folder: {@code path path 0|1}. */
    public static final String LIST = "pairs_label.txt";

    private final VerificationSet set;
    private final Path folder;
    private final List<VerificationUnpackReport.Fault> faults = new ArrayList<>();
    private int damaged;
    private long payloadBytes;

    private VerificationUnpack(VerificationSet set, Path folder) {
        this.set = set;
        this.folder = folder;
    }

    /**
     * Unpacks a set.
     *
     * @param folder is made if it is not there; files of the same names are replaced
     * @throws io.cameo.bytes.CorruptDataException if it is no set of pairs, or asks for anything to be executed
     * @throws IOException if it cannot be opened or something cannot be written
     */
    public static VerificationUnpackReport unpack(Path bin, Path folder) throws IOException {
        try (VerificationSet set = VerificationSet.open(bin)) {
            return new VerificationUnpack(set, folder).run();
        }
    }

    private VerificationUnpackReport run() throws IOException {
        long begin = System.nanoTime();
        Files.createDirectories(folder);
        Path list = folder.resolve(LIST);
        StringBuilder lines = new StringBuilder();
        for (int pair = 0; pair < set.pairs(); pair++) {
            String first = write(2 * pair, String.format(Locale.ROOT, "%06d_a", pair));
            String second = write(2 * pair + 1, String.format(Locale.ROOT, "%06d_b", pair));
            lines.append(first).append(' ').append(second).append(set.same(pair) ? " 1\n" : " 0\n");
        }
        for (int image = 2 * set.pairs(); image < set.images(); image++) {
            write(image, String.format(Locale.ROOT, "surplus_%06d", image));
        }
        List<String> differences = differences();
        try (AtomicFile file = AtomicFile.create(list)) {
            ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.channel().write(bytes);
            }
            file.commit();
        }
        return new VerificationUnpackReport(
                set.path(),
                folder,
                list,
                set.pairs(),
                set.images(),
                set.images() - 2 * set.pairs(),
                damaged,
                faults,
                differences,
                payloadBytes,
                System.nanoTime() - begin);
    }

    private String write(int index, String stem) throws IOException {
        MemorySegment bytes = set.image(index);
        String name = stem + ImageKind.of(bytes).extension();
        ImageFile.write(folder.resolve(name), bytes);
        payloadBytes += bytes.byteSize();
        Integrity.fault(bytes).ifPresent(reason -> {
            damaged++;
            if (faults.size() < VerificationUnpackReport.MOST_FAULTS) {
                faults.add(new VerificationUnpackReport.Fault(name, reason));
            }
        });
        return name;
    }

    /** What keeps a set from coming back the same: found out by writing it, where nothing simpler tells. */
    private List<String> differences() throws IOException {
        List<String> found = new ArrayList<>();
        if (set.elements() != VerificationSet.Elements.BYTES) {
            found.add("its images are "
                    + (set.elements() == VerificationSet.Elements.ARRAYS ? "numpy arrays" : "bytes written as text"));
        }
        if (set.protocol() != 4) {
            found.add("it is a pickle of protocol " + (set.protocol() == 0 ? "0 or 1" : set.protocol()));
        }
        if (set.images() > 2 * set.pairs()) {
            found.add("it has images beyond its pairs");
        }
        if (set.trailingBytes() > 0) {
            found.add("bytes follow the pickle");
        }
        if (damaged > 0) {
            found.add("damaged images are not packed");
        }
        if (found.isEmpty() && !comesBackTheSame()) {
            found.add("it was written by another program than Python's own pickle, or images are shared");
        }
        return found;
    }

    private boolean comesBackTheSame() throws IOException {
        Path again = folder.resolve(LIST + ".again");
        try (VerificationWriter writer = VerificationWriter.create(again, set.pairs())) {
            for (int pair = 0; pair < set.pairs(); pair++) {
                writer.add(set.image(2 * pair), set.image(2 * pair + 1), set.same(pair));
            }
            writer.finish();
            return Files.mismatch(again, set.path()) < 0;
        } finally {
            Files.deleteIfExists(again);
        }
    }
}
