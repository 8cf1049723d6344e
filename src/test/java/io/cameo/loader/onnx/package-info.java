/** Tests of the adapter to ONNX Runtime; the models are written here, byte for byte. */
package io.cameo.loader.onnx;
