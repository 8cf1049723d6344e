/** Tests of the adapter to the Deep Java Library, with its engine over ONNX Runtime. */
package io.cameo.loader.djl;
