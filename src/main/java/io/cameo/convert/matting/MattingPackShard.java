package io.cameo.convert.matting;

import java.io.Serializable;

/**
 * What was made of a {@link MattingPackPart}.
 *
 * @param rec a record file with its indexes; it exists where anything was packed, and the list of rejects beside it where
 *     anything was rejected
 * @param listed how many records the part was to become
 * @param rejected how many of them were not made
 * @param sizeBytes of the record file; 0 where there is none
 * @param stageNanos time of all workers
 * @param images whether its records are those of images and frames; else none is
 */
public record MattingPackShard(String rec, long listed, long rejected, long sizeBytes, long stageNanos, boolean images)
        implements Serializable {
    long packed() {
        return listed - rejected;
    }
}
