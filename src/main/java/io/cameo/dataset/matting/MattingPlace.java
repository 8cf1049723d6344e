package io.cameo.dataset.matting;

import java.util.List;

/**
 * Where a layout was found in a tree.
 *
 * @param layout how files lie there
 * @param splits at least one, sorted by root and name
 * @param reason what gave it away, for people: lower-case
 */
public record MattingPlace(MattingLayout layout, List<MattingSplit> splits, String reason) {
    /** Takes a copy. */
    public MattingPlace {
        splits = List.copyOf(splits);
    }

    /**
     * The same with one of the splits only.
     *
     * @param name of a split, alone or with its root
     * @throws IllegalArgumentException if there is none of that name
     */
    public MattingPlace only(String name) {
        List<MattingSplit> wanted = splits.stream()
                .filter(split -> split.name().equals(name) || split.label().equals(name))
                .toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("no such split: split=" + name + ", found="
                    + splits.stream().map(MattingSplit::label).toList());
        }
        return new MattingPlace(layout, wanted, reason);
    }
}
