package io.cameo.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a merged file: numbers from 0, or those of the inputs with something done where they collide. */
final class MergedKeys {
    private final List<RecordSource> sources;
    private final Merge.@Nullable OnCollision policy;
    private final @Nullable KeyCollisions collisions;
    private long nextFree;
    private long key;
    private long renumbered;

    /**
     * Looks for collisions where they are to be refused.
     *
     * @param policy what to do where kept keys collide; null to number anew
     */
    MergedKeys(List<RecordSource> sources, Merge.@Nullable OnCollision policy) {
        this.sources = sources;
        this.policy = policy;
        this.collisions = policy == null ? null : new KeyCollisions(sources);
        if (policy == Merge.OnCollision.REFUSE) {
            refuseCollisions(new KeyCollisions(sources));
        }
        if (policy == Merge.OnCollision.RENUMBER && collisions != null) {
            nextFree = collisions.firstFreeKey();
        }
    }

    private void refuseCollisions(KeyCollisions fresh) {
        for (int input = 0; input < sources.size(); input++) {
            RecordSource source = sources.get(input);
            for (int rank = 0; rank < source.size(); rank++) {
                if (fresh.isTaken(input, rank)) {
                    throw new IllegalArgumentException("key was there before, so it cannot be kept: key="
                            + source.keyText(rank) + ", file="
                            + source.file().path());
                }
            }
        }
    }

    /** Whether the new keys are the old ones and those are text. */
    boolean areText() {
        return policy != null && sources.getFirst().hasTextKeys();
    }

    /** Goes on to a record, in order of inputs and ranks; false if it is to be left out. */
    boolean next(int input, int rank) {
        if (collisions == null) {
            key = nextFree++;
            return true;
        }
        key = areText() ? 0 : sources.get(input).key(rank);
        if (policy == Merge.OnCollision.REFUSE || !collisions.isTaken(input, rank)) {
            return true;
        }
        if (policy == Merge.OnCollision.SKIP) {
            return false;
        }
        key = nextFree++;
        renumbered++;
        return true;
    }

    /** The new key of the record gone to; 0 where keys are text. */
    long key() {
        return key;
    }

    /** How many records got another key because theirs was taken. */
    long renumbered() {
        return renumbered;
    }
}
