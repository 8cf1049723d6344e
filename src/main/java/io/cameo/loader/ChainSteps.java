package io.cameo.loader;

import io.cameo.compute.SampleRandom;
import io.cameo.image.Image;
import java.util.List;
import java.util.stream.Collectors;

/** Steps made of steps. */
final class ChainSteps {
    private ChainSteps() {}

    record Sometimes(double probability, Augment step) implements Augment {
        Sometimes {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("probability out of range: probability=" + probability);
            }
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            return random.nextBoolean(probability) ? step.apply(image, random, scratch) : image;
        }

        @Override
        public String toString() {
            return "sometimes(" + probability + "," + step + ")";
        }
    }

    record Chain(List<Augment> steps) implements Augment {
        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            Image result = image;
            // By index: an iterator would be garbage for every sample.
            for (int i = 0; i < steps.size(); i++) {
                long outer = random.enter(i);
                result = steps.get(i).apply(result, random, scratch);
                random.leave(outer);
            }
            return result;
        }

        @Override
        public String toString() {
            return steps.isEmpty()
                    ? "none"
                    : steps.stream().map(String::valueOf).collect(Collectors.joining(" "));
        }
    }

    record Named(String text, Augment step) implements Augment {
        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            return step.apply(image, random, scratch);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
