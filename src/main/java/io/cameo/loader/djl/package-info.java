/**
 * Floor 5: record files and loaders as data sets of the Deep Java Library. Only for those who have {@code ai.djl:api} among
 * their dependencies; nothing else in Cameo needs it or loads it.
 *
 * <p>Where one process uses both DJL's engine over ONNX Runtime and ONNX Runtime itself, the engine must come first.
 */
@NullMarked
package io.cameo.loader.djl;

import org.jspecify.annotations.NullMarked;
