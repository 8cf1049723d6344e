package io.cameo.nativelib;

/** A native function that failed. The library works on unless its documentation says otherwise. */
public final class NativeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param function the C name
     * @param status what it returned
     * @param detail the library's own words, or empty
     */
    public NativeException(String function, long status, String detail) {
        super(text(function, status, detail));
    }

    NativeException(String function, Throwable cause) {
        super("native call failed: function=" + function, cause);
    }

    private static String text(String function, long status, String detail) {
        String call = "native call failed: function=" + function + ", status=" + status;
        return detail.isEmpty() ? call : call + ", detail=" + detail;
    }
}
