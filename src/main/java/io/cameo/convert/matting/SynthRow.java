package io.cameo.convert.matting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of one number: a line of the journal.
 *
 * @param number of the picture
 * @param widthPx of the background, 0 if it could not be used
 * @param background its name
 * @param covered the sum of all mattes, 255 for a whole pixel
 * @param people those who were chosen, in the order in which they came
 */
record SynthRow(int number, int widthPx, int heightPx, String background, long covered, List<Person> people)
        implements SynthLine {
    private static final int FIELDS = 5;
    private static final int PERSON_FIELDS = 9;

    /** What became of somebody. */
    enum Fate {
        /** In the picture, and a file. */
        PLACED,
        /** In the picture, but nothing is visible behind the others. */
        HIDDEN,
        /** Hid too much of others wherever it was tried. */
        IN_THE_WAY,
        /** Wider or higher than the background. */
        TOO_LARGE,
        /** Less than a pixel wide or high. */
        TOO_SMALL,
        /** Could not be read, or its matte is empty. */
        BAD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Somebody.
     *
     * @param tries how many places were tried
     * @param own the sum of the alpha
     * @param left the sum of what is visible of it
     */
    record Person(String name, Fate fate, int tries, int xPx, int yPx, int widthPx, int heightPx, long own, long left) {
        static Person dropped(String name, Fate fate, int tries) {
            return new Person(name, fate, tries, 0, 0, 0, 0, 0, 0);
        }

        /** How much is hidden, 0 to 1. */
        double hidden() {
            return own == 0 ? 0 : 1 - left / (double) own;
        }
    }

    /** Takes a copy. */
    SynthRow {
        people = List.copyOf(people);
    }

    /** How many mattes it has. */
    int instances() {
        return (int)
                people.stream().filter(person -> person.fate() == Fate.PLACED).count();
    }

    /** One line, fields apart by tabs, without the line end; {@link #parse} reads it. */
    @Override
    public String line() {
        StringBuilder text = new StringBuilder()
                .append(number)
                .append('\t')
                .append(plain(background))
                .append('\t')
                .append(widthPx)
                .append('\t')
                .append(heightPx)
                .append('\t')
                .append(covered);
        for (Person person : people) {
            text.append('\t').append(plain(person.name()));
            text.append('\t').append(person.fate().word()).append('\t').append(person.tries());
            for (long value : new long[] {
                person.xPx(), person.yPx(), person.widthPx(), person.heightPx(), person.own(), person.left()
            }) {
                text.append('\t').append(value);
            }
        }
        return text.toString();
    }

    /** A name that does not end its field. */
    static String plain(String name) {
        return name.replace('\t', ' ').replace('\n', ' ');
    }

    /**
     * The row that a line is of.
     *
     * @throws IllegalArgumentException if it is none
     */
    static SynthRow parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length < FIELDS || (fields.length - FIELDS) % PERSON_FIELDS != 0) {
            throw new IllegalArgumentException("not a line of a journal: fields=" + fields.length);
        }
        List<Person> people = new ArrayList<>();
        for (int at = FIELDS; at < fields.length; at += PERSON_FIELDS) {
            people.add(new Person(
                    fields[at],
                    Fate.valueOf(fields[at + 1].toUpperCase(Locale.ROOT)),
                    Integer.parseInt(fields[at + 2]),
                    Integer.parseInt(fields[at + 3]),
                    Integer.parseInt(fields[at + 4]),
                    Integer.parseInt(fields[at + 5]),
                    Integer.parseInt(fields[at + 6]),
                    Long.parseLong(fields[at + 7]),
                    Long.parseLong(fields[at + 8])));
        }
        return new SynthRow(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                fields[1],
                Long.parseLong(fields[4]),
                people);
    }
}
