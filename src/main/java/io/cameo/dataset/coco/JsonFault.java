package io.cameo.dataset.coco;

/** Something in JSON text that is not as it should be. Never leaves the package: its place is not yet one in a file. */
final class JsonFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long offsetBytes;

    /**
     * @param offsetBytes from the start of the text
     * @param reason lower-case, {@code reason: key=value}
     */
    JsonFault(long offsetBytes, String reason) {
        super(reason, null, false, false);
        this.offsetBytes = offsetBytes;
    }

    long offsetBytes() {
        return offsetBytes;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
