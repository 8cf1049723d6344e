package io.cameo.dataset.coco;

/**
 * One entry of {@code images}.
 *
 * @param id unique in a file; of entries with one id the first gives the place, the last everything else, as in pycocotools
 * @param fileName as it is written, relative to a folder that the file does not name
 * @param heightPx what the file says, which the pixels may contradict
 * @param widthPx what the file says, which the pixels may contradict
 */
public record CocoImage(long id, String fileName, int heightPx, int widthPx) {}
