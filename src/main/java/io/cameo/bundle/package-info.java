/** Floor 1: bundles. A payload of several named parts, arrays and files, any of which is read without touching the others. */
@NullMarked
package io.cameo.bundle;

import org.jspecify.annotations.NullMarked;
