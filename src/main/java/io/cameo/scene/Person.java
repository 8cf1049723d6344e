package io.cameo.scene;

import java.util.List;

/**
 * What an identity keeps from shot to shot. Lengths are in head units, see {@link Pose}. The traits one notices first
 * are spread evenly over consecutive identities rather than drawn at random, so that even a few people are diverse.
 */
final class Person {
    private static final int[] SKIN = {
        0xf3d3c2, 0xedc3a7, 0xe3b18f, 0xd69f78, 0xc68a63, 0xb0754f, 0x935d3d, 0x764729, 0x5a3620, 0x452a1b
    };
    /** Black to platinum, then grey and white. */
    private static final int[] HAIR = {
        0x17120f, 0x2a1b13, 0x44291a, 0x5f3820, 0x7b3c1d, 0xa9562a, 0x87643d, 0xb98f52, 0xd9bd8c
    };

    private static final int[] DYED = {0x2c7f8c, 0xc46a90, 0x6d4b98, 0xa52a2f};
    private static final int[] IRIS = {0x3a2213, 0x54321b, 0x74512a, 0x6f6a38, 0x56714b, 0x5d7f94, 0x7390b0};

    /** The portrait's own dice, for details that only one layer cares about. */
    final Dice dice;
    /** 0 most feminine, 1 most masculine, mostly near the ends. */
    final float masculine;

    final float ageYears;
    /** 0 young, 1 old: depth of lines. */
    final float lines;
    /** 0 palest, 1 darkest. */
    final float tan;

    final Rgb skin;
    final Rgb hairColour;
    final Rgb browColour;
    final Rgb iris;
    final Rgb lips;
    final HairStyle hairStyle;
    /** Where the hair parts, in head units right of the middle. */
    final float partX;
    /** How far the hairline has gone back at the temples, 0 to 1. */
    final float receding;

    final float eyeX;
    final float eyeHalfWidth;
    final float eyeOpen;
    final float eyeTilt;
    final float creaseGap;
    final float browY;
    final float browArch;
    final float browThick;
    final float noseY;
    final float noseWide;
    final float noseHigh;
    final float mouthY;
    final float mouthHalfWidth;
    final float lipsFull;
    final float chinY;
    final float jawWide;
    final float cheekWide;
    final float freckles;
    final float makeup;
    final Beard beard;
    final Glasses.Frame glasses;

    enum Beard {
        NONE,
        STUBBLE,
        MOUSTACHE,
        GOATEE,
        FULL
    }

    Person(long seed, int identity) {
        dice = Dice.of(seed).child("identity", identity);
        masculine = spread(seed, "gender", identity, 0.6180340f) < 0.5f
                ? dice.bell("masculine", 0.84f, 0.16f)
                : dice.bell("feminine", 0.15f, 0.15f);
        float years = spread(seed, "age", identity, 0.7548777f);
        ageYears = 18 + 58 * years * (0.45f + 0.55f * years);
        lines = Curve.step(28, 76, ageYears);
        tan = spread(seed, "tan", identity, 0.5698403f);
        skin = skinColour();
        float dark = Curve.step(0.25f, 0.7f, tan);
        Rgb grown = palette(HAIR, dice.unit("hair colour") * (1 - 0.8f * dark));
        float grey = Curve.step(0.35f, 1, lines + dice.bell("grey", 0, 0.3f));
        boolean dyed = ageYears < 40 && dice.chance("dyed", 0.09f);
        Rgb silver = Rgb.of(0x8d8984).mix(Rgb.of(0xd9d6d0), Curve.step(0.5f, 1, grey));
        hairColour = dyed ? Rgb.of(DYED[dice.below("dye", DYED.length)]) : grown.mix(silver, grey);
        browColour = grown.mix(silver, grey * 0.7f).mix(Rgb.of(0x1c1410), 0.55f - 0.25f * grey);
        iris = palette(IRIS, dice.unit("iris") * (1 - 0.75f * dark));
        hairStyle = style();
        partX = dice.chance("parted", 0.55f)
                ? dice.in("part", 0.2f, 0.45f) * (dice.chance("part left", 0.5f) ? -1 : 1)
                : dice.in("part", -0.05f, 0.05f);
        receding = masculine > 0.5f ? Curve.clamp01(lines * 0.9f + dice.bell("receding", 0, 0.45f)) : 0;

        eyeX = dice.bell("eye x", 0.435f, 0.035f);
        eyeHalfWidth = dice.bell("eye width", 0.242f - 0.016f * masculine, 0.022f);
        eyeOpen = dice.bell("eye open", 0.115f - 0.02f * masculine - 0.012f * lines, 0.022f);
        eyeTilt = dice.bell("eye tilt", 0.06f - 0.04f * lines, 0.11f);
        creaseGap = dice.in("crease", 0.012f, 0.06f);
        browY = dice.bell("brow y", -0.33f + 0.035f * masculine, 0.04f);
        browArch = dice.bell("brow arch", 0.055f - 0.035f * masculine, 0.03f);
        browThick = dice.bell("brow thick", 0.042f + 0.03f * masculine, 0.016f);
        noseY = dice.bell("nose y", 0.51f + 0.02f * masculine, 0.06f);
        noseWide = dice.bell("nose wide", 0.165f + 0.02f * masculine + 0.04f * dark, 0.03f);
        noseHigh = dice.bell("nose high", 1, 0.4f);
        mouthY = dice.bell("mouth y", 0.99f, 0.045f);
        mouthHalfWidth = dice.bell("mouth width", 0.355f + 0.015f * masculine + 0.015f * dark, 0.035f);
        lipsFull = dice.bell("lips full", 1.12f - 0.2f * masculine + 0.3f * dark - 0.22f * lines, 0.22f);
        chinY = dice.bell("chin y", 1.47f + 0.07f * masculine, 0.07f);
        jawWide = dice.bell("jaw wide", 0.9f + 0.12f * masculine, 0.1f);
        cheekWide = dice.bell("cheek wide", 1, 0.06f);
        freckles = Math.max(0, dice.bell("freckles", 0, 1) - 0.15f) * (1 - dark) * 1.6f;
        makeup = masculine < 0.5f && dice.chance("makeup", 0.7f) ? dice.in("makeup amount", 0.3f, 1) : 0;
        float bare = dice.unit("lip colour");
        Rgb lipstick =
                Rgb.hsv(dice.bell("lipstick", 0.97f, 0.06f), dice.in("lip depth", 0.5f, 0.75f), 0.72f - 0.2f * dark);
        Rgb natural = skin.times(new Rgb(0.78f, 0.4f, 0.42f)).mix(Rgb.of(0xb5625c), 0.4f - 0.28f * dark);
        lips = natural.mix(lipstick, makeup * bare * 0.8f);
        beard = masculine < 0.5f
                ? Beard.NONE
                : dice.pick("beard", List.of(Beard.values()), 0.3f, 0.26f, 0.08f, 0.12f, 0.24f);
        glasses = dice.pick("glasses", List.of(Glasses.Frame.values()), 0.72f - 0.25f * lines, 0.1f, 0.1f, 0.08f);
    }

