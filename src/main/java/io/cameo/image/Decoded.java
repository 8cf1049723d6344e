package io.cameo.image;

/** What became of one encoded image on its way to a device. */
public sealed interface Decoded {
    /**
     * It is there.
     *
     * @param image valid until its decoder decodes again
     */
    record There(DeviceImage image) implements Decoded {}

    /**
     * It cannot be decoded, here or anywhere.
     *
     * @param reason as {@link BadImageException#reason()} has it
     */
    record Refused(String reason) implements Decoded {}

    /** It is none for a device: it has 16 bits, or no room was left for it. {@link ImageCodec} says what it is. */
    record Elsewhere() implements Decoded {}
}
