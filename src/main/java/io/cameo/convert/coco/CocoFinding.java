package io.cameo.convert.coco;

import org.jspecify.annotations.Nullable;

/**
 * One fault of one image or annotation.
 *
 * @param imageId null where the annotation alone is known
 * @param annotationId null where it is about the image
 * @param detail {@code reason: key=value} or {@code key=value}, empty where the kind says all
 */
public record CocoFinding(
        CocoFault fault, @Nullable Long imageId, @Nullable Long annotationId, String detail) {}
