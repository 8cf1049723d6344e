package io.cameo.record;

import java.util.List;

/**
 * Records with the same payload.
 *
 * @param payloadBytes how long it is
 * @param members the records, two or more, in the order of the file
 */
public record DuplicateGroup(long payloadBytes, List<Member> members) {
    /**
     * One of them.
     *
     * @param key its key
     * @param labels all of its labels; none where it has no image header
     */
    public record Member(String key, List<Float> labels) {
        public Member {
            labels = List.copyOf(labels);
        }
    }

    public DuplicateGroup {
        members = List.copyOf(members);
    }

    /** Whether they do not all have the same labels; -0 and 0 are one, and so are all that are no number. */
    public boolean conflicts() {
        return members.stream().map(DuplicateGroup::comparable).distinct().count() > 1;
    }

    private static List<Float> comparable(Member member) {
        return member.labels().stream().map(label -> label + 0f).toList();
    }
}
