/**
 * Floor 5: the real MXNet, to be measured beside Cameo: its {@code ImageRecordIter} out of a libmxnet that the user has.
 * Nothing else needs it, and nothing of it comes with Cameo.
 */
@NullMarked
package io.cameo.loader.mxnet;

import org.jspecify.annotations.NullMarked;
