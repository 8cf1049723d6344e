package io.cameo.convert.matting;

import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a sample is not packed: in the words of the check. */
final class Refusal {
    private Refusal() {}

    static String text(MattingFinding finding) {
        return text(finding.fault(), finding.path(), finding.detail());
    }

    static RejectedItemException of(MattingFault fault, String path, String detail) {
        return new RejectedItemException(text(fault, path, detail));
    }

    /** Why a file could not be read, without its name: that stands before it, and a tree may have several roots. */
    static String reason(IOException unreadable) {
        return "cannot be read: "
                + switch (unreadable) {
                    case NoSuchFileException _ -> "no such file";
                    case AccessDeniedException _ -> "permission denied";
                    case FileSystemException other when other.getReason() != null -> other.getReason();
                    default -> unreadable.getMessage();
                };
    }

    private static String text(MattingFault fault, String path, String detail) {
        return fault.words() + ": path=" + path + (detail.isEmpty() ? "" : ", " + detail);
    }
}
