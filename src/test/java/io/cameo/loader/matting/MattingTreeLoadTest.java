package io.cameo.loader.matting;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.cameo.archive.FileTree;
import io.cameo.bytes.LittleEndian;
import io.cameo.convert.matting.MattingPack;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.loader.MadeRecords;
import io.cameo.matte.CoarseMask;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole trees, packed and loaded: what the files hold is what batches hold. */
class MattingTreeLoadTest {
    private static final Path TREES = Path.of("testdata/matting/tree");
    private static final int WIDTH_PX = 768;
    private static final int HEIGHT_PX = 768;
    private static final int SIDE_PX = 256;

    @TempDir
    Path folder;

    private Path pack(String tree) throws IOException {
        Path rec = folder.resolve("a.rec");
        try (FileTree files = FileTree.open(TREES.resolve(tree))) {
            assertThat(MattingPack.from(files).noErrorLimit().writeTo(rec).rejected())
                    .isZero();
        }
        return rec;
    }

    @ParameterizedTest
    @ValueSource(strings = {"I-HIM-MINI", "HIM-MINI", "V-HIM-MINI"})
    void batchesHoldTheFilesOfTheTree(String tree) throws IOException {
        Path rec = pack(tree);
        boolean hasMasks = tree.startsWith("V");
        try (MattingRecords records = MattingRecords.open(rec);
                MattingRecords.Reader reader = records.reader();
                ImageCodec codec = ImageCodec.create();
                MattingLoader loader = MattingLoader.of(rec)
                        .size(WIDTH_PX, HEIGHT_PX)
                        .masks(hasMasks ? MaskSource.stored() : MaskSource.ofMattes())
                        .batch(1)
                        .open()) {
            assertThat(loader.samples()).isEqualTo(records.size());
            int position = 0;
            for (MattingBatch batch : loader.epoch(0)) {
                var names = reader.at(position++).names();
                compare(batch, 0, batch.images(), true, image(codec, tree, names.image(), ColorMode.COLOR));
                for (int slot = 0; slot < names.instances().size(); slot++) {
                    var one = names.instances().get(slot);
                    assertThat(batch.id(0, slot)).isEqualTo(one.id());
                    compare(batch, slot, batch.alphas(), false, image(codec, tree, one.alpha(), ColorMode.GRAY));
                    String mask = one.mask();
                    if (hasMasks) {
                        assertThat(mask).isNotNull();
                        compare(
                                batch,
                                slot,
                                batch.masks(),
                                false,
                                image(codec, tree, String.valueOf(mask), ColorMode.GRAY));
                    }
                }
                assertThat(batch.isValid(0, 0, names.instances().size())).isFalse();
            }
            assertThat(position).isEqualTo(records.size()).isPositive();
        }
        MadeRecords.assertNothingLeft(folder);
    }

    private static Image image(ImageCodec codec, String tree, String name, ColorMode mode) throws IOException {
        byte[] file = Files.readAllBytes(TREES.resolve(tree).resolve(name));
        return codec.decode(MemorySegment.ofArray(file), mode);
    }

    private static void compare(MattingBatch batch, int slot, MemorySegment tensor, boolean isColor, Image expected) {
        assertThat(batch.widthPx(0)).isEqualTo(expected.widthPx());
        assertThat(batch.heightPx(0)).isEqualTo(expected.heightPx());
        for (int y = 0; y < expected.heightPx(); y++) {
            for (int x = 0; x < expected.widthPx(); x++) {
                for (int channel = 0; channel < (isColor ? 3 : 1); channel++) {
                    int plane = isColor ? 2 - channel : slot;
                    long at = ((long) plane * HEIGHT_PX + y) * WIDTH_PX + x;
                    int found = tensor.get(LittleEndian.BYTE, at) & 0xff;
                    if (found != expected.sample(x, y, channel)) {
                        assertThat(found)
                                .as("slot=%s x=%s y=%s channel=%s", slot, x, y, channel)
                                .isEqualTo(expected.sample(x, y, channel));
                    }
                }
            }
        }
    }

    @Test
    void clipsOfATreeAreThoseOfTheOriginal() throws IOException {
        try (MattingLoader loader = MattingLoader.of(pack("V-HIM-MINI"))
                .clips(ClipSampling.windows(3, 2))
                .size(WIDTH_PX, HEIGHT_PX)
                .batch(1)
                .open()) {
            List<String> windows = new ArrayList<>();
            for (MattingBatch batch : loader.epoch(0)) {
                windows.add(batch.key(0, 0) + "+" + batch.window(0).skip());
            }
            // One video of five frames: s < 5 - 2 in steps of 3 - 2.
            assertThat(windows).containsExactly("0+0", "1+2", "2+2");
        }
    }

    /**
     * What a sample costs in objects: names, the texts of its history and recipe, and views of planes; none of it grows with
     * pixels. A frame of 256x256 with its planes is 600 kB.
     */
    @Test
    void whatIsAllocatedDoesNotGrowWithPixels() throws IOException {
        Path rec = MadeClips.write(folder.resolve("b.rec"), List.of(MadeClips.Clip.of(8, "x", "y", "a")));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (MattingLoader loader = MattingLoader.of(rec)
                .size(SIDE_PX, SIDE_PX)
                .steps(MattingSteps.resizeShort(SIDE_PX), MattingSteps.cropByAlpha(SIDE_PX, 0), MattingSteps.flip(0.5))
                .masks(MaskSource.coarse(CoarseMask.Settings.IMAGE))
                .maps(MapKind.TRIMAP)
                .workers(1)
                .prefetch(1)
                .batch(4)
                .open()) {
            Iterator<MattingBatch> batches = loader.epochs(0, Long.MAX_VALUE).iterator();
            double least = Double.MAX_VALUE;
            for (int round = 0; round < 20 && least > 120_000; round++) {
                long begin = allocated(threads);
                for (int i = 0; i < 10; i++) {
                    assertThat(batches.next().samples()).isEqualTo(4);
                }
                least = Math.min(least, (allocated(threads) - begin) / 40.0);
            }
            assertThat(least).isLessThan(120_000);
        }
    }

    private static long allocated(ThreadMXBean threads) {
        long worker = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cameo-matting"))
                .mapToLong(thread -> Math.max(0, threads.getThreadAllocatedBytes(thread.threadId())))
                .sum();
        return worker;
    }
}
