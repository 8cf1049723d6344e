/**
 * Floor 5: batches and samples as tensors of ONNX Runtime, without a copy. Only for those who have {@code
 * com.microsoft.onnxruntime:onnxruntime} among their dependencies; nothing else in Cameo needs it or loads it.
 */
@NullMarked
package io.cameo.loader.onnx;

import org.jspecify.annotations.NullMarked;
