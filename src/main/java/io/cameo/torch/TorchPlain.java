package io.cameo.torch;

import io.cameo.numpy.PickleValue;

/**
 * What is neither a tensor nor a dictionary: numbers, texts, lists, arrays of numpy.
 *
 * @param value as the pickle has it; valid as long as its {@link TorchFile}
 */
public record TorchPlain(PickleValue value) implements TorchValue {}
