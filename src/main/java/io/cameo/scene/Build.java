package io.cameo.scene;

/**
 * The measures of a body, in metres.
 *
 * @param headM height of the head, without hair
 * @param stout 1 for usual, more for broad
 */
record Build(
        float heightM,
        float headM,
        float shoulderHalfM,
        float waistHalfM,
        float hipHalfM,
        float torsoM,
        float upperArmM,
        float forearmM,
        float thighM,
        float shinM,
        float stout) {
    static Build of(Person person, Dice d) {
        boolean child = d.chance("child", 0.14f);
        float grown = 1.62f + 0.13f * person.masculine + d.bell("height", 0, 0.13f);
        float height = child ? d.in("child height", 0.98f, 1.4f) : grown;
        float head = 0.205f + 0.036f * height;
        float stout = d.bell("stout", 1.02f, 0.2f);
        float body = height - head;
        float broad = child ? 0.88f : 1;
        return new Build(
                height,
                head,
                broad * height * (0.104f + 0.019f * person.masculine) * (0.75f + 0.25f * stout),
                height * (0.071f + 0.013f * person.masculine) * (0.35f + 0.65f * stout),
                height * (0.08f - 0.006f * person.masculine) * (0.6f + 0.4f * stout),
                0.345f * body,
                0.192f * body,
                0.172f * body,
                0.288f * body,
                0.278f * body,
                stout);
    }

    /** Half the thickness of a limb, from a share of the height. */
    float thick(float share) {
        return share * heightM * (0.5f + 0.5f * stout);
    }
}
