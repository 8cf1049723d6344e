package io.cameo.loader.rates;

import java.nio.file.Path;
import java.util.List;

/**
 * What MXNet's {@code ImageRecordIter} did with the same file in the same run.
 *
 * @param version of MXNet, as {@code MXGetVersion} gives it
 * @param library that was linked
 * @param images that each of both took in a round
 * @param leftOut records among them that MXNet could not be given: other sizes, no JPEG, no image at all
 * @param rounds in turns
 * @param rows a comparison each
 */
public record PeerReport(int version, Path library, long images, long leftOut, int rounds, List<PeerRow> rows) {}
