package io.cameo.loader.matting;

import io.cameo.image.Image;
import java.util.Arrays;

/**
 * The frames of one sample on their way through the steps: an image, a matte for each person, and a mask for each where masks
 * are stored. Whatever moves pixels moves all of them: there is no way to move some. One worker's own.
 */
final class ClipPlanes implements AutoCloseable {
    private PlaneSet now = new PlaneSet();
    private PlaneSet next = new PlaneSet();
    private int frames;
    private int people;
    private boolean masked;
    private boolean[] present = {};

    /** What planes are, as steps treat them differently. */
    enum Kind {
        IMAGE,
        MATTE,
        MASK
    }

    /** Makes one plane of another. */
    @FunctionalInterface
    interface Move {
        void apply(Image from, Image to, Kind kind);
    }

    /** Takes a shape; nobody is present in any frame. */
    void begin(int newFrames, int newPeople, boolean withMasks, int widthPx, int heightPx) {
        frames = newFrames;
        people = newPeople;
        masked = withMasks;
        now.shape(frames, grays(), widthPx, heightPx);
        if (present.length < frames * people) {
            present = new boolean[frames * people];
        }
        Arrays.fill(present, false);
    }

    private int grays() {
        return frames * people * (masked ? 2 : 1);
    }

    int frames() {
        return frames;
    }

    int people() {
        return people;
    }

    boolean masked() {
        return masked;
    }

    int widthPx() {
        return now.widthPx();
    }

    int heightPx() {
        return now.heightPx();
    }

    Image image(int frame) {
        return now.color(frame);
    }

    Image matte(int frame, int person) {
        return now.gray(frame * people + person);
    }

    /** The stored mask. */
    Image mask(int frame, int person) {
        return now.gray((frames + frame) * people + person);
    }

    /** Whether a person has a matte in a frame; planes of those who have none are 0. */
    boolean isPresent(int frame, int person) {
        return present[frame * people + person];
    }

    void setPresent(int frame, int person) {
        present[frame * people + person] = true;
    }

    /** Every image and plane becomes one of the size, by the same rule for all. */
    void move(int widthPx, int heightPx, Move move) {
        next.shape(frames, grays(), widthPx, heightPx);
        for (int i = 0; i < now.colorCount(); i++) {
            move.apply(now.color(i), next.color(i), Kind.IMAGE);
        }
        for (int i = 0; i < now.grayCount(); i++) {
            if (isPresent(i)) {
                move.apply(now.gray(i), next.gray(i), i < frames * people ? Kind.MATTE : Kind.MASK);
            } else {
                next.gray(i).pixels().fill((byte) 0);
            }
        }
        PlaneSet made = next;
        next = now;
        now = made;
    }

    private boolean isPresent(int gray) {
        return present[gray % (frames * people)];
    }

    @Override
    public void close() {
        now.close();
        next.close();
    }
}
