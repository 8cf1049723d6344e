package io.cameo.convert.matting;

import io.cameo.archive.TreeFile;
import io.cameo.convert.RecordJob;
import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingInstance;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A plan in files, each of which says all that is needed to pack a part of it: who lists a tree once can hand out parts, and
 * who packs one lists nothing. Made for one run; not a format.
 */
final class PlanFiles {
    private static final int BUFFER_BYTES = 1 << 16;
    /** What it costs to open a file, in bytes that could be read instead: many small files are not a small part. */
    private static final long OPENING_BYTES = 1 << 15;

    private PlanFiles() {}

    /**
     * Writes a plan in so many parts of about the same number of bytes to read, or fewer where there are few items. What is
     * no image is in parts of its own: it counts for less when all was rejected.
     */
    static List<MattingPackPart> write(List<PackItem> plan, Path folder, int parts) throws IOException {
        long all = plan.stream().mapToLong(PlanFiles::weightBytes).sum();
        List<MattingPackPart> written = new ArrayList<>();
        long before = 0;
        int from = 0;
        for (int i = 0; i < plan.size(); i++) {
            int part = partOf(before, all, parts);
            before += weightBytes(plan.get(i));
            boolean isLast = i + 1 == plan.size()
                    || partOf(before, all, parts) != part
                    || isImage(plan.get(i)) != isImage(plan.get(i + 1));
            if (isLast) {
                Path file = folder.resolve(String.format(Locale.ROOT, "plan-%05d", written.size()));
                List<PackItem> items = plan.subList(from, i + 1);
                write(items, file);
                written.add(new MattingPackPart(file.toString(), items.size(), isImage(items.getFirst())));
                from = i + 1;
            }
        }
        return written;
    }

    private static int partOf(long beforeBytes, long allBytes, int parts) {
        return (int) Math.min(parts - 1, (double) beforeBytes / allBytes * parts);
    }

    private static boolean isImage(PackItem item) {
        return item instanceof PackItem.Frame;
    }

    private static long weightBytes(PackItem item) {
        return switch (item) {
            case PackItem.Frame frame -> weightBytes(frame.frame());
            case PackItem.Files files ->
                files.files().stream().mapToLong(PlanFiles::weightBytes).sum();
            case PackItem.Bad _, PackItem.Manifest _ -> OPENING_BYTES;
        };
    }

    /** Images that a synthesiser kept besides weigh nothing here: they are copied, if at all, while mattes are coded anew. */
    private static long weightBytes(MattingFrame frame) {
        long bytes = weightBytes(frame.image());
        for (MattingInstance instance : frame.instances()) {
            TreeFile mask = instance.mask();
            bytes += weightBytes(instance.alpha()) + (mask == null ? 0 : weightBytes(mask));
        }
        return bytes;
    }

    private static long weightBytes(TreeFile file) {
        return OPENING_BYTES + file.sizeBytes();
    }

    private static void write(List<PackItem> items, Path file) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
            for (PackItem item : items) {
                PackItemCode.write(out, item);
            }
        }
    }

    /** The items of a part. One thread at a time. */
    static final class Reader implements RecordJob.Items<PackItem> {
        private final DataInputStream in;
        private long left;

        Reader(MattingPackPart part) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(part.plan())), BUFFER_BYTES));
            left = part.items();
        }

        @Override
        public @Nullable PackItem next() throws IOException {
            return left-- > 0 ? PackItemCode.read(in) : null;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
