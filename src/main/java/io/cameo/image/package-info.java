/**
 * Floor 2: pixels. Knows pictures by their first bytes, judges whether a file is whole without decoding it, decodes,
 * transforms and encodes as OpenCV's {@code imread}, {@code resize} and {@code imencode} do, draws lines and words, and
 * contact sheets. OpenCV stays inside: no signature shows it, and nothing that only looks at headers loads it.
 */
@NullMarked
package io.cameo.image;

import org.jspecify.annotations.NullMarked;
