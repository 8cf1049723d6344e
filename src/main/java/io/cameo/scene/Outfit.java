package io.cameo.scene;

import java.util.List;

/** What somebody wears. */
final class Outfit {
    enum Top {
        TEE,
        TANK,
        LONG,
        COAT,
        BARE
    }

    enum Bottom {
        TROUSERS,
        SHORTS,
        SKIRT,
        DRESS,
        LONG_DRESS
    }

    enum Hat {
        NONE,
        CAP,
        BEANIE,
        SUN_HAT
    }

    private static final int[] CLOTH = {
        0xe0a82e, 0xc8553d, 0x2a7f7b, 0x2b4a72, 0xefe6d2, 0x8fa67a, 0xe6a8a0, 0x7a4670, 0x7fb4d6, 0x474b52, 0xf4f1ea,
        0xef6f5b, 0x2f6a4b, 0x4a78a8, 0xd08d3a, 0xa99bc9, 0x8c2f3f, 0x5fae9d, 0xf2c14e, 0xd9628a
    };
    private static final int[] LEGS = {0x3f5d86, 0x2a3850, 0x3b3d42, 0xb09a6c, 0x25272c, 0x6d7f94, 0x6a5140, 0x7d8471};
    private static final int[] SHOES = {0xf1eee8, 0x26262a, 0x6b4630, 0xb5453a, 0x3c5a80, 0xd8c9a8};

    final Top top;
    final Bottom bottom;
    final Hat hat;
    final Rgb topColour;
    final Rgb topSecond;
    final Ink.Pattern pattern;
    final Rgb bottomColour;
    final Rgb shoes;
    final Rgb hatColour;
    final boolean barefoot;
    final boolean backpack;

    /** @param low for sitting on the ground, where skirts are in the way */
    Outfit(Person p, Dice d, Place.Dress dress, boolean low) {
        boolean skirts = !low && p.masculine < 0.5f && p.hairStyle != HairStyle.SCARF && d.chance("skirts", 0.42f);
        int first = d.below("cloth", CLOTH.length);
        topColour = Rgb.of(CLOTH[first]);
        topSecond = Rgb.of(CLOTH[(first + 1 + d.below("second", CLOTH.length - 1)) % CLOTH.length]);
        bottomColour = Rgb.of(LEGS[d.below("legs", LEGS.length)]);
        shoes = Rgb.of(SHOES[d.below("shoes", SHOES.length)]);
        hatColour = Rgb.of(CLOTH[d.below("hat cloth", CLOTH.length)]);
        if (p.hairStyle == HairStyle.SCARF) {
            top = d.chance("scarf coat", 0.5f) ? Top.COAT : Top.LONG;
            bottom = !low && d.chance("scarf dress", 0.5f) ? Bottom.LONG_DRESS : Bottom.TROUSERS;
        } else if (dress == Place.Dress.BEACH) {
            top = p.masculine > 0.5f && d.chance("bare", 0.6f)
                    ? Top.BARE
                    : d.pick("beach top", List.of(Top.TEE, Top.TANK), 0.4f, 0.6f);
            bottom = skirts ? Bottom.DRESS : Bottom.SHORTS;
        } else {
            float cold = dress == Place.Dress.WARM ? 0.12f : 0.5f;
            top = d.pick("top", List.of(Top.TEE, Top.TANK, Top.LONG, Top.COAT), 0.9f - cold, 0.12f, 0.4f, cold);
            bottom = skirts
                    ? d.pick("skirt", List.of(Bottom.SKIRT, Bottom.DRESS, Bottom.LONG_DRESS), 0.35f, 0.4f, 0.25f)
                    : d.pick("bottom", List.of(Bottom.TROUSERS, Bottom.SHORTS), 0.78f, 0.22f);
        }
        boolean patterned = top != Top.COAT && top != Top.BARE && d.chance("patterned", 0.4f);
        pattern = patterned
                ? d.pick(
                        "pattern", List.of(Ink.Pattern.STRIPES, Ink.Pattern.CHECKS, Ink.Pattern.DOTS), 0.5f, 0.2f, 0.3f)
                : Ink.Pattern.PLAIN;
        hat = p.hairStyle.isCloth() || p.hairStyle.crown > 0.31f
                ? Hat.NONE
                : switch (dress) {
                    case BEACH -> d.pick("hat", List.of(Hat.NONE, Hat.SUN_HAT, Hat.CAP), 0.62f, 0.22f, 0.16f);
                    case HOME -> Hat.NONE;
                    default -> d.pick("hat", List.of(Hat.NONE, Hat.CAP, Hat.BEANIE), 0.8f, 0.1f, 0.1f);
                };
        barefoot = dress == Place.Dress.BEACH;
        backpack = (dress == Place.Dress.WARM || dress == Place.Dress.COLD) && d.chance("backpack", 0.16f);
    }

    boolean isDress() {
        return bottom == Bottom.DRESS || bottom == Bottom.LONG_DRESS;
    }

    boolean longSleeves() {
        return top == Top.LONG || top == Top.COAT;
    }
}
