package io.cameo.convert.matting;

import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingSample;
import io.cameo.dataset.matting.MattingTree;
import io.cameo.pipeline.Source;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One image or frame to be looked at, and what it belongs to. */
record FrameItem(MattingSample sample, MattingFrame frame) {
    /** Every frame of a tree, also of what loaders pass over. */
    static final class All implements Source<FrameItem> {
        private final Iterator<MattingSample> samples;
        private @Nullable MattingSample sample;
        private Iterator<MattingFrame> frames = List.<MattingFrame>of().iterator();

        All(MattingTree tree) {
            samples = tree.everything().iterator();
        }

        static long count(MattingTree tree) {
            return tree.everything().stream()
                    .mapToLong(sample -> sample.frames().size())
                    .sum();
        }

        @Override
        public @Nullable FrameItem next() {
            while (!frames.hasNext() && samples.hasNext()) {
                sample = samples.next();
                frames = sample.frames().iterator();
            }
            MattingSample current = sample;
            return current == null || !frames.hasNext() ? null : new FrameItem(current, frames.next());
        }
    }
}
