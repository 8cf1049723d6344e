/**
 * Floor 3: faces. Finds them, chooses one of several, names five landmarks, and aligns them to the templates that
 * face-recognition trainers use. OpenCV runs the detectors' networks and stays inside: no signature shows it.
 */
@NullMarked
package io.cameo.face;

import org.jspecify.annotations.NullMarked;
