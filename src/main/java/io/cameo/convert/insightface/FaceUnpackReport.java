package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceLayout;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was unpacked, and whether packing the list again gives the same records.
 *
 * @param rec the record file
 * @param layout its layout
 * @param directory where everything went
 * @param list the list of the files, or null if the run was stopped
 * @param property the property file, or null where the size of images is not known
 * @param images in the record file
 * @param files written
 * @param identities of which a file was written
 * @param payloadBytes in files
 * @param lost images whose records are damaged
 * @param firstLost the first of them, with reasons
 * @param way how the way back ends
 * @param cancelled whether the run was stopped
 * @param wallNanos from begin to end
 */
public record FaceUnpackReport(
        Path rec,
        FaceLayout layout,
        Path directory,
        @Nullable Path list,
        @Nullable Path property,
        int images,
        long files,
        int identities,
        long payloadBytes,
        long lost,
        List<String> firstLost,
        WayBack way,
        boolean cancelled,
        long wallNanos) {
    /** Copies the list. */
    public FaceUnpackReport {
        firstLost = List.copyOf(firstLost);
    }

    /**
     * What of the images' records a list cannot say, so that packing them again gives other records.
     *
     * @param leftOut images that were not asked for or are damaged
     * @param notAligned images whose records say that they are not aligned; packed again they are
     * @param moreLabels images with labels besides their identity, which are lost
     * @param otherKeys images whose key or id is not the one that the layout would give them
     */
    public record WayBack(long leftOut, long notAligned, long moreLabels, long otherKeys) {
        /** Whether images come back as the same records, byte for byte, if packed in the same layout. */
        public boolean isExact() {
            return leftOut == 0 && notAligned == 0 && moreLabels == 0 && otherKeys == 0;
        }
    }
}
