package io.cameo.convert.matting;

/**
 * One fault.
 *
 * @param path of the file or folder, in the tree; that of the tree itself where it is about its own path
 * @param detail {@code reason: key=value} or {@code key=value}, empty where the kind says all
 */
public record MattingFinding(MattingFault fault, String path, String detail) {}
