package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.Property;
import io.cameo.image.ImageKind;
import io.cameo.record.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a face data set holds, and what trainers that believe its records see otherwise. Immutable.
 *
 * @param rec the record file
 * @param recBytes its size
 * @param layout how it lies
 * @param why by what the layout was told
 * @param images how many there are
 * @param identities how many different labels there are
 * @param runs runs of equal labels, in file order
 * @param splitIdentities labels that stand in several runs
 * @param labels what is known of the labels
 * @param perIdentity how many images identities have
 * @param pixels sizes and kinds of some images
 * @param property the file beside it
 * @param indexes the indexes beside it
 * @param ranges what identity records say
 */
public record FaceInfo(
        Path rec,
        long recBytes,
        FaceLayout layout,
        String why,
        int images,
        int identities,
        long runs,
        int splitIdentities,
        Labels labels,
        PerIdentity perIdentity,
        Pixels pixels,
        PropertyFile property,
        Indexes indexes,
        Ranges ranges) {
    /**
     * Looks at a data set: at the labels of all images, at all identity records, and at about a thousand images' heads.
     *
     * @throws io.cameo.bytes.CorruptDataException if what must be read is damaged
     */
    public static FaceInfo of(Path rec, Watch watch) throws IOException {
        return FaceInfoWalk.walk(rec, watch);
    }

    /**
     * Labels of identities.
     *
     * @param lowest NaN where there is no image
     * @param highest NaN where there is no image
     * @param whole whether all are whole numbers
     * @param gaps whole numbers between the lowest and the highest that nobody has; 0 where they are not whole
     * @param negative how many are below 0
     * @param exact false where labels of 2^24 and more come from float32: those that were rounded to the same are one
     * @param beyondFloat how many identities have a label that float32 does not hold, so that records have another
     */
    public record Labels(
            double lowest, double highest, boolean whole, long gaps, int negative, boolean exact, int beyondFloat) {}

    /**
     * Images of an identity; zeros where there is none.
     *
     * @param histogram how many identities have how many images, in powers of two
     */
    public record PerIdentity(int least, double median, double mean, int most, List<Bin> histogram) {
        /** Copies the list. */
        public PerIdentity {
            histogram = List.copyOf(histogram);
        }
    }

    /**
     * One bar.
     *
     * @param from images, included
     * @param to images, included
     * @param identities so many have that many
     */
    public record Bin(long from, long to, int identities) {}

    /**
     * What heads of images say.
     *
     * @param looked at so many, evenly spread
     * @param sizes how many have which size, the commonest first
     * @param unknown how many do not say
     * @param kinds what they are by their first bytes
     */
    public record Pixels(int looked, List<Size> sizes, int unknown, Map<ImageKind, Integer> kinds) {
        /** Copies the collections. */
        public Pixels {
            sizes = List.copyOf(sizes);
            kinds = Map.copyOf(kinds);
        }
    }

    /**
     * So many images of one size.
     *
     * @param heightPx first, as in the property file
     */
    public record Size(int heightPx, int widthPx, int images) {}

    /**
     * The property file of the folder.
     *
     * @param content null where there is none, or it is none
     * @param faults what in it is not so
     */
    public record PropertyFile(@Nullable Property content, List<String> faults) {
        /** Copies the list. */
        public PropertyFile {
            faults = List.copyOf(faults);
        }
    }

    /** How a file beside the record file stands to it. */
    public enum Beside {
        /** There is none. */
        NONE,
        /** It is there and of this file. */
        FITS,
        /** It is damaged, or of the file as it was, or of another. */
        STALE
    }

    /**
     * Indexes beside it.
     *
     * @param idx whether it fits is not looked at: {@code cameo verify} does
     */
    public record Indexes(Beside idx, Beside cix, Beside ids) {}

    /**
     * What identity records say of runs; zeros in layouts C and D.
     *
     * @param records how many there are
     * @param exact how many are right
     * @param rounded how many have a key that float32 rounded, beyond 2^24
     * @param wrong how many are of no run, or damaged, or have no entry in the index
     * @param example what a reader that trusts such a record sees, and what is so; empty where all are right
     */
    public record Ranges(int records, int exact, int rounded, int wrong, String example) {}
}
