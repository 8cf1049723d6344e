package io.cameo.loader.mxnet;

/** MXNet said no, and why. */
public final class MxNetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MxNetException(String function, int status, String detail) {
        super("mxnet call failed: function=" + function + ", status=" + status + ", detail=" + detail);
    }
}
