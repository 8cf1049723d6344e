package io.cameo.scene;

import io.cameo.scene.Posture.Stance;
import java.util.ArrayList;
import java.util.List;

/** Who is in a scene, and where. */
final class Cast {
    /** More people than any scene has, crowds included: numbers of identities do not meet. */
    private static final int IDENTITIES = 64;

    private static final float MANY = 12;
    private static final float USUAL_HEIGHT_M = 1.7f;
    private static final int TRIES = 4;

    /** How often there are 1, 2, 3 ... people: median 2, mean 4, one in ten 12 or more, as in COCO. */
    private static final float[] COUNTS = {34, 18, 11, 7, 5, 3, 3, 2, 2, 2, 2, 6, 5};

    private static final Stance[] STANCES = Stance.values();

    final List<Figure> people = new ArrayList<>();
    /** People far off whom nobody tells apart. */
    final List<Figure> crowd = new ArrayList<>();

    final List<Prop> props;
    private final Place place;
    private final Place.Dress dress;
    private final View view;
    private final long seed;
    private final int firstIdentity;

    Cast(Place place, View view, Dice dice, long seed, int number) {
        this.place = place;
        this.view = view;
        this.seed = seed;
        dress = place.dress();
        props = new ArrayList<>(place.props(view));
        firstIdentity = number % (Integer.MAX_VALUE / IDENTITIES) * IDENTITIES;
        int count = 1 + dice.weighted("people", COUNTS);
        for (int i = 0; i < count; i++) {
            enter(i, count, dice.child("person", i));
        }
        if (place.wide() && dice.chance("crowd", 0.14f)) {
            gather(dice.child("crowd", 0));
        }
    }

    private void enter(int i, int count, Dice d) {
        Figure before = people.isEmpty() ? null : people.getLast();
        boolean far = place.wide() && i > 0 && i % 4 == 1 && d.chance("far", 0.5f);
        if (before != null && !far && d.chance("friend", 0.3f)) {
            float side = d.chance("friend side", 0.5f) ? -1 : 1;
            float x = before.xM + side * d.in("apart", 0.5f, 0.8f);
            float z = Math.clamp(before.depthM + d.in("behind", -0.35f, 0.45f), 1.6f, place.deepestM());
            if (Math.abs(x) < place.halfWidthM()) {
                place(i, d, x, z, -side * d.in("turn to", 0.1f, 1.0f));
                return;
            }
        }
        float z = far ? place.deepestM() * d.in("far off", 0.75f, 1) : depth(d, count);
        place(i, d, free(d, z), z, yaw(d));
    }

    private float depth(Dice d, int count) {
        float tallest = count == 1 ? d.in("close", 0.6f, 1.25f) : Curve.mix(1.05f, 0.7f, Math.min(1, count / MANY));
        float near = view.focalPx() * USUAL_HEIGHT_M / (tallest * view.heightPx());
        float far = Math.min(place.deepestM(), near * (count == 1 ? 1.6f : 3.2f));
        float t = d.unit("depth");
        return Curve.clamp(near + (far - near) * (0.25f * t + 0.75f * t * t), 1.5f, place.deepestM());
    }

    /** Where others leave some room. */
    private float free(Dice d, float z) {
        float best = 0;
        float bestRoom = -1;
        for (int i = 0; i < TRIES; i++) {
            float margin = z < 3.5f ? 0.14f : -0.01f;
            Dice attempt = d.child("spot", i);
            float px = view.widthPx() * attempt.in("x", margin, 1 - margin);
            float x = Curve.clamp(view.across(px, z), -place.halfWidthM(), place.halfWidthM());
            float room = Float.MAX_VALUE;
            for (Figure other : people) {
                float apart = Math.abs(view.x(x, z) - view.x(other.xM, other.depthM));
                room = Math.min(room, apart / (0.5f * (view.scale(z) + view.scale(other.depthM))));
            }
            if (room > bestRoom) {
                bestRoom = room;
                best = x;
            }
        }
        return best;
    }

    private static float yaw(Dice d) {
        float back = d.chance("from behind", 0.13f) ? (float) StrictMath.PI : 0;
        return back + d.bell("yaw", 0, 1.3f);
    }

    private void place(int i, Dice d, float x, float z, float yaw) {
        Stance stance = STANCES[d.weighted("stance", stances())];
        boolean goes = stance == Stance.WALK || stance == Stance.RUN;
        float side = d.chance("goes right", 0.5f) ? 1 : -1;
        float turned = goes && d.chance("goes across", 0.7f) ? side * d.in("goes", 0.6f, 1.5f) : yaw;
        Figure figure = new Figure(new Person(seed, firstIdentity + i), d, stance, dress, x, z, turned);
        people.add(figure);
        if (stance == Stance.SIT) {
            float seat = figure.bones.y[Skeleton.PELVIS] - 0.04f * figure.build.heightM();
            props.add(new Prop(Prop.Kind.STOOL, x, z + 0.01f, seat, d));
        }
    }

    /** Weights in the order of {@link Stance}. */
    private float[] stances() {
        return switch (dress) {
            case BEACH -> new float[] {12, 14, 10, 8, 8, 8, 3, 6, 6, 0, 18};
            case HOME -> new float[] {18, 8, 0, 8, 7, 10, 9, 6, 14, 20, 4};
            default -> new float[] {16, 30, 6, 8, 5, 8, 9, 5, 12, 0, 3};
        };
    }

    private void gather(Dice d) {
        float z = place.deepestM() * d.in("z", 0.82f, 0.97f);
        float middle = view.across(view.widthPx() * d.in("x", 0.15f, 0.85f), z);
        int count = 9 + d.below("count", 14);
        float spread = 0.16f * count;
        for (int i = 0; i < count; i++) {
            Dice one = d.child("one", i);
            float x = Curve.clamp(middle + one.bell("x", 0, spread), -place.halfWidthM(), place.halfWidthM());
            float at = Math.min(z + one.in("z", -0.9f, 0.9f), place.deepestM());
            Stance stance = one.pick("stance", List.of(Stance.STAND, Stance.TALK, Stance.CHEER), 0.5f, 0.4f, 0.1f);
            Person person = new Person(seed, firstIdentity + COUNTS.length + i);
            crowd.add(new Figure(person, one, stance, dress, x, at, yaw(one)));
        }
    }
}