    /** Evenly spread over consecutive identities: multiples of an irrational step, started anywhere. */
    private static float spread(long seed, String trait, int identity, float step) {
        double at = Dice.of(seed).unit(trait) + (double) step * identity;
        return (float) (at - StrictMath.floor(at));
    }

    private static Rgb palette(int[] colours, float t) {
        float at = Curve.clamp01(t) * (colours.length - 1);
        int i = Math.min((int) at, colours.length - 2);
        return Rgb.of(colours[i]).mix(Rgb.of(colours[i + 1]), at - i);
    }

    private Rgb skinColour() {
        Rgb base = palette(SKIN, tan);
        float warm = dice.bell("undertone", 0, 0.05f);
        return new Rgb(base.r() * (1 + warm * 0.4f), base.g(), base.b() * (1 - warm));
    }

    private HairStyle style() {
        if (masculine > 0.5f) {
            float curly = 0.06f + 0.3f * Curve.step(0.5f, 0.9f, tan);
            float old = 0.1f + 0.3f * lines;
            return switch (dice.weighted(
                    "style", old, 0.2f, 0.3f, 0.3f, 0.22f - 0.2f * lines, curly, curly * 0.6f, 0.07f)) {
                case 0 -> HairStyle.BALD;
                case 1 -> HairStyle.BUZZ;
                case 2 -> HairStyle.SHORT;
                case 3 -> HairStyle.SIDE_PART;
                case 4 -> HairStyle.QUIFF;
                case 5 -> HairStyle.CURLY;
                case 6 -> HairStyle.AFRO;
                default -> HairStyle.LONG;
            };
        }
        float curly = 0.1f + 0.25f * Curve.step(0.45f, 0.9f, tan);
        return switch (dice.weighted(
                "style",
                0.2f,
                0.1f + 0.2f * lines,
                0.2f,
                0.12f,
                0.28f - 0.15f * lines,
                0.12f,
                0.25f,
                curly,
                curly * 0.7f,
                0.1f)) {
            case 0 -> HairStyle.BUN;
            case 1 -> HairStyle.PIXIE;
            case 2 -> HairStyle.BOB;
            case 3 -> HairStyle.FRINGE_BOB;
            case 4 -> HairStyle.LONG;
            case 5 -> HairStyle.LONG_FRINGE;
            case 6 -> HairStyle.WAVY;
            case 7 -> HairStyle.LONG_CURLY;
            case 8 -> HairStyle.AFRO;
            default -> HairStyle.SCARF;
        };
    }
}
