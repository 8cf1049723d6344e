package io.cameo.convert.matting;

import io.cameo.pipeline.RejectedItemException;

/** Why a sample is not packed: in the words of the check. */
final class Refusal {
    private Refusal() {}

    static String text(MattingFinding finding) {
        return text(finding.fault(), finding.path(), finding.detail());
    }

    static RejectedItemException of(MattingFault fault, String path, String detail) {
        return new RejectedItemException(text(fault, path, detail));
    }

    private static String text(MattingFault fault, String path, String detail) {
        return fault.words() + ": path=" + path + (detail.isEmpty() ? "" : ", " + detail);
    }
}
