package io.cameo.convert.matting;

import java.util.List;
import java.util.Locale;

/**
 * What became of one number: a line of the journal.
 *
 * @param frames how many were written; 0 if the video was dropped
 * @param hidden the largest share of anybody that somebody in front hides in any frame
 * @param place the background
 * @param people in the order in which they came, those in front last
 */
record VideoRow(int number, Fate fate, int frames, double hidden, String place, List<String> people)
        implements SynthLine {
    private static final int FIELDS = 5;

    /** What became of a video. */
    enum Fate {
        MADE,
        /** Somebody is hidden by more than the level allows. */
        HIDES_TOO_MUCH,
        /** Nobody is ever hidden by as much as the level demands. */
        HIDES_TOO_LITTLE,
        /** A file could not be read, somebody has an empty matte, or a place drawn from clips is none. */
        BAD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Takes a copy. */
    VideoRow {
        people = List.copyOf(people);
    }

    /** One line, fields apart by tabs; {@link #parse} reads it. */
    @Override
    public String line() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%d\t%s\t%d\t%.6f\t%s", number, fate.word(), frames, hidden, SynthRow.plain(place)));
        people.forEach(person -> text.append('\t').append(SynthRow.plain(person)));
        return text.toString();
    }

    /**
     * The row that a line is of.
     *
     * @throws IllegalArgumentException if it is none
     */
    static VideoRow parse(String line) {
        List<String> fields = List.of(line.split("\t", -1));
        if (fields.size() < FIELDS) {
            throw new IllegalArgumentException("not a line of a journal: fields=" + fields.size());
        }
        return new VideoRow(
                Integer.parseInt(fields.get(0)),
                Fate.valueOf(fields.get(1).toUpperCase(Locale.ROOT)),
                Integer.parseInt(fields.get(2)),
                Double.parseDouble(fields.get(3)),
                fields.get(4),
                fields.subList(FIELDS, fields.size()));
    }
}
