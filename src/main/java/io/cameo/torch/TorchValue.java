package io.cameo.torch;

/** What {@code torch.save} was given: a tensor, a dictionary under texts, or anything else that its pickle may hold. */
public sealed interface TorchValue permits TorchTensor, TorchMap, TorchPlain {}
