package io.cameo.convert.ffhquv;

import io.cameo.convert.Found;
import io.cameo.convert.Severity;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvShard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a check found.
 *
 * @param roots what was checked
 * @param sets how much there is of each set that has anything
 * @param sizes how many maps have each size, as {@code 1024x1024}, the most frequent first; damaged ones are not here
 * @param files that were read
 * @param bytes of them
 * @param found every kind that occurred, in the order of {@link UvFault}
 * @param cancelled whether the check was stopped before its end
 * @param wallNanos how long it took
 */
public record UvCheckReport(
        List<Path> roots,
        List<Held> sets,
        Map<String, Long> sizes,
        long files,
        long bytes,
        Map<UvFault, Found<UvFinding>> found,
        boolean cancelled,
        long wallNanos) {
    /**
     * How much there is of a set.
     *
     * @param ids with at least one file
     * @param firstId of them; empty if there is none
     * @param lastId of them; empty if there is none
     * @param parts how many ids have each part; those that none has are left out
     * @param shards of the ids, in their order; one for the project, whose ids have none
     * @param entries of the meta file; -1 where there is none, or it cannot be read
     * @param indexed of these, those with an index of FFHQ
     * @param nulls of these, those whose index is null
     */
    public record Held(
            UvSet set,
            int ids,
            String firstId,
            String lastId,
            Map<UvPart, Long> parts,
            List<UvShard> shards,
            int entries,
            int indexed,
            int nulls) {}

    /** Whether there is no error, though there may be warnings. */
    public boolean isSound() {
        return count(Severity.ERROR) == 0;
    }

    /** How many findings of one severity there are. */
    public long count(Severity severity) {
        return Found.count(found, severity);
    }
}
