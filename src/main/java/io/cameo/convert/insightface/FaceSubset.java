package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Some images of a face data set: those that meet all conditions, in their order.
 *
 * <p>Identities and keys are looked at first; then how many images of each identity are left; then the sample is drawn;
 * then all is inverted, if asked for.
 */
public final class FaceSubset extends FaceEdit<FaceSubset> {
    private final Path rec;
    private @Nullable IdentityChoice identities;
    private @Nullable Set<String> keys;
    private int minImages;
    private int maxImages = Integer.MAX_VALUE;
    private int perIdentity = Integer.MAX_VALUE;
    private long seed;
    private boolean invert;
    private boolean renumber;
    private List<String> absent = List.of();

    private FaceSubset(Path rec) {
        this.rec = rec;
    }

    /** Chooses a data set; without a condition all of it. */
    public static FaceSubset of(Path rec) {
        return new FaceSubset(rec);
    }

    /** Only these identities. */
    public FaceSubset identities(IdentityChoice which) {
        identities = which;
        return this;
    }

    /** Only images with these keys; where there is no index they count as the layout has them. */
    public FaceSubset keys(Set<String> which) {
        keys = Set.copyOf(which);
        return this;
    }

    /**
     * Only identities with so many images.
     *
     * @throws IllegalArgumentException if the least is more than the most
     */
    public FaceSubset images(int least, int most) {
        if (least < 0 || least > most) {
            throw new IllegalArgumentException(
                    "an identity cannot have at least and at most so many images: least=" + least + ", most=" + most);
        }
        minImages = least;
        maxImages = most;
        return this;
    }

    /**
     * At most so many images of each identity, drawn by seed and key.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public FaceSubset perIdentity(int images, long drawnBySeed) {
        if (images < 1) {
            throw new IllegalArgumentException("a sample has at least one image: images=" + images);
        }
        perIdentity = images;
        seed = drawnBySeed;
        return this;
    }

    /** Whether to keep what would be dropped, and drop what would be kept. */
    public FaceSubset invert(boolean opposite) {
        invert = opposite;
        return this;
    }

    /** Whether to number identities from 0; labels stay unless set. */
    public FaceSubset renumber(boolean fromZero) {
        renumber = fromZero;
        return this;
    }

    /** Writes the images. */
    public FaceCopyReport to(Path out) throws IOException {
        long begin = System.nanoTime();
        try (FaceSource source = open(rec)) {
            FaceFate fate = FaceFate.of(source, choose(source.faces()));
            return copy(List.of(renumber ? fate.renumbered(1) : fate), begin)
                    .tellsLabels(renumber)
                    .to(List.of(out));
        }
    }

    /** Labels and keys that were asked for and that nothing has, after {@link #to}. */
    public List<String> absent() {
        return absent;
    }

    private BitSet choose(FaceRecords faces) {
        BitSet kept = new BitSet(faces.images());
        kept.set(0, faces.images());
        List<String> missing = new ArrayList<>();
        IdentityChoice wanted = identities;
        if (wanted != null) {
            BitSet chosen = wanted.of(faces);
            wanted.absent(faces).forEach(label -> missing.add("label " + label));
            for (int i = 0; i < faces.images(); i++) {
                kept.set(i, chosen.get(faces.identityOf(i)));
            }
        }
        Set<String> named = keys;
        if (named != null) {
            chooseKeys(faces, named, kept, missing);
        }
        absent = missing.stream().sorted().toList();
        if (minImages > 0 || maxImages < Integer.MAX_VALUE || perIdentity < Integer.MAX_VALUE) {
            for (int identity = 0; identity < faces.identities(); identity++) {
                chooseWithin(faces, identity, kept);
            }
        }
        if (invert) {
            kept.flip(0, faces.images());
        }
        return kept;
    }

    private static void chooseKeys(FaceRecords faces, Set<String> named, BitSet kept, List<String> missing) {
        BitSet chosen = new BitSet(faces.images());
        Set<String> left = new HashSet<>(named);
        for (int i = 0; i < faces.images(); i++) {
            String key = key(faces, i);
            if (named.contains(key)) {
                chosen.set(i);
                left.remove(key);
            }
        }
        kept.and(chosen);
        left.forEach(key -> missing.add("key " + key));
    }

    private static String key(FaceRecords faces, int image) {
        return faces.file().index().hasTextKeys()
                ? faces.file().index().keyText(faces.position(image))
                : Long.toString(faces.key(image));
    }

    private void chooseWithin(FaceRecords faces, int identity, BitSet kept) {
        int[] images = IntStream.range(0, faces.count(identity))
                .map(n -> faces.image(identity, n))
                .filter(kept::get)
                .toArray();
        if (images.length < minImages || images.length > maxImages) {
            for (int image : images) {
                kept.clear(image);
            }
        } else if (images.length > perIdentity) {
            boolean text = faces.file().index().hasTextKeys();
            IntStream.of(images)
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer i) ->
                                    SeededOrder.of(seed, text ? key(faces, i).hashCode() : faces.key(i)))
                            .thenComparingInt(i -> i))
                    .skip(perIdentity)
                    .forEach(kept::clear);
        }
    }

    @Override
    FaceSubset self() {
        return this;
    }
}
