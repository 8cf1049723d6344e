package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.UvSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Latents in archives of a thousand ids each, {@code face-latents/000.zip}, as the release has them, but stored. In order. */
final class LatentShards implements AutoCloseable {
    private final Path folder;
    private @Nullable StoredZip zip;
    private int shard = -1;

    LatentShards(Path folder) {
        this.folder = folder.resolve(UvInterpolate.LATENTS);
    }

    private static Path file(Path latents, int shard) {
        return latents.resolve(String.format(Locale.ROOT, "%03d.zip", shard));
    }

    /** Of the samples that an earlier run made, those whose shards are whole: all that were planned for them are in them. */
    static BitSet whole(Path folder, List<Blend> plan, BitSet made) throws IOException {
        BitSet whole = new BitSet();
        for (int begin = 0; begin < plan.size(); begin += UvSample.IDS_PER_SHARD) {
            int end = Math.min(plan.size(), begin + UvSample.IDS_PER_SHARD);
            Path file = file(folder.resolve(UvInterpolate.LATENTS), begin / UvSample.IDS_PER_SHARD);
            if (made.nextClearBit(begin) >= end && hasEntries(file, (end - begin) * FaceView.values().length)) {
                whole.set(begin, end);
            }
        }
        return whole;
    }

    private static boolean hasEntries(Path file, int count) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() == count;
        } catch (ZipException damaged) {
            return false;
        }
    }

    /** Adds the files of a sample, whose number is higher than the last one's. */
    void add(int number, BlendStage.Made made) throws IOException {
        StoredZip open = zip;
        if (open == null || number / UvSample.IDS_PER_SHARD != shard) {
            finish();
            shard = number / UvSample.IDS_PER_SHARD;
            Files.createDirectories(folder);
            open = StoredZip.create(file(folder, shard));
            zip = open;
        }
        for (FaceView view : FaceView.values()) {
            open.add(BlendStage.name(number, view), made.file(view));
        }
    }

    /** Gives the last archive its name. */
    void finish() throws IOException {
        StoredZip open = zip;
        if (open != null) {
            open.finish();
            zip = null;
        }
    }

    @Override
    public void close() throws IOException {
        StoredZip open = zip;
        if (open != null) {
            open.close();
        }
    }
}
