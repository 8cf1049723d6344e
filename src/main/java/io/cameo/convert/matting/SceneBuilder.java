package io.cameo.convert.matting;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import io.cameo.matte.AlphaBox;
import io.cameo.matte.Composite;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts people into one picture, each in front of those before, and keeps what is visible of everybody. One thread; all memory is
 * a pool's.
 */
final class SceneBuilder {
    private static final double OPAQUE = 255;

    private final Composite composite = Composite.create();
    private final List<Person> people = new ArrayList<>();
    private final List<Image> later = new ArrayList<>();
    private @Nullable Image canvas;

    /** Somebody in the picture. */
    static final class Person {
        private final Image alpha;
        private final Image colours;
        private final AlphaBox box;
        private final Image matte;
        private final long own;
        private long left;

        private Person(Image colours, Image alpha, AlphaBox box, Image matte, long own) {
            this.colours = colours;
            this.alpha = alpha;
            this.box = box;
            this.matte = matte;
            this.own = own;
            left = own;
        }

        /** What is visible of them: as large as the canvas. */
        Image matte() {
            return matte;
        }

        /** What lies in the box. */
        Image colours() {
            return colours;
        }

        /** Where they are. */
        AlphaBox box() {
            return box;
        }

        /** The sum of their alpha, and that of what is visible of it. */
        long own() {
            return own;
        }

        long left() {
            return left;
        }

        /** How much of them is hidden, 0 to 1; 0 if nothing was there. */
        double hidden() {
            return own == 0 ? 0 : 1 - left / (double) own;
        }

        private Image part(Image plane, AlphaBox place) {
            return plane.crop(place.xPx() - box.xPx(), place.yPx() - box.yPx(), place.widthPx(), place.heightPx());
        }
    }

    /** Starts anew on a canvas, {@code BGR8}, which is changed. */
    void begin(Image newCanvas) {
        canvas = newCanvas;
        people.clear();
    }

    /** Who is there, those in front last. */
    List<Person> people() {
        return people;
    }

    /**
     * The largest share that anybody who is there would lose of what is visible of them now, if this one came in front.
     *
     * @param alpha what lies in the box
     * @param box within the canvas
     */
    double wouldHide(Image alpha, AlphaBox box) {
        double most = 0;
        for (Person person : people) {
            AlphaBox common = person.box.common(box);
            if (common != null && person.left > 0) {
                Image over = alpha.crop(
                        common.xPx() - box.xPx(), common.yPx() - box.yPx(), common.widthPx(), common.heightPx());
                long lost = composite.product(common.part(person.matte), over);
                most = Math.max(most, lost / (OPAQUE * person.left));
            }
        }
        return most;
    }

    /**
     * Puts somebody in front of all.
     *
     * @param colours of the size of the box; must stay as it is while the picture is made, as alpha
     * @param alpha likewise
     * @param box within the canvas
     * @param pool gives the matte
     */
    void add(Image colours, Image alpha, AlphaBox box, PlanePool pool) {
        Image picture = canvas();
        Image matte = pool.take(picture.widthPx(), picture.heightPx(), PixelFormat.GRAY8);
        matte.pixels().fill((byte) 0);
        Person person = new Person(colours, alpha, box, matte, composite.sum(alpha));
        composite.visible(alpha, List.of(), box.part(matte));
        people.add(person);
        for (int j = 0; j < people.size() - 1; j++) {
            hide(j, box);
        }
        composite.paste(colours, alpha, box.part(picture));
    }

    /** Makes anew what is visible of somebody where the last one has come in front. */
    private void hide(int j, AlphaBox box) {
        Person person = people.get(j);
        AlphaBox common = person.box.common(box);
        if (common == null) {
            return;
        }
        Image visible = common.part(person.matte);
        long before = composite.sum(visible);
        hideInParts(person, j, common);
        person.left += composite.sum(visible) - before;
    }

    /** In parts that each of the others covers wholly or not at all, since their alphas end with their boxes. */
    private void hideInParts(Person person, int j, AlphaBox place) {
        List<Integer> columns = cuts(j, place.xPx(), place.xPx() + place.widthPx(), true);
        List<Integer> rows = cuts(j, place.yPx(), place.yPx() + place.heightPx(), false);
        for (int r = 0; r + 1 < rows.size(); r++) {
            for (int c = 0; c + 1 < columns.size(); c++) {
                AlphaBox part = new AlphaBox(
                        columns.get(c),
                        rows.get(r),
                        columns.get(c + 1) - columns.get(c),
                        rows.get(r + 1) - rows.get(r));
                later.clear();
                for (int k = j + 1; k < people.size(); k++) {
                    Person other = people.get(k);
                    if (covers(other.box, part)) {
                        later.add(other.part(other.alpha, part));
                    }
                }
                composite.visible(person.part(person.alpha, part), later, part.part(person.matte));
            }
        }
    }

    private List<Integer> cuts(int j, int from, int to, boolean across) {
        List<Integer> cuts = new ArrayList<>(List.of(from, to));
        for (int k = j + 1; k < people.size(); k++) {
            AlphaBox box = people.get(k).box;
            int begin = across ? box.xPx() : box.yPx();
            int end = begin + (across ? box.widthPx() : box.heightPx());
            for (int cut : new int[] {begin, end}) {
                if (cut > from && cut < to && !cuts.contains(cut)) {
                    cuts.add(cut);
                }
            }
        }
        cuts.sort(null);
        return cuts;
    }

    private static boolean covers(AlphaBox box, AlphaBox place) {
        return place.equals(box.common(place));
    }

    private Image canvas() {
        Image picture = canvas;
        if (picture == null) {
            throw new IllegalStateException("no picture was begun");
        }
        return picture;
    }
}
