package io.cameo.convert.insightface;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * What becomes of the images of one input.
 *
 * @param source the input
 * @param outputOf the number of the output that gets an image, or {@link #NOWHERE}
 * @param labelOf the label that an identity gets; asked only for those of which an output gets an image
 */
record FaceFate(FaceSource source, IntUnaryOperator outputOf, IntToLongFunction labelOf) {
    static final int NOWHERE = -1;

    /** Some images into the one output, with the labels that they have. */
    static FaceFate of(FaceSource source, BitSet kept) {
        return new FaceFate(source, image -> kept.get(image) ? 0 : NOWHERE, source::wholeLabel);
    }

    /** The same with other labels, one for each identity. */
    FaceFate withLabels(IntToLongFunction labels) {
        return new FaceFate(source, outputOf, labels);
    }

    /** Identities numbered from 0 in their order, those of each output by themselves. */
    FaceFate renumbered(int outputs) {
        int[] labels = new int[source.faces().identities()];
        for (BitSet identities : tally(outputs).identities()) {
            int next = 0;
            for (int i = identities.nextSetBit(0); i >= 0; i = identities.nextSetBit(i + 1)) {
                labels[i] = next++;
            }
        }
        return withLabels(identity -> labels[identity]);
    }

    /** Counts, in one pass. */
    Tally tally(int outputs) {
        int[] images = new int[outputs];
        List<BitSet> identities = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            identities.add(new BitSet());
        }
        for (int i = 0; i < source.faces().images(); i++) {
            int output = outputOf.applyAsInt(i);
            if (output != NOWHERE) {
                images[output]++;
                identities.get(output).set(source.faces().identityOf(i));
            }
        }
        return new Tally(images, identities);
    }

    /**
     * What the outputs get.
     *
     * @param images how many each gets
     * @param identities those of which each gets an image
     */
    @SuppressWarnings("ArrayRecordComponent") // made once and handed over
    record Tally(int[] images, List<BitSet> identities) {
        /** How many images some output gets. */
        int allImages() {
            return IntStream.of(images).sum();
        }

        /** The identities of which some output gets an image. */
        BitSet allIdentities() {
            BitSet all = new BitSet();
            identities.forEach(all::or);
            return all;
        }
    }
}
