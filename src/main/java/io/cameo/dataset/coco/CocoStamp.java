package io.cameo.dataset.coco;

import java.nio.file.attribute.FileTime;

/**
 * What tells an annotation file from what it may become.
 *
 * @param sizeBytes of the whole file
 * @param crc32c of everything but a byte order mark
 * @param modified when it was written last
 */
record CocoStamp(long sizeBytes, int crc32c, FileTime modified) {}
