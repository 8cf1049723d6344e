package io.cameo.dataset.ffhquv;

import java.util.List;

/**
 * What a record file was packed from.
 *
 * @param samples how many ids there were, rejected ones included
 * @param notKept files that were in the release and are in no record: strangers, second copies, what joins no sample
 * @param firstNotKept the first of them
 */
public record UvManifest(UvSet set, long samples, long notKept, List<String> firstNotKept) {
    /** Takes a copy. */
    public UvManifest {
        firstNotKept = List.copyOf(firstNotKept);
    }
}
