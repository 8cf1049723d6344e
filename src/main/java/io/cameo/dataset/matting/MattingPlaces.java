package io.cameo.dataset.matting;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Every layout found in a tree, one place for each.
 *
 * @param all in the order of {@link MattingLayout}; more than one where it is not clear what the tree is
 * @param lacking in words, images that have no folder of mattes; empty if there are none such
 */
public record MattingPlaces(List<MattingPlace> all, String lacking) {
    /** Takes a copy. */
    public MattingPlaces {
        all = List.copyOf(all);
    }

    /**
     * The only place. PNG files are not taken for {@link MattingLayout#RGBA} where images lack their mattes.
     *
     * @throws IllegalArgumentException if there is none, or more than one: the text names each
     */
    public MattingPlace only() {
        if (!lacking.isEmpty() && all.stream().allMatch(place -> place.layout() == MattingLayout.RGBA)) {
            throw new IllegalArgumentException("no matting data found: " + lacking);
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no matting data found: expected folders images and alphas, or fgr and"
                    + " pha, or png files with an alpha channel");
        }
        if (all.size() > 1) {
            throw new IllegalArgumentException("more than one layout found, say which: "
                    + all.stream()
                            .map(place -> "layout=" + place.layout().word() + " ("
                                    + place.splits().stream()
                                            .map(MattingSplit::label)
                                            .collect(Collectors.joining(", ")) + ")")
                            .collect(Collectors.joining(", ")));
        }
        return all.getFirst();
    }

    /**
     * The place of one layout.
     *
     * @throws IllegalArgumentException if it was not found; the text says what was
     */
    public MattingPlace of(MattingLayout layout) {
        return all.stream()
                .filter(place -> place.layout() == layout)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("layout not found: layout=" + layout.word() + ", found="
                        + all.stream().map(place -> place.layout().word()).toList()));
    }
}
