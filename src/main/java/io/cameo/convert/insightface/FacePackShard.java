package io.cameo.convert.insightface;

import java.io.Serializable;

/**
 * What was made of a {@link FacePackPart}.
 *
 * @param crops the file of its crops; it exists where anything was packed, and the list of rejects beside it where
 *     anything was rejected
 * @param listed lines of the part
 * @param packed how many of them became crops
 * @param rejected how many did not
 * @param stageNanos time of all workers
 * @param origins where the crops come from
 */
public record FacePackShard(String crops, long listed, long packed, long rejected, long stageNanos, FaceOrigins origins)
        implements Serializable {}
