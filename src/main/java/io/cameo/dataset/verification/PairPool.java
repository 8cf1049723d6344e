package io.cameo.dataset.verification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Draws different pairs among some people, without ever listing all pairs of many. */
final class PairPool {
    private final List<int[]> people;
    private final Random random;
    private final String place;

    /** @param place says in messages where pairs ran out */
    PairPool(List<int[]> people, Random random, String place) {
        this.people = people;
        this.random = random;
        this.place = place;
    }

    /** Pairs of one person: the person first, each alike as long as it has pairs left, then one of its pairs. */
    List<PairFolds.Pair> same(int count) {
        long possible = people.stream()
                .mapToLong(images -> images.length * (images.length - 1L) / 2)
                .sum();
        check(count, possible, "of one person");
        List<Deck> decks = new ArrayList<>();
        for (int[] images : people) {
            if (images.length > 1) {
                decks.add(new Deck(images));
            }
        }
        List<PairFolds.Pair> pairs = new ArrayList<>();
        while (pairs.size() < count) {
            int turn = random.nextInt(decks.size());
            Deck deck = decks.get(turn);
            pairs.add(deck.draw(random));
            if (deck.left == 0) {
                Deck last = decks.removeLast();
                if (turn < decks.size()) {
                    decks.set(turn, last);
                }
            }
        }
        return pairs;
    }

    /** Pairs of two people, each person alike. */
    List<PairFolds.Pair> different(int count) {
        long images = people.stream().mapToLong(list -> list.length).sum();
        long squares = people.stream()
                .mapToLong(list -> (long) list.length * list.length)
                .sum();
        long possible = (images * images - squares) / 2;
        check(count, possible, "of two people");
        // Drawing at random meets pairs again and again once most are taken.
        return possible < 4L * count ? fromAll(count) : fromMany(count);
    }

    private List<PairFolds.Pair> fromMany(int count) {
        List<PairFolds.Pair> pairs = new ArrayList<>();
        Set<Long> drawn = new HashSet<>();
        long misses = 0;
        while (pairs.size() < count) {
            int one = random.nextInt(people.size());
            int other = random.nextInt(people.size());
            if (one == other) {
                continue;
            }
            int first = pick(people.get(one));
            int second = pick(people.get(other));
            if (drawn.add((long) Math.min(first, second) << Integer.SIZE | Math.max(first, second))) {
                pairs.add(new PairFolds.Pair(first, second, false));
            } else if (++misses > 100L * count) {
                return fromImages(count, pairs, drawn);
            }
        }
        return pairs;
    }

    /** Few people have few images between them: fills up with images drawn alike, whoever they show. */
    private List<PairFolds.Pair> fromImages(int count, List<PairFolds.Pair> pairs, Set<Long> drawn) {
        int[] owners = new int[people.stream().mapToInt(list -> list.length).sum()];
        int[] images = new int[owners.length];
        int next = 0;
        for (int person = 0; person < people.size(); person++) {
            for (int image : people.get(person)) {
                owners[next] = person;
                images[next++] = image;
            }
        }
        while (pairs.size() < count) {
            int one = random.nextInt(images.length);
            int other = random.nextInt(images.length);
            int first = images[one];
            int second = images[other];
            if (owners[one] != owners[other]
                    && drawn.add((long) Math.min(first, second) << Integer.SIZE | Math.max(first, second))) {
                pairs.add(new PairFolds.Pair(first, second, false));
            }
        }
        return pairs;
    }

    private List<PairFolds.Pair> fromAll(int count) {
        List<PairFolds.Pair> all = new ArrayList<>();
        for (int one = 0; one < people.size(); one++) {
            for (int other = one + 1; other < people.size(); other++) {
                for (int first : people.get(one)) {
                    for (int second : people.get(other)) {
                        all.add(new PairFolds.Pair(first, second, false));
                    }
                }
            }
        }
        for (int i = 0; i < count; i++) {
            int chosen = i + random.nextInt(all.size() - i);
            PairFolds.Pair kept = all.get(i);
            all.set(i, all.get(chosen));
            all.set(chosen, kept);
        }
        return new ArrayList<>(all.subList(0, count));
    }

    private int pick(int[] images) {
        return images[random.nextInt(images.length)];
    }

    private void check(int count, long possible, String kind) {
        if (possible < count) {
            throw new IllegalArgumentException(
                    "not enough pairs " + kind + ": " + place + ", possible=" + possible + ", expected>=" + count);
        }
    }

    /** The pairs of one person, drawn without putting back: a shuffle of which only the moved places are kept. */
    private static final class Deck {
        private final int[] images;
        private final Map<Long, Long> moved = new HashMap<>();
        private long left;

        Deck(int[] images) {
            this.images = images;
            this.left = images.length * (images.length - 1L) / 2;
        }

        PairFolds.Pair draw(Random random) {
            // Bounded longs are not specified as bounded ints are, and the draw should not change with the JVM.
            long at = left <= Integer.MAX_VALUE ? random.nextInt((int) left) : Math.floorMod(random.nextLong(), left);
            left--;
            long number = moved.getOrDefault(at, at);
            moved.put(at, moved.getOrDefault(left, left));
            moved.remove(left);
            // Pair number j(j-1)/2 + i, with i < j.
            int j = (int) ((1 + Math.sqrt(1 + 8.0 * number)) / 2);
            while (j * (j - 1L) / 2 > number) {
                j--;
            }
            while (j * (j + 1L) / 2 <= number) {
                j++;
            }
            return new PairFolds.Pair(images[(int) (number - j * (j - 1L) / 2)], images[j], true);
        }
    }
}
