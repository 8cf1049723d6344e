/**
 * Floor 3: faces. Finds them, chooses among them, and brings them to a template: five landmarks give a similarity, the
 * similarity a crop that equals OpenCV's {@code warpAffine} bit for bit. OpenCV runs the detectors' networks and stays
 * inside: no signature shows it.
 */
@NullMarked
package io.cameo.face;

import org.jspecify.annotations.NullMarked;
