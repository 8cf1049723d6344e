package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvSet;
import org.jspecify.annotations.Nullable;

/**
 * One fault.
 *
 * @param set whose it is; null where it is no set's
 * @param ids the id, or a range of them as {@code 000006-000009}; empty where it is none's
 * @param path of the file; empty where there is none
 * @param detail {@code reason: key=value} or {@code key=value}, empty where the kind says all
 */
public record UvFinding(UvFault fault, @Nullable UvSet set, String ids, String path, String detail) {}
