/**
 * Floor 3: draws seeded, procedural people with exact ground truth. Everything is plain strict float arithmetic, so the
 * same seed gives the same bytes on every machine; nothing is read from disk.
 */
@NullMarked
package io.cameo.scene;

import org.jspecify.annotations.NullMarked;
