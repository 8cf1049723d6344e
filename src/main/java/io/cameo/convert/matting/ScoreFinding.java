package io.cameo.convert.matting;

/**
 * One matte that was not scored as asked.
 *
 * @param name of the file, relative to its tree
 * @param detail lower-case; may be empty
 */
public record ScoreFinding(ScoreFault fault, String name, String detail) {}
